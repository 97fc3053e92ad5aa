"""A partner without a node, and Ana's referral to it: for the tests of this folder."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.utils import timezone

from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.contents import Content
from safeconduct.consent.actions import give
from safeconduct.consent.document import Document
from safeconduct.consent.rules import Fact
from safeconduct.directory.queries import entry
from safeconduct.referrals import drafting
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event
from safeconduct.referrals.partners import actions
from safeconduct.referrals.partners.rules import Told
from safeconduct.vocabulary.codes import ConsentMethod, Purpose, Urgency
from safeconduct.vocabulary.identifiers import NO_NODE, CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.access.rows import insert

NAME, NEED, PHONE = "Iryna Bondar", "A bed in a quiet house", "+40 700 000 000"
ALIAS = "Saxifrage"
"""None of those that a form offers at random, so that whoever looks for it finds the person and no chance."""
SHARED = [Section.PROFILE, Section.IDENTITY, Section.SAFETY, Section.NEEDS, Section.SAFE_CONTACT]
CONTENTS: dict[Section, Content] = {
    Section.IDENTITY: {"names": NAME},
    Section.SAFE_CONTACT: {"safe_number": PHONE},
    Section.NEEDS: {"wish": NEED},
}


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def a_partner(owner: psycopg.Connection, sector: str = "shelter", country: str = "BG") -> UUID:
    """Haven has a telephone and no node; its one service."""
    insert(
        owner, "agencies.agency", id=ID("haven"), node=NO_NODE, name="Haven", country=country, sector=sector,
        duty_number="+359 700 00 000",
    )  # fmt: skip
    insert(
        owner, "agencies.team", id=ID("team_haven"), agency_id=ID("haven"), name="Haven",
        professions=["social_worker"],
    )  # fmt: skip
    insert(
        owner, "directory.entry", id=ID("beds"), team_id=ID("team_haven"), agency_id=ID("haven"),
        service="crisis_shelter", needs=["safety"], purpose="referral_service", hours="always",
        ways=["telephone", "paper", "file"], open_days=[],
    )  # fmt: skip
    return ID("beds")


def a_file(contents: dict[Section, Content] | None = None) -> CaseId:
    """Ana leads it; it holds what a referral needs."""
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    with member_acts("ana") as by:
        case = open_case(by=by, at=timezone.now(), profile={"pseudonym": ALIAS, "is_child": "no"})
        safety: Content = {"level": "low", "valid_until": until}
        for section, content in {Section.SAFETY: safety, **CONTENTS, **(contents or {})}.items():
            save_section(case=case, section=section, content=content, base=0, by=by, at=timezone.now())
    return case


def talk(sections: list[Section] | None = None, **more: Any) -> Document:
    """A whole talk about telling Haven."""
    said = {
        "team": ID("team_haven"), "agency": ID("haven"), "purpose": Purpose.REFERRAL_SERVICE,
        "sections": sections or SHARED, "until": in_days(60), "told": list(Fact), "limit_told": True,
        "language": "uk", "text_language": "uk", "method": ConsentMethod.SIGNED, "tell_outcome": True,
    }  # fmt: skip
    return Document(**{**said, **more})


def a_draft(case: CaseId, document: Document | None = None) -> Referral:
    """Resting on the person's consent, looked at, and not sent."""
    with member_acts("ana") as by:
        at = timezone.now()
        row = drafting.draft(
            case=case, entry=entry(ID("beds")), need="safety", urgency=Urgency.URGENT, by=by, at=at
        )
        given = give(case=case, document=document or talk(), by=by, at=at, is_child=False)
        drafting.rest_on(referral=row, consent=given, by=by, at=at)
        row.refresh_from_db()
        drafting.note_preview(referral=row, capacity="asked", by=by, at=at)
        row.refresh_from_db()
        return row


def sent(case: CaseId | None = None, document: Document | None = None) -> Referral:
    """Sent to a partner that nothing is posted to."""
    row = a_draft(case or a_file(), document)
    with member_acts("ana") as by:
        drafting.send(referral=row, recipient=entry(ID("beds")).agency, by=by, at=timezone.now())
    return now(row)


def now(row: Referral) -> Referral:
    """As it stands."""
    with member_acts("ana"):
        return Referral.objects.get(id=row.id)


def told(at: datetime | None = None, *, by: str = "social_worker", how: str = "telephone") -> Told:
    return Told(by=by, how=how, at=at or timezone.now())


def enter(row: Referral, event: Event, when: datetime | None = None, **codes: object) -> Referral:
    """Ana enters what they told her."""
    with member_acts("ana") as by:
        return actions.enter(
            referral=row, event=event, codes=codes, told=told(when), by=by, at=timezone.now()
        )
