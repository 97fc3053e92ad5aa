"""What a member sees of the agency's enquiries: asked, received, and one of them with its two agencies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.enquiries.actions import facts
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.rules import Standing, standing
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.errors import NotFound

MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An enquiry with the other agency, as far as it is known here, and where it stands."""

    row: Enquiry
    other: Agency | None
    standing: Standing

    @property
    def is_ours(self) -> bool:
        """Whether this side asked."""
        return self.row.side == Side.SENDER


@dataclass(frozen=True, slots=True)
class Lists:
    """At most `MOST` of each, those that wait for somebody here first."""

    received: list[Line]
    asked: list[Line]
    received_is_cut: bool = False
    asked_is_cut: bool = False


def lists(*, by: Member, at: datetime) -> Lists:
    """The agency's enquiries: what waits for an answer by its clock, then the rest, the newest first. One record."""
    received, received_is_cut = _some(Side.RECEIVER, by, at)
    asked, asked_is_cut = _some(Side.SENDER, by, at)
    known = agencies({row.other_agency_id for row in (*received, *asked)})
    record("list:enquiries", by=as_actor(by), at=at, detail={"enquiries": len(received) + len(asked)})

    def lines(rows: list[Enquiry]) -> list[Line]:
        return [Line(row, known.get(row.other_agency_id), standing(facts(row), at)) for row in rows]

    return Lists(lines(received), lines(asked), received_is_cut, asked_is_cut)


def one(shared: UUID, *, by: Member, at: datetime) -> Line:
    """An enquiry of the member's agency; reading it is recorded. Raises NotFound."""
    row = Enquiry.objects.filter(shared=shared, agency_id=by.agency_id).first()
    if row is None:
        raise NotFound(_("There is no such enquiry for you."))
    record("enquiry:read", by=as_actor(by), at=at, detail={"enquiry": str(shared)})
    return Line(row, agencies({row.other_agency_id}).get(row.other_agency_id), standing(facts(row), at))


def asked_with(row: Enquiry) -> list[Enquiry]:
    """The others that were asked at once with this one; only whoever asked knows of them."""
    if row.together is None:
        return []
    others = Enquiry.objects.filter(together=row.together, agency_id=row.agency_id).exclude(id=row.id)
    return list(others.order_by("asked_at", "id"))


def teams(ids: set[UUID]) -> dict[UUID, Team]:
    """Teams by id, with their agencies."""
    return {team.id: team for team in Team.objects.select_related("agency").filter(id__in=ids)}


def delivery(row: Enquiry) -> tuple[str, str]:
    """How the question travels: the state of its message, and the code of a refusal; empty where nothing is known."""
    if row.message is None:
        return "", ""
    found = Outgoing.objects.filter(id=row.message).values_list("state", "answer").first()
    return found or ("", "")


def _some(side: Side, by: Member, at: datetime) -> tuple[list[Enquiry], bool]:
    """At most `MOST`, and whether there are more: the database sorts, so that what waits is never among what is cut."""
    rows = Enquiry.objects.filter(agency_id=by.agency_id, side=side)
    waits, is_emergency = _waits(side, at), Q(urgency=Urgency.EMERGENCY.value)
    rank = Case(
        When(waits & is_emergency, then=Value(0)), When(waits, then=Value(1)), When(is_emergency, then=Value(2)),
        default=Value(3), output_field=IntegerField(),
    )  # fmt: skip
    by_its_clock = Case(When(waits, then=F("until")), output_field=DateTimeField(null=True))
    found = list(rows.order_by(rank, by_its_clock, "-asked_at", "id")[: MOST + 1])
    return found[:MOST], len(found) > MOST


def _waits(side: Side, at: datetime) -> Q:
    """Of `standing`: what was asked and is open, what we asked and is answered."""
    is_on = Q(withdrawn_at=None, converted_at=None, taken_at=None)
    return is_on & (~Q(answer="") if side is Side.SENDER else Q(answer="", until__gt=at))
