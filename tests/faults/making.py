"""What two people might write at random, made as their devices would send it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tests.faults.hands import Act, Hand, Words, drop, put
from tests.faults.prepared import key
from tests.faults.rows import Rows

Maker = Callable[[Hand, Rows], Act | None]


def _write_line(hand: Hand, rows: Rows) -> Act:
    name, text = hand.text()
    fields = {"text": text}
    if hand.chance.random() < 0.2:
        fields["adds_to"] = hand.chance.choice(hand.draft.subgoals)
    address = f"{hand.base}/kompetence/{hand.competency()}/delmaal/"
    return Act("subgoal:write", address, fields, put("subgoal", name, text))


def _change_line(hand: Hand, rows: Rows) -> Act | None:
    if not (found := hand.own("subgoal")):
        return None
    name, old = found
    _new, text = hand.text()
    address = hand.address_of("subgoal", rows, old)
    return Act("subgoal:change", address, {"text": text}, put("subgoal", name, text))


def _move_line(hand: Hand, rows: Rows) -> Act | None:
    if not (found := hand.own("subgoal")):
        return None
    direction = hand.chance.choice(["up", "down"])
    address = hand.address_of("subgoal", rows, found[1]) + "flyt/"
    return Act("subgoal:move", address, {"direction": direction})


def _remove(where: str, kind: str) -> Maker:
    def make(hand: Hand, rows: Rows) -> Act | None:
        if not (found := hand.own(where)):
            return None
        address = hand.address_of(where, rows, found[1]) + "slet/"
        return Act(kind, address, {}, drop(where, found[0]))

    return make


def _analysis(hand: Hand, rows: Rows) -> Act | None:
    """Closes a gate now and then, and opens it again soon."""
    address = f"{hand.base}/kompetence/{hand.draft.competencies[0]}/analyse/"
    hand.reopened = not hand.reopened
    if not hand.reopened:
        return Act("analysis:finish", address, {})
    return Act("analysis:reopen", address + "fortsaet/", {})


def _memo(hand: Hand, rows: Rows) -> Act:
    name, text = hand.text()
    return Act("memo:write", f"{hand.base}/huskelinjer/", {"text": text}, put("memo", name, text))


def _insert_memos(hand: Hand, rows: Rows) -> Act:
    def effect(words: Words) -> None:
        words["subgoal"] |= words["memo"]
        words["memo"] = {}

    return Act(
        "memo:insert", f"{hand.base}/kompetence/{hand.competency()}/huskelinjer/", {}, effect
    )


def _activity(hand: Hand, rows: Rows) -> Act:
    name, text = hand.text(tail=False)
    fields = {"text": text, "subgoals": " ".join(hand.some_subgoals()), "when": "period"}
    return Act("activity:write", f"{hand.base}/aktiviteter/", fields, put("activity", name, text))


def _change_activity(hand: Hand, rows: Rows) -> Act | None:
    if not (found := hand.own("activity")):
        return None
    name, old = found
    _new, text = hand.text()
    fields = {"text": text, "subgoals": hand.some_subgoals(), "when": "period"}
    address = hand.address_of("activity", rows, old)
    return Act("activity:change", address, fields, put("activity", name, text))


def _feedback(hand: Hand, rows: Rows) -> Act:
    name, text = hand.text(tail=False)
    text = f"Karin {text}"
    fields = {"text": f"{text} om delmål 1"}
    return Act("feedback:agree", f"{hand.base}/feedback/", fields, put("giver", name, text))


def _change_feedback(hand: Hand, rows: Rows) -> Act | None:
    if not (found := hand.own("giver")):
        return None
    name, old = found
    _new, text = hand.text(tail=False)
    fields = {"giver_name": text, "minutes": "7", "subgoals": hand.some_subgoals(), "ask": text}
    address = hand.address_of("giver", rows, old)
    return Act("feedback:change", address, fields, put("giver", name, text))


def _accept_feedback(hand: Hand, rows: Rows) -> Act:
    return Act("feedback:accept_proposals", f"{hand.base}/feedback/forslag/", {})


def _accept_assessment(hand: Hand, rows: Rows) -> Act:
    fields = {"competency": hand.competency()}
    return Act("assessment:accept_proposal", f"{hand.base}/bedoemmelse/", fields)


def _change_assessment(hand: Hand, rows: Rows) -> Act | None:
    found = rows.ask(
        "SELECT id FROM contracts_assessmentagreement WHERE contract_id = ?", hand.draft.id
    )
    if not found:
        return None
    row = key(hand.chance.choice(sorted(found, key=lambda one: key(one[0])))[0])
    _name, text = hand.text()
    fields = {"assessor_name": "Jens Toft Mikkelsen", "minutes": "20", "criteria": text}
    address = f"{hand.base}/bedoemmelse/{row}/"
    return Act("assessment:change", address, fields, put("criteria", row, text))


def _no_assessment(hand: Hand, rows: Rows) -> Act:
    chosen = hand.chance.choice(["1", ""])
    effect = drop("criteria") if chosen else (lambda words: None)
    address = f"{hand.base}/bedoemmelse/ingen/"
    return Act("assessment:none", address, {"chosen": chosen}, effect)


def _scope(hand: Hand, rows: Rows) -> Act:
    _title, title = hand.text(tail=False)
    _purpose, purpose = hand.text()
    start, end = (".".join(reversed(day.split("-"))) for day in hand.draft.period)
    sql = "SELECT competency_id FROM contracts_contractcompetency WHERE contract_id = ?"
    fields = {
        "competencies": [key(row[0]) for row in rows.ask(sql, hand.draft.id)],
        "span": "own",
        "period_from": start,
        "period_to": end,
        "title": title,
        "purpose": purpose,
    }

    def effect(words: Words) -> None:
        words["title"], words["purpose"] = {"": title}, {"": purpose}

    return Act("contract:set_scope", f"{hand.base}/omfang/", fields, effect)


def _step(hand: Hand, rows: Rows) -> Act:
    fields = {"step": str(hand.chance.randint(1, 4))}
    return Act("contract:go_to_step", f"{hand.base}/trin/", fields)


def _plain(kind: str, part: str) -> Maker:
    return lambda hand, rows: Act(kind, f"{hand.base}/{part}/", {})


def _back(hand: Hand, rows: Rows) -> Act:
    address = f"{hand.base}/version/tilbage/"
    return Act("version:back_to_editing", address, {"reason": "Vi mangler noget"})


def _sign(hand: Hand, rows: Rows) -> Act | None:
    sql = "SELECT sha256 FROM contracts_contractversion WHERE contract_id = ? ORDER BY number DESC"
    found = rows.ask(sql, hand.draft.id)
    if not found:
        return None
    return Act("version:sign", f"{hand.base}/underskrift/", {"sha256": found[0][0]})


def _in_copy(where: str, kind: str, part: str) -> Maker:
    def make(hand: Hand, rows: Rows) -> Act:
        _name, text = hand.text()
        return Act(kind, f"{hand.base}/{part}/", {"text": text}, put(where, "", text))

    return make


def _share(hand: Hand, rows: Rows) -> Act:
    shared = hand.chance.choice(["1", ""])
    return Act("copy:share_reflection", f"{hand.base}/refleksion/deling/", {"shared": shared})


BOTH, TRAINEE, SUPERVISOR = ("trainee", "supervisor"), ("trainee",), ("supervisor",)

#: Who, how often, what; by the stage the contract is at.
_MAKERS: dict[str, list[tuple[tuple[str, ...], int, Maker]]] = {
    "draft": [
        (BOTH, 10, _write_line),
        (BOTH, 4, _change_line),
        (BOTH, 2, _move_line),
        (BOTH, 3, _remove("subgoal", "subgoal:remove")),
        (TRAINEE, 2, _analysis),
        (SUPERVISOR, 4, _memo),
        (SUPERVISOR, 2, _remove("memo", "memo:remove")),
        (SUPERVISOR, 2, _insert_memos),
        (BOTH, 6, _activity),
        (BOTH, 3, _change_activity),
        (BOTH, 2, _remove("activity", "activity:remove")),
        (BOTH, 5, _feedback),
        (BOTH, 3, _change_feedback),
        (BOTH, 2, _remove("giver", "feedback:remove")),
        (BOTH, 1, _accept_feedback),
        (SUPERVISOR, 2, _accept_assessment),
        (SUPERVISOR, 3, _change_assessment),
        (SUPERVISOR, 1, _no_assessment),
        (SUPERVISOR, 1, _remove("criteria", "assessment:remove")),
        (TRAINEE, 4, _scope),
        (BOTH, 2, _step),
        (BOTH, 1, _plain("meeting:open_sitting", "samtale")),
        (BOTH, 1, _plain("meeting:pause", "samtale/pause")),
        (SUPERVISOR, 2, _plain("version:freeze", "version")),
    ],
    "awaiting": [
        (BOTH, 4, _back),
        (BOTH, 4, _sign),
        (BOTH, 1, _write_line),
        (SUPERVISOR, 2, _memo),
    ],
    "active": [
        (BOTH, 3, _in_copy("note", "copy:write_note", "note")),
        (TRAINEE, 3, _in_copy("reflection", "copy:write_reflection", "refleksion")),
        (TRAINEE, 1, _share),
    ],
}


def next_act(hand: Hand, rows: Rows) -> Act:
    """Something this person may or may not be allowed to do now."""
    makers = _MAKERS[rows.stage(hand.draft.id)]
    own = [make for parts, weight, make in makers if hand.part in parts for _ in range(weight)]
    while True:
        act = hand.chance.choice(own)(hand, rows)
        if act:
            act.id = str(UUID(int=hand.chance.getrandbits(128), version=4))
            return act
