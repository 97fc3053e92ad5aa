"""Ana in Romania and an agency of the other node that is in Ukraine: a file, a consent, a draft that could leave."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency
from safeconduct.cases.actions import open_case, save_section
from safeconduct.consent import actions as consents
from safeconduct.consent.document import Document
from safeconduct.consent.rules import Fact
from safeconduct.directory.models import Entry
from safeconduct.referrals import drafting
from safeconduct.referrals.models import Referral
from safeconduct.referrals.transfers import actions
from safeconduct.referrals.transfers.rules import Transfer
from safeconduct.vocabulary.codes import ConsentMethod, Purpose, Urgency
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes, forget_country

SHARED = [Section.PROFILE, Section.NEEDS, Section.SAFETY]


class Abroad:
    """What Ana does; `country` is where the other agency is."""

    def __init__(self, envelopes: Envelopes, country: str = "UA") -> None:
        self.envelopes = envelopes
        with briefly("owner") as owner:
            owner.execute("UPDATE agencies.agency SET country = %s WHERE id = %s", [country, envelopes.other])
        forget_country(envelopes.other)
        self.desk = Desk(envelopes)

    @contextmanager
    def ana(self) -> Iterator[tuple[Member, datetime]]:
        """Ana acts, in a transaction of the web process."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            yield self.envelopes.member("ana"), domain_now()

    def case(self) -> CaseId:
        """A grown woman who needs a home, in no great danger."""
        with self.ana() as (by, at):
            case = open_case(by=by, at=at, profile={"pseudonym": "Linden", "is_child": "no"})
            safety = {
                "level": "low",
                "assessed_on": f"{at.date()}",
                "valid_until": f"{at.date() + timedelta(30)}",
            }
            for section, content in ((Section.NEEDS, {"needs": ["housing"]}), (Section.SAFETY, safety)):
                save_section(case=case, section=section, content=content, base=0, by=by, at=at)
        return case

    def draft(self, case: CaseId | None = None) -> Referral:
        """A draft that rests on the person's yes and was looked at; only the ground is missing."""
        case = case or self.case()
        with self.ana() as (by, at):
            service = Entry.objects.select_related("agency").get(id=self.desk.entries[0])
            row = drafting.draft(
                case=case, entry=service, need="housing", urgency=Urgency.ROUTINE, by=by, at=at
            )
        self.agree(row)
        return row

    def agree(self, row: Referral) -> None:
        """The talk with the person, and the preview after it."""
        assert row.case_id is not None
        with self.ana() as (by, at):
            talk = Document(
                team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose), sections=SHARED,
                until=at + timedelta(days=60), told=list(Fact), limit_told=True, language="uk", text_language="uk",
                method=ConsentMethod.SIGNED, conditions=[], tell_outcome=True, follow_changes=True,
            )  # fmt: skip
            given = consents.give(case=CaseId(row.case_id), document=talk, by=by, at=at, is_child=False)
            drafting.rest_on(referral=row, consent=given, by=by, at=at)
            drafting.note_preview(referral=row, capacity="asked", by=by, at=at)

    def rest_on(self, row: Referral, ground: str, number: str = "", *, told: bool = True) -> None:
        """Record the ground."""
        with self.ana() as (by, at):
            actions.rest_on(referral=row.id, transfer=Transfer(ground, number, told), by=by, at=at)

    def send(self, row: Referral) -> None:
        """Send it. Raises NotPossible."""
        with self.ana() as (by, at):
            drafting.send(referral=row, recipient=agency(row.other_agency_id), by=by, at=at)

    def now(self, row: Referral) -> Referral:
        with self.ana():
            return Referral.objects.get(id=row.id)

    def posted(self) -> list[str]:
        """The types of what waits to go."""
        return [message.type.split(".")[-2] for message in self.desk.posted()]

    def recorded(self, action: str) -> list[tuple[str | None, dict[str, object]]]:
        """What the audit has of this action: the reason of a refusal, and the detail."""
        with briefly("owner") as owner, owner.transaction(force_rollback=True):
            owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
            found = owner.execute(
                "SELECT reason, detail FROM audit.record WHERE action = %s ORDER BY recorded_at", [action]
            )
            return [(reason, detail) for reason, detail in found.fetchall()]


def other_team(envelopes: Envelopes) -> UUID:
    return envelopes.other_team
