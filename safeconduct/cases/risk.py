"""What a risk assessment must say, whether a danger is met, and when it asks for a look. Pure, after the form F3.

An assessment of an earlier release has one text for all risks and one for all that is done; both keep their meaning.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.vocabulary.codes import RiskLevel
from safeconduct.vocabulary.decisions import Words

RISKS, MITIGATIONS = "risk_rows", "mitigations"
DANGER = frozenset({RiskLevel.HIGH, RiskLevel.IMMINENT})

END_BEFORE_THE_ASSESSMENT = _("The end lies before the assessment; check both dates.")
LESS_THAN_A_ROW = _("One of the risks below is higher than this. The level of the whole is at least as high.")
OVER = _("This assessment was valid until {day}: it asks for a look, with the person.")
NEW_CONTACT = _(
    "Another agency was asked for help after this assessment: it asks for a look, with the person."
)


def level_of(content: Content) -> RiskLevel | None:
    """The highest level that is said anywhere; None where nothing is. What is no level of ours counts as none."""
    said = [answer(content, "level"), *(row.get("level") for row in rows_of(content, RISKS))]
    order = list(RiskLevel)
    known = [RiskLevel(one) for one in said if isinstance(one, str) and one in order]
    return max(known, key=order.index, default=None)


def is_mitigated(content: Content) -> bool:
    """Something is done about it, by somebody, until a day. Without any rows the one text of before is enough."""
    rows = rows_of(content, MITIGATIONS)
    if rows or rows_of(content, RISKS):
        return any(row.get("what") and row.get("owner") and row.get("due") for row in rows)
    return bool(answer(content, "mitigation"))


def contradictions(content: Content) -> Iterator[tuple[str, Words]]:
    """What cannot be so: the question, and a sentence."""
    start, end = content.get("assessed_on"), content.get("valid_until")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        yield "valid_until", END_BEFORE_THE_ASSESSMENT
    if level_of(content) != answer(content, "level"):
        yield "level", LESS_THAN_A_ROW


def asks_for_a_look(content: Content, *, today: date, newest_contact: date | None) -> list[Words]:
    """Why an assessment is not to be relied on as it stands: its days are over, or somebody came in after it.

    `newest_contact` is the day on which another agency was last asked for something of this case.
    """
    found: list[Words] = []
    end, made = stored_day(answer(content, "valid_until")), stored_day(answer(content, "assessed_on"))
    if end is not None and end < today:
        found.append(format_lazy(OVER, day=date_format(end, "D j M Y")))
    if made is not None and newest_contact is not None and newest_contact > made:
        found.append(NEW_CONTACT)
    return found


def stored_day(value: Any) -> date | None:
    """A stored day; None where there is none, or another node wrote something else."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
