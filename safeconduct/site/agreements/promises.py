"""What an agreement promises beside the periods that follow it, and which agencies of this node stand to it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.referrals.citing import Citation
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.moves import State
from safeconduct.site.agreements.following import CLOCKS, Following
from safeconduct.site.agreements.rules import Text
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.statements import Kind, Says, Statement
from safeconduct.vocabulary.workdays import Period

type Chosen = Mapping[State, Mapping[Urgency, Period]]

DAYS_OF_A_WEEK, WORKING_DAYS_OF_A_WEEK, HOURS_OF_A_DAY = 7, 5, 24


@dataclass(frozen=True, slots=True)
class Signed:
    """Agencies of this node that stand to one version of an agreement, and those that took it back, by name."""

    stands: tuple[str, ...]
    took_back: tuple[str, ...]


def signed_by(said: Iterable[Statement], agreement: Citation) -> Signed:
    """Of the newest statement of each agency."""
    found = [
        each
        for each in said
        if (each.subject.kind, each.subject.code, each.subject.version)
        == (Kind.AGREEMENT, agreement.code, agreement.version)
    ]
    return Signed(
        tuple(sorted(each.name for each in found if each.says is Says.STANDS)),
        tuple(sorted(each.name for each in found if each.says is Says.WITHDRAWN)),
    )


def text_followed(following: Following, texts: Iterable[Text]) -> Text | None:
    """The text that is named, as the site shows it; None where it shows it no more."""
    named = following.agreement
    if named is None:
        return None
    found = (each for each in texts if each.subject.kind is Kind.AGREEMENT)
    return next(
        (each for each in found if (each.subject.code, each.subject.version) == (named.code, named.version)),
        None,
    )


def promises(text: Text | None) -> list[str]:
    """Each promise in words."""
    language = str(get_language())
    return [
        _("%(what)s: within %(hours)d hours") % {"what": each.words(language), "hours": each.hours}
        for each in (text.levels if text is not None else ())
    ]


def longest_hours(period: Period) -> int:
    """How long it lasts at most, holidays apart: working days go over a weekend."""
    if period.hours:
        return period.hours
    weekends = -(-period.working_days // WORKING_DAYS_OF_A_WEEK)
    over = weekends * (DAYS_OF_A_WEEK - WORKING_DAYS_OF_A_WEEK)
    return HOURS_OF_A_DAY * (period.working_days + over)


def errors_of_promises(following: Following, periods: Chosen, text: Text | None) -> dict[str, Words]:
    """A clock follows an agreement that speaks of it, and is no longer than it promises.

    Nothing is compared where the site does not say which clock a promise sets.
    """
    promised = text.promised if text is not None else {}
    if not promised:
        return {}
    silent = [str(STATES[state]) for state in following.states if state.value not in promised]
    if silent:
        said = _("The agreement says nothing of: %(clocks)s. Take these ticks away.")
        return {CLOCKS: said % {"clocks": ", ".join(silent)}}
    return {
        f"{state.value}-{urgency.value}": _too_long(state, urgency, promised[state.value])
        for state in following.states
        for urgency, period in periods.get(state, {}).items()
        if longest_hours(period) > promised[state.value]
    }


def _too_long(state: State, urgency: Urgency, hours: int) -> str:
    return _(
        "%(field)s: the agreement promises %(hours)d hours, and this can be longer. Write at most %(hours)dh, or "
        "take the tick away. Two working days can last four days over a weekend."
    ) % {"field": f"{STATES[state]}, {label(urgency)}", "hours": hours}
