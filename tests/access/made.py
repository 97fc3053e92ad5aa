"""Rows of the small world that scenarios make too: each as the columns that matter, the rest is filled in."""

import os
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tests.access.names import ID, LONG_AGO, UNTIL
from tests.access.rows import NOW, insert

OFFICERS = {"alfa": "pavel", "beta": "pia"}
"""Who of the police asks for whose file; of her there is no more than this name."""


def authority_ask(case: str, officer: str, agency: str = "police") -> dict[str, Any]:
    """A question for the safety section of this file, not answered yet."""
    who = {"agency_id": ID(agency), "team_id": ID("team_police"), "asked_by": ID(officer)}
    asked = {"number": ID(case).hex[:12], "section": "safety", "purpose": "protection"}
    return {**who, **asked, "answer": "", "reason": "", "ended_why": ""}


def by_hand(row: str, agency: str) -> dict[str, Any]:
    """That a partner without a node has it."""
    said = {"step": "received", "way": "telephone", "told_by": "social_worker"}
    return {"referral_id": ID(row), "agency_id": ID(agency), **said}


def task(text: str, row: str, agency: str) -> dict[str, Any]:
    """An open task in common, by its words."""
    ids = {"text_id": ID(text), "referral_id": ID(row), "agency_id": ID(agency)}
    return {**ids, "owner": "sender", "maker": "receiver", "ended": "", "ended_at": None}


def holder(
    case: str, agency: str, profession: str = "lawyer", row: str = "", section: str = "legal"
) -> dict[str, Any]:
    """That somebody over there holds something of this own case."""
    ids = {"referral_id": ID(row or f"row_{case}"), "agency_id": ID(agency), "case_id": ID(case)}
    return {**ids, "section": section, "profession": profession}


def holder_ask(
    case: str, agency: str, asked_by: str | None, section: str = "needs", row: str = ""
) -> dict[str, Any]:
    """A question to a holder: of a member to the other side, or of the other side to whoever holds it here."""
    ids = {"referral_id": ID(row or f"row_{case}"), "agency_id": ID(agency), "case_id": ID(case)}
    return {
        **ids, "asked_by": ID(asked_by) if asked_by else None, "section": section, "ask_for": "journey", "answer": "",
        "answered_by": None, "answered_at": None,
    }  # fmt: skip


def enquiry(agency: str, other: str, peer: str, *, side: str) -> dict[str, Any]:
    """An open enquiry of this side that has lapsed long ago."""
    ids = {
        "agency_id": ID(agency),
        "other_agency_id": ID(other),
        "team_id": ID(f"team_{other}"),
        "peer": peer,
    }
    asked = {"urgency": "urgent", "is_child": "no", "note": "", "answer": "", "other_service": ""}
    return {**ids, **asked, "side": side, "until": LONG_AGO}


def asked_at_once(agency: str, *, is_won: bool = False) -> dict[str, Any]:
    """A round of enquiries: long over with somebody who has it, or under way."""
    won = (
        {"won_by": ID(f"enquiry_{agency}"), "won_at": LONG_AGO}
        if is_won
        else {"won_by": None, "won_at": None}
    )
    return {
        "agency_id": ID(agency),
        "search": "",
        "fitting": [],
        "until": LONG_AGO if is_won else UNTIL,
        **won,
    }


def said_yes(agency: str, other: str, peer: str) -> dict[str, Any]:
    """An enquiry of the round that is under way, which somebody answered with yes."""
    asked = enquiry(agency, other, peer, side="sender") | {
        "answer": "possible",
        "answered_at": NOW,
        "until": UNTIL,
    }
    return {**asked, "shared": ID(f"yes_{agency}"), "together": ID(f"open_round_{agency}")}


def bed_agreement(agency: str, other: str, peer: str, state: str = "agreed") -> dict[str, Any]:
    """An agreement of two agencies to show each other their free places."""
    is_new = state in ("proposed", "came")
    two = {"first_by": None if is_new else ID("one"), "second_by": None if is_new else ID("two")}
    ids = {"agency_id": ID(agency), "other_agency_id": ID(other), "peer": peer}
    return {**ids, "state": state, "side": "receiver" if state == "came" else "sender", **two}


def bed_wish(agency: str, other: str, peer: str, *, by: str, second: str = "") -> dict[str, Any]:
    """What somebody wants to be agreed, alone or with the yes of another one at once."""
    two = {"first_by": ID(by), "second_by": ID(second) if second else None}
    return bed_agreement(agency, other, peer, "proposed") | two


def bed_count(agency: str, of: str, **more: Any) -> dict[str, Any]:
    """What an agency counted long ago, as this one holds it."""
    said = {"service": "shelter", "free": 1, "total": 2, "day": LONG_AGO.date()}
    return {"agency_id": ID(agency), "of_agency": ID(of), **said, **more}


def counted_day(**more: Any) -> dict[str, Any]:
    """An open last day that a rule gave."""
    return {
        "origin": "rule", "state": "open", "confidence": "verified", "right_code": "compensation", "due": NOW.date(),
        "rule": "RO-CO-01", "rule_hash": "abc", "trigger": "complaint", "triggered_on": NOW.date(),
        "law_on": NOW.date(), "moved_why": "", "ended_why": "",
    } | more  # fmt: skip


def interpreter(agency: str, reference: str) -> dict[str, Any]:
    """Somebody of an agency's register."""
    said = {"reference": reference, "role": "interpreter", "sex": "f", "languages": ["uk"]}
    return {"agency_id": ID(agency), **said}


def count(agency: str) -> dict[str, Any]:
    """A number of this month."""
    return {"agency_id": ID(agency), "month": NOW.date().replace(day=1), "subject": "total", "code": "all"}


def shares_items(owner: psycopg.Connection, case: str, agency: str, *, is_own: bool) -> None:
    """Items of a conference that went with a referral, or came, each with a proposal of a nurse of the agency there.

    To the first of the own ones the lead has proposed, to the second not. The words of one more item wait for it.
    """
    for name in ("told", "untold") if is_own else ("came",):
        local = ID(f"{name}_{agency}") if is_own else None
        row = f"row_{case}"
        says_words(owner, f"{name}_words_{agency}", row, case, agency, "conference")
        says_words(owner, f"{name}_proposal_{agency}", row, case, agency, "proposal")
        insert(
            owner,
            "referrals.shared_item",
            **shared_item(f"{name}_words_{agency}", row, agency),
            local=local,
            until=UNTIL,
        )
        insert(
            owner,
            "referrals.shared_entry",
            **shared_entry(f"{name}_words_{agency}", row, agency),
            text_id=ID(f"{name}_proposal_{agency}"),
        )
    if is_own:
        says_words(owner, f"new_words_{agency}", f"late_{case}", case, agency, "conference")
        says_words(owner, f"plain_words_{agency}", f"late_{case}", case, agency, "news")


def says_words(owner: psycopg.Connection, name: str, row: str, case: str, agency: str, kind: str) -> None:
    here = {"case_id": ID(case), "agency_id": ID(agency), "section": "needs"}
    insert(owner, "referrals.text", **here, id=ID(name), referral_id=ID(row), kind=kind)


def shared_item(words: str, row: str, agency: str) -> dict[str, Any]:
    """An item of a conference that is shared by a referral, by its words."""
    return {"text_id": ID(words), "referral_id": ID(row), "agency_id": ID(agency), "section": "needs"}


def shared_entry(
    item: str, row: str, agency: str, kind: str = "proposed", role: str = "nurse"
) -> dict[str, Any]:
    """An answer to it."""
    ids = {"item_id": ID(item), "referral_id": ID(row), "agency_id": ID(agency)}
    return {**ids, "kind": kind, "role": role}


def matter(case: str = "own_alfa", agency: str = "alfa", lawyer: str = "lou", **more: Any) -> dict[str, Any]:
    """An open matter of a lawyer."""
    here = {"case_id": ID(case), "agency_id": ID(agency), "section": "legal"}
    return {**here, "lawyer_id": ID(lawyer), "state": "open", **more}


def matter_sheet(
    of: str = "matter_alfa", case: str = "own_alfa", agency: str = "alfa", who: str = "lou"
) -> dict[str, Any]:
    """A saved state of it."""
    here = {"case_id": ID(case), "agency_id": ID(agency), "section": "legal"}
    return {**here, "matter_id": ID(of), "saved_by": ID(who), "version": 2}


def counsels(owner: psycopg.Connection, agency: str, case: UUID) -> None:
    """Matters of a lawyer with a place, an open one and a closed one; one of a lawyer whose place is over; a check."""
    lawyer, gone = ("lou", "lea") if agency == "alfa" else ("bea", "beate")
    is_kept = case == ID(f"own_{agency}")
    if is_kept:
        for one in ("lou", "lin") if agency == "alfa" else ():
            insert(
                owner, "access.grants", case_id=case, agency_id=ID(agency), section="legal", holder_member=ID(one),
                can_edit=True, purpose="assessment", basis="place", valid_from=LONG_AGO,
            )  # fmt: skip
    ended = {"state": "closed", "closed_at": NOW}
    open_one: dict[str, Any] = {}
    for name, who, more in (
        ("matter", lawyer, open_one),
        ("closed", lawyer, ended),
        ("left", gone, open_one),
    ):
        of = ID(f"{name}_{agency}") if is_kept else uuid4()
        insert(
            owner,
            "counsel.matter",
            **matter(lawyer=who, **more) | {"id": of, "case_id": case, "agency_id": ID(agency)},
        )
        sheet = matter_sheet(agency=agency, who=who) | {"matter_id": of, "case_id": case, "version": 1}
        insert(owner, "counsel.sheet", **sheet)
    insert(
        owner, "counsel.conflict_check", case_id=case, agency_id=ID(agency), member_id=ID(lawyer), state="no_match"
    )  # fmt: skip


def link(
    case: str = "own_alfa", agency: str = "alfa", of: str = "matter_alfa", **more: Any
) -> dict[str, Any]:
    """A link of a matter that was proposed here, along the referral of its file."""
    here = {
        "referral_id": ID(f"row_{case}"),
        "agency_id": ID(agency),
        "case_id": ID(case),
        "matter_id": ID(of),
    }
    return {**here, "ours": "proposer", "agreed_on": NOW.date(), "why": "", "ended_by": "", **more}


def link_item(
    of: str = "link_alfa", case: str = "own_alfa", agency: str = "alfa", **more: Any
) -> dict[str, Any]:
    """Something that came in it."""
    here = {"link_id": ID(of), "case_id": ID(case), "agency_id": ID(agency), "section": "legal"}
    return {**here, "kind": "task", "whose": "accepter", **more}


OPEN: dict[str, Any] = {"accepted_at": NOW, "agreed_there": NOW.date()}
"""A link that both have agreed to."""


def links(owner: psycopg.Connection, agency: str) -> None:
    """Links of the lawyer of `counsels`: open, waiting for an answer, taken back, of a closed matter, of a file beside
    what was received, of a file that is erased; with what was said in them."""
    case, of = f"own_{agency}", f"matter_{agency}"
    waits = {
        "case_id": None,
        "matter_id": None,
        "agreed_on": None,
        "ours": "accepter",
        "agreed_there": NOW.date(),
    }
    over = {"ended_at": NOW, "why": "withdrawn"}
    insert(owner, "keys.section_key", case_id=ID(f"filed_{agency}"), section="legal", intake=True, due=None)
    filed = {"referral_id": ID(f"row_got_{agency}"), "case_id": ID(f"filed_{agency}")}
    for name, more in (
        ("link", OPEN), ("waiting", waits), ("back", OPEN | over),
        ("resting", OPEN | {"matter_id": ID(f"closed_{agency}")}),
        ("filed", OPEN | filed), ("erased", OPEN | {"case_id": uuid4(), "matter_id": uuid4()}),
    ):  # fmt: skip
        row = link(case, agency, of) | {"id": ID(f"{name}_{agency}"), **more}
        insert(owner, "counsel.link", **row)
        if row["case_id"] is not None:
            item = link_item(f"{name}_{agency}", case, agency) | {"case_id": row["case_id"]}
            insert(owner, "counsel.link_item", id=ID(f"{name}_item_{agency}"), **item)


def thread(agency: str, **more: Any) -> dict[str, Any]:
    """A conversation with somebody without a name; it is kept a while yet."""
    return {
        "agency_id": ID(agency),
        "team_id": ID(f"team_{agency}"),
        "mark": os.urandom(32),
        "until": UNTIL.date(),
    } | more


def letter(agency: str, *, by: str = "", of: str = "") -> dict[str, Any]:
    """A letter of that conversation: a question, or the first answer of this member."""
    ids = {
        "agency_id": ID(agency),
        "team_id": ID(f"team_{agency}"),
        "thread_id": ID(of or f"letters_{agency}"),
    }
    return {**ids, "is_ours": bool(by), "number": 7 if by else 0, "written_by": ID(by) if by else None}
