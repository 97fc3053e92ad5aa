"""What a consent says now, and whether it still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.access.policy import policy
from safeconduct.access.queries import referable
from safeconduct.access.rules import Basis, may_be_held
from safeconduct.agencies.models import Member, Team
from safeconduct.agencies.queries import team
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Version, Withdrawal
from safeconduct.consent.rules import GROUNDS, Recipient, Shareable, State, Talk
from safeconduct.vocabulary.codes import NoConsentGround, Purpose
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import ConsentId


@dataclass(frozen=True, slots=True)
class Given:
    """A consent in force: its id, version, hash and what it says."""

    id: ConsentId
    version: int
    hash: str
    document: Document


def recipient_of(of_team: UUID) -> Recipient:
    """What the person's conditions look at in a team's agency, as the directory knows it. Raises NotFound."""
    agency = team(of_team).agency
    return Recipient(agency.sector, agency.country)


def talk_of(
    document: Document,
    *,
    case: UUID,
    by: Member,
    is_child: bool,
    basis: Basis = Basis.CONSENT,
    guardian_refused: Reason | None = None,
) -> Talk:
    """What the document says, with all that the rule of giving asks beside it."""
    return document.talk(
        is_child=is_child,
        recipient=recipient_of(document.team),
        shareable=shareable(case, team(document.team), document.purpose, by=by, basis=basis),
        guardian_refused=guardian_refused,
    )


def shareable(
    case: UUID, to: Team, purpose: Purpose, *, by: Member, basis: Basis = Basis.CONSENT
) -> Shareable:
    """What of this case `by` can share with the team for the purpose; the database's doors say the same."""
    there = may_be_held(policy(), to.agency.sector, to.professions, purpose, basis)
    return Shareable(referable(case, by=by), there)


def shareable_on_grounds(case: UUID, to: Team, *, by: Member) -> dict[NoConsentGround, Shareable]:
    """The same for each listed ground, with the purpose that it brings and no more than it lets be shared."""
    ours = referable(case, by=by)
    return {
        ground: Shareable(
            ours, most & may_be_held(policy(), to.agency.sector, to.professions, purpose, Basis.GROUND)
        )
        for ground, (purpose, most) in GROUNDS.items()
    }


def current(consent: UUID) -> Version:
    """The newest version of a consent whose case the acting member holds. Raises NotFound."""
    row = Version.objects.filter(consent_id=consent).order_by("-version").first()
    if row is None:
        raise NotFound(_("There is no such consent for you."))
    return row


def given(consent: UUID) -> Given:
    """The newest version, which must be an active one. Raises NotFound."""
    row = current(consent)
    if row.state not in (State.ACTIVE, State.GROUND):
        raise NotFound(_("This consent is not in force."))
    return Given(ConsentId(row.consent_id), row.version, row.hash, read(row.document))


def newest_about(case: UUID, team: UUID) -> Version | None:
    """What was last recorded about telling this team: a talk, a yes, a no, a ground."""
    return Version.objects.filter(case_id=case, team_id=team).order_by("-recorded_at", "-version").first()


def talk_under_way(case: UUID, team: UUID) -> Version | None:
    """The talk about this team that was saved and not finished, if the newest version is a draft."""
    newest = newest_about(case, team)
    return newest if newest is not None and newest.state == State.DRAFT else None


def of_case(case: UUID, most: int = 50) -> list[Version]:
    """The newest version of each consent of a case, newest first."""
    newest = Version.objects.filter(case_id=case).order_by("consent_id", "-version").distinct("consent_id")
    return sorted(newest[:most], key=lambda row: row.recorded_at, reverse=True)


def versions_given(wanted: Iterable[tuple[UUID, int]]) -> list[Version]:
    """These versions of consents, each by its consent and number, as far as the acting member sees them."""
    asked = set(wanted)
    rows = Version.objects.filter(consent_id__in={consent for consent, _number in asked}) if asked else []
    return [row for row in rows if (row.consent_id, row.version) in asked]


def taken_back(consents: list[UUID]) -> dict[UUID, list[Withdrawal]]:
    """The withdrawals of several consents, in one query."""
    found: dict[UUID, list[Withdrawal]] = {}
    for row in Withdrawal.objects.filter(consent_id__in=consents).order_by("at"):
        found.setdefault(row.consent_id, []).append(row)
    return found
