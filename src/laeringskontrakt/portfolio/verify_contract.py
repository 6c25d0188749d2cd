"""Prove an exported contract: python3 efterproev.py FILE [NUMBER:HASH of the receipt]"""
# ruff: noqa: D103, T201, PTH123 -- short and plain, to be read by whoever doubts

import hashlib
import json
import sys


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def demand(holds: bool, what: str) -> None:
    print("proved:" if holds else "NOT PROVED:", what)
    holds or sys.exit(1)


with open(sys.argv[1], encoding="utf-8") as opened:
    file = json.load(opened)
checksum, contract, head = file.pop("checksum"), file["contract"], file["audit"]["head"]
plain = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
demand(digest(plain) == checksum, "the file is as it was exported")
told, chain, end, signers = set(), {0: ""}, 0, {}
for event in file["audit"]["events"]:
    entry, number, before = json.loads(event["entry"]), event["number"], event["previous"]
    linked = number > end and before == chain.get(number - 1, before)
    own = [entry["number"], entry["contract"]] == [number, contract["id"]]
    whole = digest(before + event["entry"]) == event["hash"]
    demand(linked and own and whole, f"event {number}: {entry['kind']} {entry['at']}")
    told.add((entry["kind"], entry["at"], entry["about"].get("sha256"), entry["actor"]))
    chain[number], end = event["hash"], number
ends = head["number"] >= end and chain.setdefault(head["number"], head["hash"]) == head["hash"]
demand(ends, f"the chain ends with {head['number']}:{head['hash']}")
for version in file["versions"]:
    content, sha, number = json.loads(version["content"]), version["sha256"], version["number"]
    own = all(content[key] == contract[key] for key in ("id", "number"))
    frozen = ("contracts:version:freeze", version["frozen_at"], sha) in {fact[:3] for fact in told}
    own = own and content["version"] == number and digest(version["content"]) == sha
    demand(own and frozen, f"version {number} is {sha}")
    for signed in version["signatures"]:
        party, by = content["parties"][signed["party"]], signed["person_id"]
        fact = ("contracts:version:sign", signed["signed_at"], sha, by)
        named = signed["as_substitute"] or [party["id"], party["name"]] == [by, signed["name"]]
        sound = named and signed["sha256"] == sha and fact in told
        demand(sound, f"version {number} is signed by {signed['name']}, {signed['party']}")
        signers.update({} if version["voided"] else {signed["party"]: by})
both = set(signers) == {"trainee", "supervisor"} and len(set(signers.values())) == 2
demand(both, "both have signed the version in force, each for themselves")
for number, _, sha in (receipt.partition(":") for receipt in sys.argv[2:]):
    demand(chain.get(int(number)) == sha, f"the receipt {number}:{sha} is of this chain")
