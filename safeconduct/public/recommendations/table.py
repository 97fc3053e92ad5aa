"""The board as a table that spreadsheet programs open: CSV, UTF-8, no cell a formula."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safeconduct.public.recommendations.models import RecommendationPage, RecommendationsPage
from safeconduct.public.recommendations.queries import listed
from safeconduct.vocabulary.cells import defused

MOST = 2000


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """All public recommendations of one language, what is late first; at most MOST."""
    file = StringIO()
    table = csv.writer(file)
    table.writerow(
        [
            _("Recommendation"),
            _("Addressed to"),
            _("Who follows it up"),
            _("Due on"),
            _("State"),
            _("How one will know"),
            _("Unit"),
            _("At the beginning"),
            _("Aim"),
            _("Measured last"),
            _("Measured on"),
            _("Address"),
        ]
    )
    for home in RecommendationsPage.objects.live().filter(locale__language_code=get_language()):
        for page in listed(home, timezone.localdate())[:MOST]:
            table.writerow(_cells(page))
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return answer


def _cells(page: RecommendationPage) -> list[object]:
    words = [
        page.title,
        page.addressee,
        page.owner_name,
        page.due_on.isoformat(),
        str(page.standing_in_words),
        page.indicator,
        page.unit,
    ]
    measured_on = page.measured_on.isoformat() if page.measured_on else ""
    return [
        *map(defused, words),
        page.baseline,
        page.target,
        "" if page.measured is None else page.measured,
        measured_on,
        page.full_url,
    ]
