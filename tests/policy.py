"""Who may do what where: one row for each address, one status for each person and object.

The tables are the declaration; ``test_matrix`` asks the product for every cell (faults S01, S03).
Whoever adds an address adds its row, or the tests fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: People by letter. The pair and their helpers: trainee, supervisor, co-supervisor, substitute.
#: Then another trainee and supervisor of the same department, one whose co-supervision is over and
#: who holds a copy of the active contract, its programme lead, the lead of another department, the
#: administrator, and a supervisor of another organisation.
SIGNED_IN = "TSCBtsHLlAF"
#: Nobody, and somebody whose account is closed: for both the product is its sign-in page.
SIGNED_OUT = "0D"

VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")

#: The contracts each cell is asked about. ``theirs`` is another organisation's.
CONTRACTS = ("draft", "private", "awaiting", "active", "theirs", "missing")
#: What is nobody's: answered as if it were not there, to everybody of this organisation.
NOT_OURS = ("theirs", "missing")

Table = dict[str, str]


@dataclass(frozen=True)
class Row:
    """One address. ``get`` and ``post`` say ``who=status`` for each object; others get ``others``.

    ``objects`` names what the address is about, ``sent`` the fields of an allowed POST (see
    ``matrix``), ``draft`` which draft it takes. ``idle`` POSTs are allowed and write nothing.
    Without ``signed_in_first`` the verb is looked at before the person. From what is ``sent_home``
    whoever is signed in is sent on, with any verb.
    """

    get: Table = field(default_factory=dict)
    post: Table = field(default_factory=dict)
    objects: tuple[str, ...] = ("",)
    others: int = 404
    open: bool = False
    sent_home: bool = False
    idle: bool = False
    signed_in_first: bool = False
    sent: str = ""
    draft: str = "draft"

    def table(self, verb: str) -> Table:
        """The table for ``verb``; empty when the address does not know it."""
        if verb in {"GET", "HEAD"}:
            return self.get
        return self.post if verb == "POST" else {}

    def expected(self, verb: str, who: str, about: str) -> int:
        """The declared status of one cell."""
        table = self.table(verb)
        if who in SIGNED_OUT and not self.open and (table or self.signed_in_first):
            return 302
        if not table:
            return 302 if self.sent_home and who in SIGNED_IN else 405
        if about == "theirs" and who == "F":
            # It is the foreign supervisor's own.
            return _read(table[next(iter(table))]).get("S", self.others)
        if about in NOT_OURS and about not in table:
            return 404
        return _read(table[about]).get(who, self.others)


def _read(declared: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in declared.split():
        people, _equals, status = part.partition("=")
        names = SIGNED_IN + SIGNED_OUT if people == "*" else people
        found |= {name: int(status) for name in names if people != "*" or name not in found}
    return found


def _page(draft: str, private: str, awaiting: str, active: str) -> Table:
    return {"draft": draft, "private": private, "awaiting": awaiting, "active": active}


def _reads(*tables: str) -> Row:
    return Row(get=_page(*tables), objects=CONTRACTS)


def _acts(*tables: str, draft: str = "draft", sent: str = "") -> Row:
    """An act on the sheet. Whoever leads the department, or has left, sees it and may not."""
    *others, active = [f"{table} L=403" for table in tables]
    return Row(
        post=_page(*others, f"{active} H=403"),
        objects=CONTRACTS,
        signed_in_first=True,
        draft=draft,
        sent=sent,
    )


def _any(get: str = "", post: str = "", **kwargs: object) -> Row:
    """An address about nothing in particular."""
    tables = {"get": {"": get} if get else {}, "post": {"": post} if post else {}}
    return Row(**tables, **kwargs)  # type: ignore[arg-type]


def _manages(sent: str) -> Row:
    return Row(post={"ours": "LA=302 TSCBtslH=403"}, objects=("ours", *NOT_OURS), sent=sent)


LATE = "TSCB=409"
BOTH = ("TSCB=302", "T=302 SCB=403", LATE, LATE)
TRAINEE = ("T=302 SCB=403", "T=302 SCB=403", LATE, LATE)
#: A line is changed by whose it is; here it is the trainee's.
OWN_LINE = TRAINEE
#: The framework's line: with either pen once the gate is open.
SUPPLEMENT = BOTH
MEMO = ("SCB=302 T=403", "SCB=302 T=403", "SCB=302 T=403", "SCB=302 T=403")
#: In one's own copy: the pair and the co-supervisor have one once both have signed.
OWN_COPY = ("TSCBL=404", "TSCBL=404", "TSCBL=404", "TSC=302")
TICKS = (*OWN_COPY[:3], "TSC=302 H=403")

ROWS: dict[str, Row] = {
    # Open to anybody.
    "core:help": _any("*=200", open=True),
    "core:privacy": _any("*=200", open=True),
    "core:accessibility": _any("*=200", open=True),
    "portfolio:verify_script": _any("*=200", open=True),
    "portfolio:blank_paper": _any("*=200", open=True),
    "people:language": _any(post="*=302", open=True, sent="language"),
    "people:scheme": _any(post="*=302", open=True, idle=True, sent="scheme"),
    # Signing in and out.
    "account_login": _any(
        "0D=200 *=302", "0D=302 *=302", open=True, idle=True, sent_home=True, sent="email"
    ),
    "account_confirm_login_code": _any("*=302", "*=302", open=True, idle=True),
    "account_inactive": _any("*=200", open=True),
    "account_logout": _any("0D=302 *=200", "*=302", open=True, idle=True),
    # Signing in again on a page: asked by our scripts, which say whose page it is.
    "people:again": _any(post="*=422", open=True),
    "people:again_code": _any(post="*=422", open=True),
    "people:who": _any("*=200"),
    # The demo's addresses exist in the demo alone.
    "people:demo_again": _any(post="*=404", open=True),
    "people:demo_play": _any(post="*=404", open=True, sent="part"),
    "people:demo_mails": _any("*=404", open=True),
    "people:demo_proof": _any(post="*=404", open=True),
    # One's own account.
    "people:account": _any("*=200"),
    "people:end_all_sessions": _any(post="*=302"),
    "people:end_session": Row(
        post={"own": "*=302", "missing": "*=302"}, objects=("own", "missing"), idle=True
    ),
    "people:presence": _any("*=200", "*=422"),
    "people:send_proof": _any(post="*=302"),
    # Curricula.
    "curriculum:frameworks": _any("*=200", "LlA=422 *=403"),
    "curriculum:version": Row(
        get={"published": "TSCBtsHLlA=200", "unpublished": "LlA=200"},
        objects=("published", "unpublished", *NOT_OURS),
    ),
    "curriculum:publish": Row(
        post={"published": "LlA=302 TSCBtsH=403", "unpublished": "LlA=302"},
        objects=("published", "unpublished", *NOT_OURS),
        idle=True,
    ),
    "curriculum:course": Row(
        get={"published": "LlA=200 TSCBtsH=403", "unpublished": "LlA=200"},
        post={"published": "LA=302 l=422 TSCBtsH=403", "unpublished": "LlA=422"},
        objects=("published", "unpublished", *NOT_OURS),
        sent="course",
    ),
    # The people of a department, for whoever leads or administers it.
    "people:department": _any("LlA=200 *=403"),
    "people:add_person": _manages("person"),
    "people:place_trainee": _manages("placement"),
    "people:appoint_supervisor": _manages("supervisor"),
    "people:end_supervision": _manages("end"),
    # Over many contracts.
    "portfolio:home": _any("*=200"),
    "portfolio:folder": _any("*=200"),
    "portfolio:plan": _any("*=200"),
    "portfolio:plan_of": Row(get={"ours": "TSCBL=200"}, objects=("ours", *NOT_OURS)),
    "portfolio:choose": Row(
        post={"ours": "TSCB=302 L=403"}, objects=("ours", *NOT_OURS), sent="chosen"
    ),
    "portfolio:tick": Row(post=_page(*TICKS), objects=CONTRACTS, sent="line"),
    "portfolio:export": _reads(
        "TSCB=409 L=403", "T=409 SCB=409 L=403", "TSCB=200 L=403", "TSCBH=200 L=403"
    ),
    "portfolio:paper": _reads("TSCB=200", "T=200", "TSCB=200", "TSCBH=200"),
    # A contract.
    "contracts:start": _any(post="TS=302 CB=403", signed_in_first=True, sent="trainee"),
    "contracts:contract": _reads(
        "TSCB=302 L=403", "TSCB=302 L=403", "TSCB=200 L=403", "TSCBH=200 L=403"
    ),
    "contracts:look": Row(
        post=_page(*["L=302 TSCB=403"] * 3, "L=302 TSCBH=403"), objects=CONTRACTS
    ),
    "contracts:tick": Row(post=_page(*TICKS), objects=CONTRACTS, sent="line"),
    "contracts:note": Row(post=_page(*OWN_COPY[:3], "TSCH=302"), objects=CONTRACTS, sent="text"),
    "contracts:reflection": Row(
        post=_page(*OWN_COPY[:3], "T=302 SCH=403"), objects=CONTRACTS, sent="text"
    ),
    "contracts:share_reflection": Row(
        post=_page(*OWN_COPY[:3], "T=422 SCH=403"), objects=CONTRACTS, sent="shared"
    ),
    "contracts:qr": Row(
        get=_page(*["TSCBL=200"] * 3, "TSCBLH=200"), objects=CONTRACTS, signed_in_first=True
    ),
    # The sheet.
    "contracts:sheet": Row(
        get=_page(*["TSCB=200 L=403"] * 3, "TSCB=302 LH=403"),
        objects=CONTRACTS,
        signed_in_first=True,
    ),
    "contracts:delete": _acts(
        "T=302 SB=409 C=403",
        "T=302 SCB=403",
        "TSB=409 C=403",
        "TSB=409 C=403",
        draft="fresh",
        sent="sure",
    ),
    "contracts:ask_deletion": _acts(
        "TSB=302 C=403", "T=409 SCB=403", "TSB=409 C=403", "TSB=409 C=403"
    ),
    "contracts:keep_draft": _acts(
        "TSB=409 C=403", "T=409 SCB=403", "TSB=409 C=403", "TSB=409 C=403"
    ),
    "contracts:go_to": _acts(*BOTH, sent="step"),
    "contracts:open_sitting": _acts(*BOTH),
    "contracts:pause": _acts(*BOTH),
    "contracts:choose_mode": _acts(*BOTH, sent="mode"),
    "contracts:pass_turn": _acts(*BOTH, sent="to"),
    "contracts:share_preparation": _acts(*TRAINEE),
    "contracts:propose": _acts(
        "SCB=409 T=403", "SCB=302 T=403", "SCB=409 T=403", "SCB=409 T=403", sent="proposed"
    ),
    "contracts:take_proposal": _acts("TSCB=404", "T=302 SCB=403", LATE, LATE),
    "contracts:change_supervisor": _acts("T=409 SCB=403", "T=409 SCB=403", LATE, LATE),
    "contracts:scope": _acts(*BOTH, sent="scope"),
    "contracts:write_subgoal": _acts(*BOTH, sent="text"),
    "contracts:finish_analysis": _acts(TRAINEE[0], "T=409 SCB=403", *TRAINEE[2:], draft="fresh"),
    "contracts:reopen_analysis": _acts(*TRAINEE),
    "contracts:insert_memos": _acts("SCB=302 T=403", "TSCB=403", LATE, LATE),
    "contracts:take_concretisation": _acts(*SUPPLEMENT),
    "contracts:change_subgoal": _acts(*OWN_LINE, sent="text"),
    "contracts:move_subgoal": _acts(*OWN_LINE, sent="down"),
    "contracts:remove_subgoal": _acts(*OWN_LINE, sent="dependants"),
    "contracts:write_memo": _acts(*MEMO, sent="text"),
    "contracts:remove_memo": _acts(*["S=302 T=403 CB=404"] * 4),
    "contracts:write_activity": _acts(*BOTH, sent="activity"),
    "contracts:change_activity": _acts(*BOTH, sent="activity"),
    "contracts:remove_activity": _acts(*BOTH),
    "contracts:write_feedback": _acts(*BOTH, sent="feedback line"),
    "contracts:accept_feedback": _acts(*BOTH),
    "contracts:change_feedback": _acts(*BOTH, sent="feedback"),
    "contracts:remove_feedback": _acts(*BOTH),
    "contracts:accept_assessment": _acts(*BOTH, sent="competency"),
    "contracts:no_assessment": _acts(*BOTH, sent="chosen"),
    "contracts:change_assessment": _acts(*BOTH, sent="assessment"),
    "contracts:remove_assessment": _acts(*BOTH),
    "contracts:freeze": _acts("TSB=302 C=403", "T=302 SCB=403", "TSB=409 C=403", "TSB=409 C=403"),
    "contracts:back_to_editing": _acts(
        "TSB=409 C=403", "T=409 SCB=403", "TSB=302 C=403", "TSB=409 C=403", sent="reason"
    ),
    "contracts:sign": _acts(
        "TSB=409 C=403", "T=409 SCB=403", "TSB=302 C=403", "TSB=409 C=403", sent="sha256"
    ),
    "contracts:send_signing_code": _acts(
        "TSB=409 C=403", "TSB=409 C=403", "TSB=302 C=403", "TSB=409 C=403"
    ),
}


#: Not sent in place: it leads to another page.
LEADS_AWAY = {"contracts:delete"}


def acts() -> list[tuple[str, str, str]]:
    """Every form about a contract, with a contract on which it is taken, and from whom."""
    found = []
    for name, row in sorted(ROWS.items()):
        if not row.post or not set(row.objects) >= set(CONTRACTS):
            continue
        taken = ((a, w) for a in CONTRACTS for w in "TS" if row.expected("POST", w, a) == 302)
        found += [(name, about, who) for about, who in list(taken)[:1]]
    return found
