"""The questions about a file of services and its columns, and what was answered."""

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.columns import TARGETS
from safeconduct.directory.bringing.kept import Bringing
from safeconduct.directory.bringing.proposed import CONFIDENCE_IN_WORDS, Confidence, Defaults
from safeconduct.directory.bringing.reading import File
from safeconduct.site.administration.forms import Answers, Asked
from safeconduct.vocabulary.codes import PlaceKind
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import day_in
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question

LONGEST_SOURCE = 200


def about_file(asked: Asked) -> list[Question]:
    """What holds for every row that says nothing else."""
    confidences = [(one.value, CONFIDENCE_IN_WORDS[one]) for one in Confidence]
    return [
        asked.question(
            "source", _("What this file is, in words or as an address"),
            hint=_("Every proposal keeps it. Use the same words for the next file: only changes are proposed then."),
        ),
        asked.question("source_date", _("Of which day it is"), "date"),
        asked.question("confidence", _("How good it is, where a row does not say so"), "select", confidences),
        asked.question("country", _("Country, where a row names none")),
        asked.question(
            "place", _("Kind of place, where a row does not say so"), "select", choices(PlaceKind),
            _("Without it no address is taken over. A shelter's is never."),
        ),
    ]  # fmt: skip


def said_of_file(post: QueryDict) -> Defaults:
    """What was answered. Raises BadInput."""
    answers = Answers(post)
    source = answers.text("source", _("Say what this file is."), LONGEST_SOURCE)
    day = day_in(post.get("source_date", ""))
    if post.get("source_date", "").strip() and day is None:
        answers.errors["source_date"] = _("This is no date. Write year-month-day, for example 2026-04-02.")
    confidence = post.get("confidence") or Confidence.UNVERIFIED.value
    country = answers.country("country") if post.get("country", "").strip() else ""
    place = post.get("place", "")
    answers.require()
    known = confidence if confidence in set(Confidence) else Confidence.UNVERIFIED.value
    return Defaults(country, place if place in set(PlaceKind) else "", source, day, known)


def stands(defaults: Defaults) -> dict[str, str]:
    """As a form shows them."""
    return {
        "source": defaults.source,
        "source_date": defaults.source_date.isoformat() if defaults.source_date else "",
        "confidence": defaults.confidence,
        "country": defaults.country,
        "place": defaults.place,
    }


def of_columns(
    columns: Sequence[str],
    chosen: Mapping[str, str],
    first: Sequence[Sequence[str]],
    errors: Mapping[str, Words],
) -> list[Question]:
    """For each column what it is; below it what the first rows hold."""
    targets = sorted(TARGETS.items(), key=lambda pair: str(pair[1]))
    return [
        Question(
            f"column-{place}", column, "select", chosen.get(column, ""), targets, errors.get(f"column-{place}", ""),
            " · ".join(cells[place][:60] for cells in first if place < len(cells) and cells[place].strip()),
            prefix="admin-",
        )
        for place, column in enumerate(columns)
    ]  # fmt: skip


def said_of_columns(post: QueryDict, columns: Sequence[str]) -> dict[str, str]:
    """What each column becomes; "" for one that is not read."""
    return {column: str(post.get(f"column-{place}", "")) for place, column in enumerate(columns)}


def first_cells(found: File) -> list[list[str]]:
    """What the first rows hold."""
    return [row.cells for row in found.first]


def columns_of(row: Bringing) -> dict[str, str]:
    """What the columns of an import were taken for."""
    return dict(row.mapping.get("columns", {}))
