"""What stands in each table of the small world, for every case and agency in the same way."""

import hashlib
import uuid
from datetime import timedelta
from uuid import UUID

import psycopg

from tests.access.contents_beside import brings_in, keeps, offers
from tests.access.facts import editions, facts
from tests.access.made import (
    OFFICERS,
    asked_at_once,
    authority_ask,
    bed_agreement,
    bed_count,
    by_hand,
    counsels,
    count,
    counted_day,
    enquiry,
    holder,
    holder_ask,
    letter,
    links,
    said_yes,
    shares_items,
    task,
    thread,
)
from tests.access.names import (
    ID,
    LONG_AGO,
    UNTIL,
    unforced,
)
from tests.access.rows import NOW, insert

CONTENT = (
    "consent.version",
    "consent.withdrawal",
    "consent.review",
    "cases.section_version",
    "cases.bringing",
    "cases.bringing_part",
    "cases.brought",
    "cases.kept_mapping",
    "cases.ask",
    "cases.complaint",
    "cases.giving",
    "cases.given",
    "cases.beside",
    "cases.copied",
    "cases.screening",
    "cases.interview",
    "cases.party_mark",
    "cases.conflict_question",
    "cases.conference",
    "cases.conference_item",
    "cases.conference_entry",
    "cases.follow_up",
    "rights.sheet",
    "rights.claim",
    "rights.deadline",
    "rights.feed",
    "agencies.statement",
    "rights.document_template",
    "counsel.matter",
    "counsel.sheet",
    "counsel.conflict_check",
    "counsel.link",
    "counsel.link_item",
    "cases.attachment",
    "cases.attachment_part",
    "cases.interpreter",
    "cases.interpreting",
    "cases.persons_word",
    "cases.section_erasure",
    "cases.unsaved",
    "keys.file_key",
    "keys.blind_key",
    "keys.year_key",
    "referrals.referral",
    "referrals.move",
    "referrals.text",
    "referrals.task",
    "referrals.shared_item",
    "referrals.shared_entry",
    "referrals.named_holder",
    "referrals.holder_ask",
    "referrals.by_hand",
    "referrals.escalation",
    "referrals.spoken",
    "referrals.nudge",
    "referrals.about_child",
    "referrals.kept_list",
    "referrals.put_away",
    "referrals.taken_out",
    "referrals.taken_out_file",
    "referrals.mailed",
    "exchange.handle",
    "exchange.lane",
    "exchange.outgoing",
    "exchange.incoming",
    "exchange.receipt",
    "exchange.held_back",
    "exchange.catching_up",
    "exchange.asked_back",
    "referrals.gap",
    "directory.gap",
    "directory.version",
    "referrals.enquiry",
    "referrals.round",
    "referrals.bed_agreement",
    "referrals.bed_count",
    "referrals.letter_desk",
    "referrals.letter_thread",
    "referrals.letter",
    "referrals.refusal_count",
    "referrals.authority_ask",
    "referrals.statement",
)
"""The tables of which alfa and beta have the same rows, made below; keys, audit and quarantine come on top."""


def content(owner: psycopg.Connection) -> None:
    """What the rooms hold of alfa's and beta's two cases each: the same rows on either side."""
    with unforced(owner, *CONTENT, "audit.record", "exchange.quarantined"):
        for agency, other, peer in (("alfa", "gent", "be"), ("beta", "lund", "se")):
            for kind in ("own", "got"):
                _of_case(owner, f"{kind}_{agency}", agency, other, peer, side=kind)
            insert(owner, "audit.record", case_id=ID(f"own_{agency}"), agency_id=ID(agency))
            insert(owner, "exchange.quarantined", peer=peer)
            _of_both(owner, agency)
            for section in ("exploitation", "profile", "plan", "safe_contact", "legal"):
                insert(owner, "keys.section_key", case_id=ID(f"own_{agency}"), section=section, due=None)
            for case in (ID(f"own_{agency}"), uuid.uuid4()):  # the other one is erased
                _talks(owner, agency, case)
                counsels(owner, agency, case)
                _confers(owner, agency, case)
                _attaches(owner, agency, case)
                _says(owner, agency, case)
            links(owner, agency)
            _papers(owner, agency)
            whose = ID("ana" if agency == "alfa" else "bea")
            insert(owner, "rights.feed", member_id=whose, digest=whose.bytes)
            keeps(owner, agency)
            for side in ("sender", "receiver"):
                together = ID(f"round_{agency}")
                changed = {"changed_at": LONG_AGO, "together": together} if side == "sender" else {}
                insert(owner, "referrals.enquiry", **enquiry(agency, other, peer, side=side), **changed)
            insert(owner, "referrals.round", id=ID(f"round_{agency}"), **asked_at_once(agency, is_won=True))
            insert(owner, "referrals.round", id=ID(f"open_round_{agency}"), **asked_at_once(agency))
            insert(owner, "referrals.enquiry", **said_yes(agency, other, peer))
            insert(owner, "referrals.bed_agreement", **bed_agreement(agency, other, peer))
            ended = bed_agreement(agency, "police", "ro", "ended")
            insert(owner, "referrals.bed_agreement", **ended, changed_at=LONG_AGO)
            for of in (agency, other, "police"):  # with the last one nobody agreed
                insert(owner, "referrals.bed_count", **bed_count(agency, of))
            insert(owner, "referrals.bed_count", **bed_count(agency, agency, day=UNTIL.date()))
            _letters(owner, agency)
            insert(owner, "referrals.refusal_count", **count(agency))
            facts(owner, agency)
            if agency == "alfa":
                editions(owner)
            _of_authorities(owner, agency)
            lead = ID("ana" if agency == "alfa" else "bea")
            insert(owner, "rights.document_template", agency_id=ID(agency), put_in_by=lead, version=1)
            said = {"kind": "agreement", "says": "stands", "digest": "a" * 64}
            insert(owner, "agencies.statement", agency_id=ID(agency), by_member=lead, **said)


def _letters(owner: psycopg.Connection, agency: str) -> None:
    """A conversation that is kept and one that is over, and a letter of each; a letter whose conversation is gone."""
    insert(owner, "referrals.letter_desk", agency_id=ID(agency), team_id=ID(f"team_{agency}"), contact_of="")
    insert(owner, "referrals.letter_thread", id=ID(f"letters_{agency}"), **thread(agency))
    past = (NOW - timedelta(days=3)).date()
    insert(owner, "referrals.letter_thread", id=ID(f"old_letters_{agency}"), **thread(agency, until=past))
    for of in ("letters", "old_letters", "gone"):
        insert(owner, "referrals.letter", **letter(agency, of=f"{of}_{agency}"))


def _of_authorities(owner: psycopg.Connection, agency: str) -> None:
    """A question that waits and one that is long over, of one officer each; a statement, and one of an erased file."""
    lead = ID("ana" if agency == "alfa" else "bea")
    for until in (UNTIL, NOW - timedelta(days=91)):
        insert(
            owner, "referrals.authority_ask", **authority_ask(f"own_{agency}", OFFICERS[agency]), until=until
        )
    for case in (ID(f"own_{agency}"), uuid.uuid4()):
        given = {"agency_id": ID(agency), "team_id": ID("team_police"), "answer": "no", "recorded_by": lead}
        insert(owner, "referrals.statement", case_id=case, **given)


def _of_case(owner: psycopg.Connection, case: str, agency: str, other: str, peer: str, *, side: str) -> None:
    here = {"case_id": ID(case), "agency_id": ID(agency)}
    is_own = side == "own"
    insert(owner, "keys.section_key", case_id=ID(case), section="needs", intake=not is_own, due=NOW)
    insert(owner, "cases.section_version", case_id=ID(case), section="needs")
    insert(
        owner, "consent.version", **here, consent_id=ID(f"consent_{case}"), state="active", expires_at=UNTIL,
        previous_hash="",
    )  # fmt: skip
    insert(owner, "consent.withdrawal", **here, consent_id=ID(f"consent_{case}"))
    envelope = {
        **here,
        "other_agency_id": ID(other),
        "peer": peer,
        "team_id": ID(f"team_{other if is_own else agency}"),
        "side": "sender" if is_own else "receiver",
        "consent_id": ID("consent"),
        "consent_version": 1,
        "worker_id": ID("ana" if agency == "alfa" else "bea"),
    }
    shared = ID(f"shared_{case}")
    insert(
        owner, "referrals.referral", **envelope, id=ID(f"row_{case}"), shared=shared, reference=case,
        state="accepted",
    )  # fmt: skip
    if is_own:
        # To a partner without a node.
        draft = envelope | {
            "id": ID(f"draft_{case}"),
            "reference": f"draft_{case}",
            "state": "draft",
            "peer": "-",
        }
        insert(owner, "referrals.referral", **draft)
        insert(owner, "referrals.by_hand", **by_hand(f"draft_{case}", agency))
        told_back = by_hand(f"draft_{case}", agency) | {"step": "told_back"}
        insert(owner, "referrals.by_hand", **told_back)
        late = envelope | {"reference": f"late_{case}", "state": "sent", "flags": ["escalated"]}
        insert(owner, "referrals.referral", **late, id=ID(f"late_{case}"))
        insert(
            owner, "referrals.nudge", referral_id=ID(f"late_{case}"), agency_id=ID(agency), told_at=None,
            toward="receiver", asker="coordinator",
        )  # fmt: skip
        insert(owner, "keys.section_key", case_id=ID(case), section="identity", due=None)
        brings_in(owner, case, agency)
        # Their key is gone already.
        insert(owner, "cases.section_version", case_id=ID(case), section="safety")
        spare = {"id": ID(f"spare_{case}"), "referral_id": ID(f"row_{case}"), "section": "safety"}
        insert(owner, "referrals.text", **spare, **here)
        insert(owner, "consent.review", **here, by_member=ID("ana" if agency == "alfa" else "bea"))
    insert(owner, "referrals.move", referral_id=ID(f"row_{case}"), agency_id=ID(agency))
    text = {"id": ID(f"text_{case}"), "referral_id": ID(f"row_{case}"), "section": "needs"}
    insert(owner, "referrals.text", **text, **here)
    insert(owner, "referrals.task", **task(f"text_{case}", f"row_{case}", agency))
    shares_items(owner, case, agency, is_own=is_own)
    if is_own:
        insert(owner, "referrals.named_holder", **holder(case, agency))
        insert(owner, "referrals.named_holder", **holder(case, agency, "nurse", f"late_{case}"))  # it is over
        lead, other_member = ("ana", "dan") if agency == "alfa" else ("bea", "beate")
        for asker in (lead, other_member, None):
            insert(owner, "referrals.holder_ask", **holder_ask(case, agency, asker))
        insert(owner, "referrals.holder_ask", **holder_ask(case, agency, None, "health"))
        insert(
            owner, "referrals.holder_ask", **holder_ask(case, agency, lead, row=f"late_{case}")
        )  # it is over
    insert(owner, "referrals.escalation", referral_id=ID(f"row_{case}"), agency_id=ID(agency), step="due")
    insert(owner, "referrals.spoken", referral_id=ID(f"row_{case}"), agency_id=ID(agency))
    insert(owner, "referrals.nudge", referral_id=ID(f"row_{case}"), agency_id=ID(agency), told_at=None)
    insert(owner, "referrals.about_child", referral_id=ID(f"row_{case}"), agency_id=ID(agency))
    sender, recipient = (ID(agency), ID(other)) if is_own else (ID(other), ID(agency))
    lane = {"handle": f"handle_{case}", "sender": sender, "recipient": recipient}
    if is_own:
        insert(owner, "exchange.catching_up", peer=peer, ours=True)
        insert(owner, "exchange.catching_up", peer=peer, ours=False)
        insert(owner, "exchange.asked_back", peer=peer, inward=False, **lane)
        insert(owner, "directory.gap", need="housing", country="SE", agency_id=ID(agency))
        offers(owner, agency)
        insert(owner, "referrals.gap", peer=peer, agency_id=ID(agency), other_agency_id=ID(other))
        insert(
            owner, "exchange.outgoing", **here, peer=peer, recipient=ID(other), handle=f"handle_{case}", state="sent",
            sequence=2, answered_at=NOW,
        )  # fmt: skip
        insert(owner, "exchange.handle", case_id=ID(case), **lane)
        insert(owner, "exchange.held_back", **here, peer=peer, state="void")
    insert(owner, "exchange.lane", inward=not is_own, **lane)
    insert(
        owner, "exchange.outgoing", **here, peer=peer, recipient=ID(other), handle=f"handle_{case}", state="waiting"
    )  # fmt: skip
    insert(
        owner, "exchange.incoming", peer=peer, agency_id=ID(agency), sender=ID(other), handle=f"handle_{case}"
    )  # fmt: skip
    insert(owner, "exchange.receipt", digest=case, peer=peer, agency_id=ID(agency))


def _of_both(owner: psycopg.Connection, agency: str) -> None:
    """The own file lies beside what was received, and something was taken over."""
    both = {
        "own_case": ID(f"own_{agency}"),
        "received_case": ID(f"got_{agency}"),
        "agency_id": ID(agency),
    }
    insert(owner, "cases.beside", **both)
    insert(owner, "cases.copied", **both, section="needs", fields=["wish"])


def _talks(owner: psycopg.Connection, agency: str, case: UUID) -> None:
    """A talk of the lead that is not finished, one that is, and one of the colleague; and the register."""
    lead, other = ("ana", "dan") if agency == "alfa" else ("bea", "beate")
    talk = {"case_id": case, "agency_id": ID(agency), "section": "exploitation", "begun_at": NOW}
    for author, finished in ((lead, None), (lead, NOW), (other, None)):
        insert(owner, "cases.screening", **talk, author_id=ID(author), finished_at=finished)
    line = {"agency_id": ID(agency), "section": "narrative", "subject": "health", "who": "police"}
    insert(owner, "cases.interview", **line, case_id=case, entered_by=ID(lead))
    mark = {"agency_id": ID(agency), "standing": "opposed", "mark": b"abc", "entered_by": ID(lead)}
    insert(owner, "cases.party_mark", **mark, case_id=case)
    sheet = {"case_id": case, "agency_id": ID(agency), "section": "plan", "saved_by": ID(lead)}
    insert(owner, "cases.follow_up", **sheet, version=1, due=NOW.date())
    insert(owner, "rights.sheet", **sheet, version=1)
    insert(owner, "rights.claim", **sheet | {"section": "legal"}, version=1)
    insert(owner, "rights.deadline", **sheet, **counted_day())
    spoken = {"case_id": case, "agency_id": ID(agency), "section": "safe_contact", "made_by": ID(lead)}
    insert(owner, "cases.interpreting", **spoken)
    insert(owner, "cases.unsaved", case_id=case, section="needs", member_id=ID(lead), base=1)


def _says(owner: psycopg.Connection, agency: str, case: UUID) -> None:
    """A word of the person that waits, and one that was answered long ago."""
    word = {"case_id": case, "agency_id": ID(agency), "kind": "wrong", "about": "consents"}
    lead = ID("ana" if agency == "alfa" else "bea")
    insert(owner, "cases.persons_word", **word, written_by=lead, written_at=NOW)
    long_ago = NOW - timedelta(days=400)
    answered = {"answer": "spoke", "answered_by": lead, "answered_at": long_ago, "written_at": long_ago}
    insert(owner, "cases.persons_word", **word, **answered)
    wish = {"case_id": case, "agency_id": ID(agency), "section": "needs", "asked_by": lead, "verdict": ""}
    insert(owner, "cases.section_erasure", **wish)


def _papers(owner: psycopg.Connection, agency: str) -> None:
    """A paper of the own case that shows everything, and a look by it; one that shows consents only, of no case."""
    lead = ID("ana" if agency == "alfa" else "bea")
    insert(owner, "cases.section_version", case_id=ID(f"own_{agency}"), section="plan")
    given = {"agency_id": ID(agency), "made_by": lead, "made_at": NOW, "until": UNTIL, "language": "en"}
    for name, case, parts in (
        (f"own_{agency}", ID(f"own_{agency}"), ["appointments", "consents", "plan", "seen"]),
        (f"bare_{agency}", uuid.uuid4(), ["consents"]),
    ):
        mark = hashlib.sha256(name.encode()).digest()
        insert(
            owner,
            "access.paper",
            **given,
            id=ID(f"paper {name}"),
            case_id=case,
            mark=mark,
            parts=parts,
            hours=False,
        )
        look = {"began_at": UNTIL, "ends_at": UNTIL + timedelta(minutes=10), "digest": mark}
        insert(owner, "access.look", **look, id=ID(f"look at {name}"), paper_id=ID(f"paper {name}"))


def _confers(owner: psycopg.Connection, agency: str, case: UUID) -> None:
    """A conference that goes on, with an item to which the lead has proposed, and one to which a colleague has.

    Of the second file, whose keys are gone, the same.
    """
    lead, other = ("ana", "dan") if agency == "alfa" else ("bea", "beate")
    here = {"agency_id": ID(agency), "case_id": case}
    is_kept = case == ID(f"own_{agency}")
    ids = {name: ID(f"{name}_{agency}") if is_kept else uuid.uuid4() for name in ("talk", "told", "untold")}
    conference = {"section": "profile", "opened_by": ID(lead), "opened_at": NOW, "ends_at": UNTIL}
    insert(owner, "cases.conference", **here, **conference, id=ids["talk"])
    for name, authors in (("told", (lead, other)), ("untold", (other,))):
        item = {**here, "section": "needs", "conference_id": ids["talk"], "added_by": ID(lead)}
        insert(owner, "cases.conference_item", **item, id=ids[name])
        for author in authors:
            entry = {**here, "section": "needs", "item_id": ids[name], "kind": "proposal"}
            insert(owner, "cases.conference_entry", **entry, author_id=ID(author))


def _attaches(owner: psycopg.Connection, agency: str, case: UUID) -> None:
    """A file of the lead that stands, and one that was taken away while its content is still there."""
    lead = ID("ana" if agency == "alfa" else "bea")
    is_kept = case == ID(f"own_{agency}")
    here = {"case_id": case, "section": "needs", "generation": 1}
    gone = {"removed_by": lead, "removed_at": NOW, "removed_why": "replaced"}
    for name, more in (("paper", {}), ("gone", gone)):
        file = ID(f"{name}_{agency}") if is_kept else uuid.uuid4()
        insert(owner, "cases.attachment", **here, id=file, agency_id=ID(agency), added_by=lead, **more)
        insert(owner, "cases.attachment_part", **here, attachment_id=file, number=0)
