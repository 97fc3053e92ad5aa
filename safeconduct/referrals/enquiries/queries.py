"""What a member sees of the agency's enquiries: asked, received, and one of them with its two agencies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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


def lists(*, by: Member, at: datetime) -> Lists:
    """The agency's enquiries: what waits for an answer by its clock, then the rest, the newest first. One record."""
    received = _some(Side.RECEIVER, by, at)
    asked = _some(Side.SENDER, by, at)
    known = agencies({row.other_agency_id for row in (*received, *asked)})
    record("list:enquiries", by=as_actor(by), at=at, detail={"enquiries": len(received) + len(asked)})

    def lines(rows: list[Enquiry]) -> list[Line]:
        found = [Line(row, known.get(row.other_agency_id), standing(facts(row), at)) for row in rows]
        return sorted(found, key=lambda line: (not _waits(line), line.row.urgency != Urgency.EMERGENCY))

    return Lists(lines(received), lines(asked))


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


def _some(side: Side, by: Member, at: datetime) -> list[Enquiry]:
    rows = Enquiry.objects.filter(agency_id=by.agency_id, side=side)
    return list(rows.order_by("-asked_at", "id")[:MOST])


def _waits(line: Line) -> bool:
    wanted = Standing.ANSWERED if line.is_ours else Standing.OPEN
    return line.standing is wanted
