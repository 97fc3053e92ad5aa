"""Whose yes counts for a child, and what a decision in the child's best interests must have. Pure.

A guardian must not have a conflict of interest (Directive 2011/36/EU, Article 14(2), as of 2024). A doubt is enough.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.vocabulary.codes import ChildDecision, GuardianConflict, GuardianMandate
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words

GUARDIANS, VIEWS, FACTORS, OPTIONS, DECISIONS = "guardians", "views", "factors", "options", "decisions"
DURABLE = frozenset({ChildDecision.RETURN, ChildDecision.INTEGRATION, ChildDecision.THIRD_COUNTRY})
OPTIONS_AT_LEAST = 2

ENDS_BEFORE_IT_BEGINS = _("The mandate ends before it begins; check both dates.")
NO_VIEW = _(
    "Nothing that the child said stands before this decision. Hear the child first, or say why it was decided without."
)
NO_FACTOR = _("Say what was weighed: a decision without it is none in the child's best interests.")
NO_OPTION = _("Write at least two options: where there is one only, nothing was weighed.")
REVIEW_BEFORE = _("This day lies before the decision; a decision is looked at again later.")

GUARDIAN_IN_CONFLICT = Reason(
    "guardian_in_conflict",
    _(
        "The guardian of this child has a conflict of interest, or may have one: their yes counts for nothing."
    ),
    _(
        "Ask the child-protection authority for somebody independent, and write them into the child's file. Child "
        "protection may be told meanwhile, on its own ground."
    ),
)
NOT_THE_INDEPENDENT_ONE = Reason(
    "not_the_independent_guardian",
    _(
        "One guardian of this child has a conflict of interest, or may have one, and the one who is named here is not "
        "the other."
    ),
    _("Name the guardian without a conflict in the words in which they stand in the child's file."),
)


class Guarded(StrEnum):
    """How a child's guardianship stands on a day."""

    BY_NOBODY = "by_nobody"
    INDEPENDENTLY = "independently"
    IN_CONFLICT = "in_conflict"
    """Somebody stands for the child, and of each a conflict of interest is known or suspected."""


def guarded(content: Content, *, today: date) -> Guarded:
    """Who stands for the child today, as the file says."""
    standing = in_force(content, today=today)
    if not standing:
        return Guarded.BY_NOBODY
    return Guarded.INDEPENDENTLY if any(is_free(one) for one in standing) else Guarded.IN_CONFLICT


def in_force(content: Content, *, today: date) -> list[dict[str, Any]]:
    """Whose mandate runs on this day. Who stands for the child in proceedings only is left out: they give no yes."""
    day = today.isoformat()
    return [
        row
        for row in rows_of(content, GUARDIANS)
        if row.get("mandate") != GuardianMandate.PROCEEDINGS_ONLY
        and (row.get("since") or day) <= day <= (row.get("until") or day)
    ]


def is_free(guardian: dict[str, Any]) -> bool:
    """Whether a guardian has no conflict of interest. What is not a plain no is a doubt."""
    return guardian.get("conflict") == GuardianConflict.NO


def counts(content: Content, named: str, *, today: date) -> Decision:
    """Whether the yes of the guardian who is named in a talk counts, as far as the child's file says.

    Where it names nobody with a conflict, it says nothing against anybody. Where it does, the one who is named must be
    another, in the file's own words: a text can be compared, and what it means cannot.
    """
    standing = in_force(content, today=today)
    free = [row for row in standing if is_free(row)]
    if len(free) == len(standing):
        return Allowed()
    if not free:
        return Refused(GUARDIAN_IN_CONFLICT)
    known, barred = (
        {_plain(str(row.get("who", ""))) for row in standing if is_free(row) is wanted}
        for wanted in (True, False)
    )
    return Allowed() if _plain(named) in known - barred - {""} else Refused(NOT_THE_INDEPENDENT_ONE)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


# --- Decisions --------------------------------------------------------------------------------------------


def contradictions(content: Content) -> Iterator[tuple[str, Words]]:
    """What cannot be so: the question, or the part of a row by its place among the rows, and a sentence."""
    for place, row in enumerate(rows_of(content, GUARDIANS)):
        if row.get("since") and row.get("until") and row["until"] < row["since"]:
            yield f"{GUARDIANS}-{place}-until", ENDS_BEFORE_IT_BEGINS
    decisions = rows_of(content, DECISIONS)
    if decisions and not rows_of(content, FACTORS):
        yield FACTORS, NO_FACTOR
    if decisions and len(rows_of(content, OPTIONS)) < OPTIONS_AT_LEAST:
        yield OPTIONS, NO_OPTION
    for place, row in enumerate(decisions):
        if not row.get("no_view") and not is_heard_before(content, row):
            yield f"{DECISIONS}-{place}-no_view", NO_VIEW
        if row.get("review", "") <= row.get("on", ""):
            yield f"{DECISIONS}-{place}-review", REVIEW_BEFORE


def is_heard_before(content: Content, decision: dict[str, Any]) -> bool:
    """Whether the child was heard before this decision, and after the one before it: each is asked about anew."""
    on = decision.get("on", "")
    last = max((day for row in rows_of(content, DECISIONS) if (day := row.get("on", "")) < on), default="")
    return any(last < row.get("on", "") <= on for row in rows_of(content, VIEWS))


def standing_decisions(content: Content) -> dict[str, dict[str, Any]]:
    """The latest decision about each thing; a durable solution is one thing, so a later one takes its place."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(rows_of(content, DECISIONS), key=lambda row: str(row.get("on", ""))):
        about = row.get("about", "")
        found["durable" if about in DURABLE else about] = row
    return found


def due(content: Content) -> date | None:
    """The earliest day on which a decision that stands is to be looked at again."""
    days = (row["review"] for row in standing_decisions(content).values() if row.get("review"))
    return min((date.fromisoformat(day) for day in days), default=None)


# --- What the page says -----------------------------------------------------------------------------------

SAID: dict[Guarded, Words] = {
    Guarded.BY_NOBODY: _(
        "Nobody stands here as guardian. Ask the child-protection authority for one before anybody else is told of "
        "the child."
    ),
    Guarded.IN_CONFLICT: _(
        "The guardian has a conflict of interest, or may have one: their yes counts for nothing, so show them "
        "nothing. Ask the child-protection authority for somebody independent."
    ),
}
ASKED_FOR = _("Somebody independent was asked for on {day}.")
NOT_HEARD = _("The child's own words are not here yet.")
NOBODY_TO_CALL = _("It does not say whom to call at the authority when the child is missing.")
REVIEW_IS_OVER = _("A decision was to be looked at again on {day}, with the child.")


def says(content: Content, *, today: date) -> list[Words]:
    """What a child's file lacks, in sentences for whoever opens it."""
    return list(_says(content, today))


def _says(content: Content, today: date) -> Iterable[Words]:
    how = guarded(content, today=today)
    if how in SAID:
        yield SAID[how]
    asked = answer(content, "independent_asked")
    if asked and how is not Guarded.INDEPENDENTLY:
        yield format_lazy(ASKED_FOR, day=_day(asked))
    if not rows_of(content, VIEWS):
        yield NOT_HEARD
    if not answer(content, "authority"):
        yield NOBODY_TO_CALL
    review = due(content)
    if review is not None and review < today:
        yield format_lazy(REVIEW_IS_OVER, day=_day(review.isoformat()))


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "D j M Y")
