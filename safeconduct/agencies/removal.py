"""When a team or an agency may go: when nothing hangs on it. Pure; the database counts, and asks the same again.

Who looks after a node sees numbers only, so the sentence says how much hangs on it and never what.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words

KEEP_THE_TEAM: Words = gettext_lazy(
    "Take out its services and its seats: then nobody can refer to it any more."
)
KEEP_THE_AGENCY: Words = gettext_lazy(
    "Let its administrator take out its services: then nobody can refer to it any more."
)


@dataclass(frozen=True, slots=True)
class OnTeam:
    """What hangs on a team; referrals are those that are over, too, for they name it."""

    seats: int
    services: int
    referrals: int
    grants: int


@dataclass(frozen=True, slots=True)
class OnAgency:
    """What hangs on an agency; members are those who have left, too, for records name them."""

    members: int
    teams: int
    referrals: int
    cases: int


def may_remove_team(on: OnTeam) -> Decision:
    """Only a team that nobody sits in, nobody can choose and nothing names."""
    hanging = [
        (on.seats, ngettext("%(n)d member has a seat in it", "%(n)d members have a seat in it", on.seats)),
        (on.services, ngettext("%(n)d service is its own", "%(n)d services are its own", on.services)),
        (
            on.referrals,
            ngettext(
                "%(n)d referral names it, open or closed",
                "%(n)d referrals name it, open or closed",
                on.referrals,
            ),
        ),
        (on.grants, ngettext("%(n)d permission names it", "%(n)d permissions name it", on.grants)),
    ]
    return _decided("team_is_used", hanging, KEEP_THE_TEAM)


def may_remove_agency(on: OnAgency) -> Decision:
    """Only an agency in which nobody ever had a place, and which nothing names."""
    hanging = [
        (
            on.members,
            ngettext(
                "%(n)d member has, or had, a place in it",
                "%(n)d members have, or had, a place in it",
                on.members,
            ),
        ),
        (on.teams, ngettext("%(n)d team is its own", "%(n)d teams are its own", on.teams)),
        (
            on.referrals,
            ngettext(
                "%(n)d referral names it, open or closed",
                "%(n)d referrals name it, open or closed",
                on.referrals,
            ),
        ),
        (on.cases, ngettext("%(n)d case is its own", "%(n)d cases are its own", on.cases)),
    ]
    return _decided("agency_is_used", hanging, KEEP_THE_AGENCY)


def _decided(code: str, hanging: list[tuple[int, str]], instead: Words) -> Decision:
    said = [words % {"n": n} for n, words in hanging if n]
    if not said:
        return Allowed()
    sentence = _("It cannot be removed: %(what)s.") % {"what": "; ".join(said)}
    return Refused(Reason(code, sentence, instead))
