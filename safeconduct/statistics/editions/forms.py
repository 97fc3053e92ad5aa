"""What is asked before an edition is prepared, and before it is released."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.editions import layouts, rules
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.document import LONGEST_REASON
from safeconduct.statistics.editions.kinds import KINDS, Kind
from safeconduct.statistics.editions.years import Span
from safeconduct.vocabulary.decisions import NotPossible, Words
from safeconduct.vocabulary.editions import ARTICLE_19A, MOST_YEARS
from safeconduct.vocabulary.questions import Question

type Typed = Mapping[str, str]
FIELD_OF = {
    rules.REASON_MISSING.code: "reason",
    rules.EMBARGO_PAST.code: "embargo",
    rules.NOT_READ.code: "sure-yes",
}
"""Where on the page a refusal is said that is about what was typed."""


_OF_RUNGS = _(
    "The finer, the more is hidden. What cannot be released becomes the next layout of this list. As chosen here:"
)


def to_prepare(
    typed: Typed, errors: Mapping[str, Words], kind: Kind, *, corrects: bool, closed: Collection[str] = ()
) -> list[Question]:
    """How fine, with A4 or without, from when it may be shown; and of a correction why. `closed` is not offered."""
    rung = kind.open_rung(typed.get("rung"), closed)
    a4 = Question(
        "a4", _("Also form by citizenship and by who registered (A4): most of it is hidden"), "tick",
        typed.get("a4", ""),
    )  # fmt: skip
    return [
        *([why_corrected(typed, errors)] if corrects else []),
        Question(
            "rung", _("How fine"), "radios", rung,
            [(one, layouts.named(kind, one)) for one in kind.ladder if one not in closed],
            hint=format_lazy(
                "{} {} {} {}", layouts.finest_first(kind), layouts.warning(kind), _OF_RUNGS,
                layouts.of_rung(kind, rung).sentence,
            ),
        ),
        *([a4] if kind.has_a4 else []),
        Question(
            "embargo", _("Not to be shown before"), "datetime-local", typed.get("embargo", ""),
            error=errors.get("embargo", ""), hint=_("Leave it empty to show it as soon as it is approved."),
        ),
    ]  # fmt: skip


def why_corrected(typed: Typed, errors: Mapping[str, Words]) -> Question:
    """Of a correction: why."""
    return Question(
        "reason", _("Why it is corrected"), "long", typed.get("reason", ""), error=errors.get("reason", ""),
        hint=_("It is published, so name nobody. It stays in the words and the language in which you type it: pages in "
               "other languages show it untranslated, as English. At most 500 characters."),
        longest=LONGEST_REASON,
    )  # fmt: skip


def to_approve(errors: Mapping[str, Words]) -> Question:
    """The tick of the second person."""
    label = _("I have read the tables, and what is missing")
    return Question("sure", label, "tick", error=errors.get("sure-yes", ""))


def wanted(typed: Typed, kind: Kind) -> dict[str, Any]:
    """As a preparation keeps it."""
    return {"rung": kind.rung(typed.get("rung")), "a4": kind.has_a4 and typed.get("a4") == "yes"}


def chosen(asked: Typed, year: int) -> Chosen:
    """Which edition the address of the page says: Article 19a of one year, where it says nothing else."""
    kind, years = asked.get("tables", ""), asked.get("years", "")
    number = int(years) if years.isascii() and years.isdecimal() and len(years) == 1 else 1
    return Chosen(kind if kind in KINDS else ARTICLE_19A, Span(year, min(max(number, 1), MOST_YEARS)))


def address(what: Chosen) -> str:
    """The page of a year for this edition: what `chosen` reads."""
    asked = {}
    if what.kind != ARTICLE_19A:
        asked["tables"] = what.kind
    if what.span.years > 1:
        asked["years"] = str(what.span.years)
    path = reverse("edition_year", kwargs={"year": what.span.year})
    return f"{path}?{urlencode(asked)}" if asked else path


def embargo(typed: Typed) -> datetime | None:
    """The moment that was typed, in the time of the node; None for none. Raises NotPossible."""
    text = typed.get("embargo", "").strip()
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise NotPossible(rules.EMBARGO_PAST)
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def errors_of(refused: NotPossible) -> dict[str, Words]:
    """What is said at a field; raises the refusal again where it is about none."""
    if refused.reason.code not in FIELD_OF:
        raise refused
    return {FIELD_OF[refused.reason.code]: refused.reason.whole}
