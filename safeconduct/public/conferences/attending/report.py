"""The report of an event, from what was written down: numbers of groups, never a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext

from safeconduct.public.conferences.attending import evaluating, queries, small_cells
from safeconduct.public.conferences.attending.evaluating import Results
from safeconduct.public.conferences.attending.queries import Named
from safeconduct.public.conferences.attending.small_cells import Shown
from safeconduct.public.conferences.models import Attendance, Certificate, Edition
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.pages.models import countries


@dataclass(frozen=True, slots=True)
class Report:
    """What it says. None is a number that would tell of one person."""

    edition: Edition
    sessions: list[tuple[Named, int | None]]
    by_profession: Shown[str]
    by_country: Shown[str]
    certificates: int | None
    results: Results
    materials: list[tuple[str, str]]

    @property
    def arrived(self) -> int | None:
        """How many came."""
        return self.by_profession.total


def report_of(edition: Edition) -> Report:
    """All of it, in the language of now."""
    came = queries.seated(edition).filter(arrived_at__isnull=False).order_by()
    by_profession, by_country = small_cells.together(
        _grouped(came, "profession", professions), _grouped(came, "country", countries)
    )
    made = Certificate.objects.filter(edition=edition, taken_back_at=None).count()
    return Report(
        edition,
        _attendance(edition, is_told=by_profession.total is not None),
        by_profession,
        by_country,
        small_cells.alone(made) if by_profession.total is not None else None,
        evaluating.results_of(edition),
        queries.materials_of(edition),
    )


def _grouped(came: Any, column: str, labels: Callable[[], list[tuple[str, Any]]]) -> dict[str, int]:
    counts = dict(came.values_list(column).annotate(Count("pk")))
    names = dict(labels())
    found = {gettext(str(names.get(code, code))): count for code, count in counts.items()}
    return dict(sorted(found.items()))


def _attendance(edition: Edition, *, is_told: bool) -> list[tuple[Named, int | None]]:
    found = Attendance.objects.filter(session__edition=edition)
    counts = dict(found.values_list("session_id").annotate(Count("pk")))
    return [
        (each, small_cells.alone(counts.get(each.pk, 0)) if is_told else None)
        for each in queries.sessions_of(edition)
    ]
