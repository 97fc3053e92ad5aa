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
from safeconduct.referrals.moves import State
from safeconduct.referrals.rounds import rules
from safeconduct.referrals.rounds.actions import members, referral_of, refused
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
    referral: Referral | None
    """The one made of its yes, whose state every member of the agency sees."""
    may_let_go: Decision


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
    seen, made = [asked(row) for row in rows], referral_of(rows)
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
            referral=made.get(row.shared),
            may_let_go=rules.may_let_go(row.shared, found.won_by, _state(made.get(row.shared))),
        )
        for row in rows
    ]
    return Whole(found, lines, rules.may_ask_next(seen, found.won_by, at))


def rounds(*, by: Member) -> list[Round]:
    """The agency's rounds, the newest first."""
    return list(Round.objects.filter(agency_id=by.agency_id).order_by("-asked_at", "id")[:MOST])


def is_round(name: UUID | None) -> bool:
    """Whether what was asked together is a round."""
    return name is not None and Round.objects.filter(id=name).exists()


def _state(referral: Referral | None) -> State | None:
    return State(referral.state) if referral is not None else None


def _standing(row: Enquiry, winner: UUID | None, at: datetime) -> Standing:
    """Where it stands; one that the clock tells in a moment is over here already."""
    is_taken = bool(rules.to_tell([asked(row)], winner))
    seen = enquiries.facts(row)
    return standing(replace(seen, is_taken=seen.is_taken or is_taken), at)
