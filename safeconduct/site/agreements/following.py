"""Which agreement the clocks of this node follow, as the page of the clocks asks for it, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.referrals.agreed import Followed
from safeconduct.referrals.citing import Citation
from safeconduct.referrals.clocks import PERIODS
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.moves import State
from safeconduct.site.agreements.rules import Text, newest_in_force
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.statements import Kind

AGREEMENT, CLOCKS = "agreement", "follows"
"""The names of the two questions."""


@dataclass(frozen=True, slots=True)
class Following:
    """One agreement, and the states whose clocks follow it; none of both where nothing is named."""

    agreement: Citation | None
    states: tuple[State, ...]

    @property
    def by_state(self) -> dict[State, Citation]:
        """The agreement of each state that follows one."""
        return {} if self.agreement is None else dict.fromkeys(self.states, self.agreement)


def standing(followed: Followed) -> Following:
    """What is followed now."""
    cited = {state: each for (state, _urgency), each in followed.items()}
    return Following(next(iter(cited.values()), None), tuple(state for state in State if state in cited))


def offered(texts: list[Text], stands: Following) -> dict[str, Citation]:
    """The agreements that can be named: those in force, and the one that is followed now."""
    language = str(get_language())
    found = [
        Citation(each.subject.code, each.subject.version, words["title"], tag)
        for each in texts
        if each.in_force and each.subject.kind is Kind.AGREEMENT
        for tag, words in [each.text(language)]
    ]
    named = {_key(each): each for each in found}
    return named if stands.agreement is None else named | {_key(stands.agreement): stands.agreement}


def said(given: Mapping[str, str], states: list[str], named: Mapping[str, Citation]) -> Following:
    """What somebody has chosen; what is not offered is nothing."""
    chosen = tuple(state for state in State if state.value in states and PERIODS[state])
    return Following(named.get(given.get(AGREEMENT, "")), chosen)


def errors_of(following: Following) -> dict[str, Words]:
    """An agreement sets at least one clock, and a clock that follows one follows a named one."""
    if following.agreement is not None and not following.states:
        return {CLOCKS: _("Say which clocks follow this agreement.")}
    if following.agreement is None and following.states:
        return {AGREEMENT: _("Choose the agreement that these clocks follow, or take the ticks away.")}
    return {}


def questions(
    following: Following, named: Mapping[str, Citation], errors: Mapping[str, Words]
) -> list[Question]:
    """The two questions as the page shows them."""
    agreement = "" if following.agreement is None else _key(following.agreement)
    return [
        Question(
            AGREEMENT,
            _("Agreement that is followed"),
            "select",
            agreement,
            [(key, in_words(each)) for key, each in named.items()],
            errors.get(AGREEMENT, ""),
            _("Leave it open where the periods are this node's own."),
        ),
        Question(
            CLOCKS,
            _("Clocks that follow it"),
            "ticks",
            ",".join(state.value for state in following.states),
            [(state.value, STATES[state]) for state, by_urgency in PERIODS.items() if by_urgency],
            errors.get(CLOCKS, ""),
            _("Beside such a clock the agreement and its version are named, where this node computes it."),
        ),
    ]


def newer_than(following: Following, texts: list[Text]) -> int | None:
    """The newer version that is in force of what is followed; None where there is none."""
    if following.agreement is None:
        return None
    newest = newest_in_force(texts, following.agreement.code)
    return newest if newest is not None and newest > following.agreement.version else None


def in_words(agreement: Citation | None) -> str:
    """An agreement with its version; none is said too."""
    if agreement is None:
        return _("none")
    return _("%(title)s, version %(version)s") % {"title": agreement.title, "version": agreement.version}


def changes(
    before: Mapping[State, Citation], after: Mapping[State, Citation]
) -> dict[State, tuple[str, str]]:
    """Of each state whose clocks follow something else than before, what in words."""
    return {
        state: (in_words(before.get(state)), in_words(after.get(state)))
        for state in PERIODS
        if before.get(state) != after.get(state)
    }


def _key(agreement: Citation) -> str:
    return f"{agreement.code} {agreement.version}"
