"""The report of the event as a page and as a file, and who may not be seen in pictures. For organisers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.public.conferences.attending import queries
from safeconduct.public.conferences.attending.answers import SCALE
from safeconduct.public.conferences.attending.pictures import bars
from safeconduct.public.conferences.attending.report import report_of
from safeconduct.public.conferences.attending.report_sheets import sheet
from safeconduct.public.conferences.models import Edition
from safeconduct.public.conferences.organising.access import of_an_edition
from safeconduct.vocabulary.typesetting.setting import PDF, pdf

AT_ONCE = 50


@require_safe
@of_an_edition
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the file will say, and the evaluation as pictures beside its table."""
    report = report_of(edition)
    steps = [str(step) for step in SCALE]
    drawn = [(each, bars(steps, each.counts)) for each in report.results.questions]
    context = {
        "edition": edition,
        "sheet": sheet(report),
        "questions": drawn if report.results.shown else [],
    }
    return render(request, "attending/report.html", context)


@require_safe
@of_an_edition
def paper(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same as a tagged PDF."""
    named = {"Content-Disposition": f'attachment; filename="report-{edition.code}.pdf"'}
    return HttpResponse(pdf(sheet(report_of(edition))), content_type=PDF, headers=named)


@require_safe
@of_an_edition
def photographs(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who did not agree to be seen in pictures: everybody with a seat who has not said yes."""
    found = queries.seated(edition).filter(may_be_photographed=False)
    shown = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "attending/photographs.html", {"edition": edition, "shown": shown})
