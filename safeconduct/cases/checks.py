"""Answers of one section that cannot all be so. Pure; asked when each answer for itself is right.

A part of a row is named by its place among the rows that are stored: `assessed-0-domain`.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from safeconduct.cases import risk, safe_hours
from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.cases.child import rules as child
from safeconduct.cases.planning import rules as planning
from safeconduct.cases.returning import rules as returning
from safeconduct.vocabulary.codes import MINORS, Answer3
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

type Wrong = Iterable[tuple[str, Words]]

TWICE = _("This stands in a row above already. Put both into one row.")


def _child_of_that_age(content: Content) -> Wrong:
    """An age and the answer about a child that cannot both be so. Where one stays open nothing is wrong."""
    band, said = answer(content, "age_band"), answer(content, "is_child")
    if band is None or said not in (Answer3.YES, Answer3.NO) or (band in MINORS) == (said == Answer3.YES):
        return
    yield (
        "is_child",
        _(
            "This does not fit the age: under 18 the person is a child, from 18 on not. Where the age is not "
            "sure, leave it open and say yes or “unknown”: then a guardian is asked for."
        ),
    )


def _each_once(name: str, part: str) -> Callable[[Content], Wrong]:
    """No two rows of this list say the same in this part."""

    def check(content: Content) -> Wrong:
        seen: set[str] = set()
        for place, row in enumerate(rows_of(content, name)):
            if row.get(part) in seen:
                yield f"{name}-{place}-{part}", TWICE
            seen.add(row.get(part, ""))

    return check


CHECKS: dict[Section, Callable[[Content], Wrong]] = {
    Section.PROFILE: _child_of_that_age,
    Section.SAFE_CONTACT: safe_hours.contradictions,
    Section.SAFETY: risk.contradictions,
    Section.NEEDS: _each_once("assessed", "domain"),
    Section.PLAN: planning.contradictions,
    Section.FAMILY: child.contradictions,
    Section.RETURN: returning.contradictions,
    Section.HEALTH: _each_once("health_needs", "domain"),
}
