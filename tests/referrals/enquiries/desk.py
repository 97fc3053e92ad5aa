"""Ana asks services of node be, and is asked by them: through the actions, and through the inbox's handlers."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.directory.models import Entry
from safeconduct.exchange.handlers import Handler, RefuseMessage
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.enquiries import actions
from safeconduct.referrals.enquiries.message import Answer, Question
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.proposals import Part
from safeconduct.vocabulary.codes import (
    Answer3,
    Constraint,
    Feasibility,
    PartOfCountry,
    Service,
    Urgency,
)
from safeconduct.vocabulary.identifiers import MemberId, new_handle, new_reference
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes

QUESTION = Question(
    is_child=Answer3.NO, sex="f", languages=("uk", "ro"), services=(Service.SHELTER, Service.LEGAL_ADVICE),
    exploitation=(), urgency=Urgency.URGENT, part_of_country=PartOfCountry.CAPITAL,
    constraints=(Constraint.CHILDREN_WITH,), note="Needs a ramp.", note_language="en",
)  # fmt: skip


class Desk:
    """What the two sides do, and what is kept of it here."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes = envelopes
        self.entries: list[UUID] = []
        for service in ("shelter", "legal_advice"):
            self.entries.append(self.add_entry(envelopes.other_team, envelopes.other, service))

    def add_entry(self, team: UUID, agency: UUID, service: str, *, takes_children: bool = True) -> UUID:
        """A service in the directory."""
        made = uuid4()
        with briefly("owner") as owner:
            owner.execute(
                "INSERT INTO directory.entry (id, team_id, agency_id, service, needs, purpose, takes_children, hours, "
                "open_days) VALUES (%s, %s, %s, %s, '{housing,legal_aid}', 'referral_service', %s, '', '{}')",
                [made, team, agency, service, takes_children],
            )
        return made

    def doubt(self, entry: UUID) -> None:
        """A referral to this service was declined for want of a place."""
        with briefly("owner") as owner:
            owner.execute(
                "WITH said AS (UPDATE directory.entry SET doubted_at = access.domain_now(), places_free = 0, "
                "places_as_of = access.domain_now() WHERE id = %s RETURNING team_id, service, doubted_at) "
                "INSERT INTO directory.doubt SELECT * FROM said",
                [entry],
            )

    def is_doubted(self, entry: UUID) -> bool:
        with briefly("owner") as owner:
            row = owner.execute(
                "SELECT e.doubted_at IS NOT NULL, d.at IS NOT NULL FROM directory.entry e LEFT JOIN directory.doubt d "
                "USING (team_id, service) WHERE e.id = %s",
                [entry],
            ).fetchone()
        assert row is not None
        assert row[0] == row[1]
        return bool(row[0])

    # --- We ask ---------------------------------------------------------------------------------------------

    def ask(self, *entries: UUID, question: Question = QUESTION, by: str = "ana") -> list[Enquiry]:
        """Ask these services; without any, the first one."""
        with as_process("web"), acting(MemberId(self.envelopes.members[by])) as at:
            found = [
                Entry.objects.select_related("agency").get(id=one) for one in entries or self.entries[:1]
            ]
            return actions.ask(services=found, question=question, by=self.envelopes.member(by), at=at)

    def convert(
        self,
        row: Enquiry,
        *,
        case: UUID | None = None,
        alias: str = "Maria",
        parts: frozenset[Part] = frozenset(),
    ) -> Any:
        """Begin a referral from the answer."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])) as at:
            by = self.envelopes.member("ana")
            return actions.convert(enquiry=row.shared, case=case, alias=alias, parts=parts, by=by, at=at)

    def withdraw(self, row: Enquiry, *, by: str = "ana") -> None:
        with as_process("web"), acting(MemberId(self.envelopes.members[by])) as at:
            actions.withdraw(enquiry=row.shared, by=self.envelopes.member(by), at=at)

    def answer(self, shared: UUID, said: Answer | None = None, *, by: str = "ana") -> None:
        """We answer what they asked."""
        with as_process("web"), acting(MemberId(self.envelopes.members[by])) as at:
            said = said or Answer(Feasibility.POSSIBLE)
            actions.answer(enquiry=shared, said=said, by=self.envelopes.member(by), at=at)

    # --- They ask, they answer --------------------------------------------------------------------------------

    def arrives(self, handler: Handler, body: dict[str, Any], handle: str) -> str:
        """The code of the refusal, or "" where it was taken in."""
        try:
            arrive(self.envelopes, handler, body, handle)
        except RefuseMessage as refused:
            return refused.code
        return ""

    def question(self, **changed: Any) -> dict[str, Any]:
        """The body of a question from node be, with these members changed."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])) as at:
            until = moment_text(at + timedelta(days=3))
        fields = {
            "id": str(uuid4()), "reference": new_reference("BE"), "team": str(self.envelopes.team),
            "service": "shelter", "role": "social_worker", "country": "BE", "until": until, "is_child": "no",
            "sex": "", "languages": ["fr"], "services": ["shelter"], "exploitation": [], "urgency": "urgent",
            "part_of_country": "anywhere", "constraints": [], "note": {"language": "en", "text": "Needs a ramp."},
        }  # fmt: skip
        return {"enquiry": {**fields, **changed}}

    # --- What is kept -----------------------------------------------------------------------------------------

    def kept(self, shared: UUID, *, by: str = "ana") -> Enquiry | None:
        """The enquiry as this member sees it."""
        with as_process("web"), acting(MemberId(self.envelopes.members[by])):
            return Enquiry.objects.filter(shared=shared).first()

    def number(self) -> int:
        """How many enquiries Ana sees."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            return Enquiry.objects.count()

    def posted(self) -> list[Outgoing]:
        """What waits to go, oldest first."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            return list(Outgoing.objects.order_by("posted_at", "id"))

    def audited(self) -> list[tuple[str, str | None]]:
        """What the audit says of enquiries: action and case."""
        with briefly("owner") as owner:
            owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
            try:
                rows = owner.execute(
                    "SELECT action, case_id FROM audit.record WHERE action LIKE 'enquiry:%' ORDER BY recorded_at"
                ).fetchall()
            finally:
                owner.execute("ALTER TABLE audit.record FORCE ROW LEVEL SECURITY")
        return [(row[0], row[1]) for row in rows]

    def handle(self) -> str:
        return new_handle()

    def now(self) -> Any:
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            return domain_now()
