"""A round as its asker sees it: who has it, who has not answered, who said yes as well, who was not told."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member, Team
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.enquiries import actions as enquiries
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.queries import teams
from safeconduct.referrals.enquiries.rules import Standing, may_convert, standing
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.rounds import rules
from safeconduct.referrals.rounds.actions import members, refused
from safeconduct.referrals.rounds.deciding import asked
from safeconduct.referrals.rounds.models import Round
from safeconduct.vocabulary.decisions import Decision
from safeconduct.vocabulary.errors import NotFound

MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One service of a round."""

    row: Enquiry
    team: Team | None
    standing: Standing
    is_winner: bool
    is_silent: bool
    is_alternative: bool
    is_unheard: bool
    """Its node did not take the message that says whether it was taken: of an earlier release."""
    may_convert: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A round with its services, in the order in which they were asked."""

    round: Round
    lines: list[Line]
    may_ask_next: Decision

    @property
    def winner(self) -> Line | None:
        """Who has it."""
        return next((line for line in self.lines if line.is_winner), None)


def one(name: UUID, *, by: Member, at: datetime) -> Whole:
    """A round of the member's agency; reading it is recorded. Raises NotFound."""
    found = Round.objects.filter(id=name, agency_id=by.agency_id).first()
    rows = members(name, by=by)
    if found is None or not rows:
        raise NotFound(_("There is no such round for you."))
    record("enquiry:round_read", by=as_actor(by), at=at, detail={"enquiries": len(rows)})
    if any(row.asked_by == by.id for row in rows):
        Round.objects.filter(id=name).update(seen_at=at)
    named, unheard = teams({row.team_id for row in rows}), refused(rows)
    seen = [asked(row) for row in rows]
    late, also = set(rules.silent(seen, found.won_by)), set(rules.alternatives(seen, found.won_by))
    lines = [
        Line(
            row,
            named.get(row.team_id),
            _standing(row, found.won_by, at),
            is_winner=row.shared == found.won_by,
            is_silent=row.shared in late,
            is_alternative=row.shared in also,
            is_unheard=row.closing in unheard and row.withdrawn_at is None,
            may_convert=bool(may_convert(enquiries.facts(row), at)),
        )
        for row in rows
    ]
    return Whole(found, lines, rules.may_ask_next(seen, found.won_by, at))


def rounds(*, by: Member) -> list[Round]:
    """The agency's rounds, the newest first."""
    return list(Round.objects.filter(agency_id=by.agency_id).order_by("-asked_at", "id")[:MOST])


def begun_of(row: Enquiry, *, by: Member) -> str:
    """The reference of the referral that was begun of this enquiry, for whoever asked; "" for all others.

    Neither names the other: both carry the moment of one transaction.
    """
    if row.converted_at is None or row.asked_by != by.id:
        return ""
    made = Referral.objects.filter(
        side=Side.SENDER, agency_id=row.agency_id, team_id=row.team_id, service=row.service,
        created_at=row.converted_at,
    )  # fmt: skip
    return made.values_list("reference", flat=True).first() or ""


def is_round(name: UUID | None) -> bool:
    """Whether what was asked together is a round."""
    return name is not None and Round.objects.filter(id=name).exists()


def _standing(row: Enquiry, winner: UUID | None, at: datetime) -> Standing:
    """Where it stands; one that the clock tells in a moment is over here already."""
    is_taken = bool(rules.to_tell([asked(row)], winner))
    seen = enquiries.facts(row)
    return standing(replace(seen, is_taken=seen.is_taken or is_taken), at)
