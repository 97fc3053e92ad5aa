"""What members of an agency keep beside its cases: files that they bring in, questions, complaints, orders, lists."""

import uuid
from datetime import timedelta

import psycopg

from tests.access.made import interpreter
from tests.access.names import ID, UNTIL
from tests.access.rows import NOW, insert


def brings_in(owner: psycopg.Connection, case: str, agency: str) -> None:
    """A file that the case's lead brings in: one whose day is over, and one that is kept."""
    mine = {"member_id": ID("ana" if agency == "alfa" else "bea")}
    for number, due in ((1, NOW), (2, UNTIL)):
        insert(owner, "keys.file_key", id=ID(f"file_{case}_{number}"), due=due, **mine)
        insert(owner, "cases.bringing_part", bringing_id=ID(f"file_{case}"), number=number, due=due, **mine)
    insert(owner, "cases.bringing", id=ID(f"file_{case}"), agency_id=ID(agency), **mine)
    insert(owner, "cases.kept_mapping", agency_id=ID(agency))
    # At the received case, so that a test may write the origin of the own one.
    insert(owner, "cases.brought", case_id=ID(case.replace("own", "got")), section="needs")
    insert(owner, "cases.brought", case_id=uuid.uuid4(), section="profile")  # its key is gone already


def keeps(owner: psycopg.Connection, agency: str) -> None:
    """What two members of an agency keep: the one who leads the case for the team, the other alone."""
    lead, other = ("ana", "dan") if agency == "alfa" else ("bea", "beate")
    _asks(owner, agency, lead, other)
    _compares(owner, agency, lead)
    _complains(owner, agency, lead, "sara" if agency == "alfa" else other)
    _gives_out(owner, agency, lead, other)
    _lists(owner, agency, lead, other)
    for reference, ended_at in (("INT-1", None), ("INT-2", NOW)):
        insert(owner, "cases.interpreter", **interpreter(agency, reference), ended_at=ended_at)


def _asks(owner: psycopg.Connection, agency: str, lead: str, other: str) -> None:
    asked = {"agency_id": ID(agency), "ask_for": "journey", "until": UNTIL.date()}
    insert(owner, "cases.ask", **asked, case_id=ID(f"own_{agency}"), section="needs", asked_by=ID(other))
    insert(owner, "cases.ask", **asked, case_id=ID(f"own_{agency}"), section="health", asked_by=ID(lead))
    insert(owner, "cases.ask", **asked, case_id=uuid.uuid4(), section="health", asked_by=ID(lead))  # erased


def _compares(owner: psycopg.Connection, agency: str, lead: str) -> None:
    """Marks of names: one of a case that is erased, one question of today and one long ago."""
    insert(
        owner, "cases.party_mark", agency_id=ID(agency), standing="opposed", mark=b"abc", case_id=uuid.uuid4()
    )
    for days in (0, 91):
        insert(
            owner, "cases.conflict_question", agency_id=ID(agency), member_id=ID(lead), is_possible=True,
            asked_at=NOW - timedelta(days=days),
        )  # fmt: skip
    insert(owner, "keys.blind_key", agency_id=ID(agency))


def _complains(owner: psycopg.Connection, agency: str, lead: str, hearing: str) -> None:
    complaint = {
        "agency_id": ID(agency), "case_id": ID(f"own_{agency}"), "about": "service", "kind": "pressed",
        "wish": "answer", "written_by": ID(lead), "heard_by": ID(hearing),
    }  # fmt: skip
    insert(owner, "cases.complaint", **complaint)
    over = {"answer": "put_right", "answered_at": NOW - timedelta(days=400)}
    insert(owner, "cases.complaint", **complaint, **over)


def _gives_out(owner: psycopg.Connection, agency: str, lead: str, other: str) -> None:
    """An order that waits, one that is agreed, their copies; with the file or without it, of late and long ago."""
    here = {"agency_id": ID(agency), "case_id": ID(f"own_{agency}")}
    giving = {**here, "verdict": "", "why": "", "lawyer": "", "kind": "court_order", "asked_by": ID(lead)}
    insert(owner, "cases.giving", **giving, id=ID(f"giving_{agency}"))
    ready = {"verdict": "agreed", "lawyer": "on_today", "decided_by": ID(other), "decided_at": NOW}
    insert(owner, "cases.giving", **giving | ready, id=ID(f"ready_{agency}"))
    copy = {**here, "giving_id": ID(f"ready_{agency}"), "given_by": ID(lead)}
    insert(owner, "cases.given", **copy, given_at=NOW)
    long_ago, erased = NOW - timedelta(days=1200), {"case_id": uuid.uuid4()}
    insert(owner, "cases.giving", **giving | erased | {"asked_at": long_ago})
    insert(owner, "cases.giving", **giving | {"asked_at": long_ago})
    insert(owner, "cases.giving", **giving | {"case_id": uuid.uuid4(), "asked_at": NOW})
    insert(owner, "cases.given", **copy | {"case_id": uuid.uuid4(), "given_at": long_ago})
    insert(owner, "cases.given", **copy | {"given_at": long_ago})
    insert(owner, "cases.given", **copy | {"case_id": uuid.uuid4(), "given_at": NOW})


def _lists(owner: psycopg.Connection, agency: str, lead: str, other: str) -> None:
    here, team = {"agency_id": ID(agency)}, ID(f"team_{agency}")
    insert(owner, "referrals.kept_list", **here, member_id=ID(lead), team_id=team, name="the team's")
    for member in (lead, other):
        insert(owner, "referrals.kept_list", **here, member_id=ID(member), name="alone")
        insert(
            owner, "referrals.put_away", **here, referral_id=ID(f"row_own_{agency}"), member_id=ID(member), until=UNTIL,
            reason="agreed_date",
        )  # fmt: skip
        taken = {**here, "member_id": ID(member)}
        insert(owner, "referrals.taken_out", **taken, id=ID(f"taken_{member}"), reason="report")
        insert(owner, "referrals.taken_out_file", **taken, taken_out_id=ID(f"taken_{member}"))
        insert(owner, "referrals.mailed", member_id=ID(member))


def offers(owner: psycopg.Connection, agency: str) -> None:
    """A service of the agency, how another one of it stood; for alfa also what is said to be wrong, and two imports."""
    entry = {"id": ID(f"entry_{agency}"), "team_id": ID(f"team_{agency}"), "agency_id": ID(agency)}
    insert(
        owner, "directory.entry", **entry, service="housing", needs=["housing"], purpose="referral_service"
    )
    insert(owner, "directory.version", entry_id=uuid.uuid4(), number=0, agency_id=ID(agency))
    if agency == "beta":
        return
    said = {"part": "takes", "answer": "", "said_in": ID("alfa")}
    for name, where, who in (("here", "alfa", "ana"), ("elsewhere", "gent", "dan")):
        insert(
            owner, "directory.wrong", id=ID(f"wrong_{name}"), agency_id=ID(where), said_by=ID(who),
            is_here=where == "alfa", **said,
        )  # fmt: skip
    insert(owner, "directory.bringing", id=ID("bringing_open"), state="open")
    proposal = {"id": ID("proposal"), "bringing_id": ID("bringing_open"), "confidence": "unverified"}
    insert(owner, "directory.proposal", **proposal)
    insert(owner, "directory.bringing", id=ID("bringing_checked"), state="checked")
    insert(owner, "directory.fault", bringing_id=ID("bringing_checked"), nr=1)
