"""The list of editions, the page of an edition, and one whole table of it. Addresses that stay."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.editions import shown, words
from safeconduct.public.editions.correcting import changed_in_words, correction_of, corrections
from safeconduct.public.editions.models import Edition
from safeconduct.public.editions.pictures import longest, of_persons
from safeconduct.public.recommendations.models import RecommendationPage
from safeconduct.vocabulary.labels import around
from safeconduct.vocabulary.labels.editions import KINDS, of_zero
from safeconduct.vocabulary.released.tables import Edition as Frozen
from safeconduct.vocabulary.released.tables import text

AT_ONCE = 20


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All of them, the newest year first; what was corrected says so."""
    page = Paginator(shown.listed(), AT_ONCE).get_page(request.GET.get("page", "")[:9])
    by = corrections(each.pk for each in page)
    lines = [(each, each.title, by.get(each.pk)) for each in page]
    return render(
        request, "editions/list.html", _frame(request, "statistics/") | {"page_of": page, "lines": lines}
    )


@require_safe
def edition(request: HttpRequest, name: str) -> HttpResponse:
    """One edition: each table with its pictures, the method, what a correction changed, and files to fetch."""
    language = get_language() or settings.LANGUAGE_CODE
    row, one = shown.kept(name, language)
    frame = _around(row, one)
    gone = shown.gone(frame["corrects"], one, language)
    listed = [each for each in gone if each.number]
    context = frame | {
        "gone": listed[: shown.AT_ONCE],
        "many_gone": len(gone),
        "more_gone": max(0, len(listed) - shown.AT_ONCE),
        "zeros_gone": len(gone) - len(listed),
        "united": words.united(one),
        "no_measures": around.no_measures(one),
        "scale": longest(one, of_persons(one)),
        "in_all": shown.in_all(one),
        "kind": KINDS.get(one.kind, ""),
        "parts": shown.parts(one, language),
        "changes": shown.changes(one, language),
        "more_changes": max(0, len(one.changed) - shown.AT_ONCE),
        "cited_by": _citing(name, language),
        "counted": words.counted(one),
        "protected": words.protected(one),
        "unverified": around.unverified(one),
        "what_is_hidden": around.what_is_hidden(one),
        "how_counted": around.how_counted(one),
        "how_hidden": around.HOW_HIDDEN,
        "bounds": around.bounds(row.kind, [set(each.dimensions) for each in one.tables]),
    }
    return render(request, "editions/edition.html", _frame(request, f"statistics/{name}/") | context)


@require_safe
def table(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """One table with every row in which somebody was counted or hidden."""
    language = get_language() or settings.LANGUAGE_CODE
    row, one = shown.kept(name, language)
    found = one.table(code)
    if found is None:
        raise Http404
    told, of_nobody = shown.told(one, found, language)
    title, tongue = text(found.title, language)
    context = _around(row, one) | {
        "table": found,
        "table_title": title,
        "table_language": tongue,
        "what_is_hidden": around.what_is_hidden(one) if found.hidden else "",
        "of_zero": of_zero(found.dimensions),
        "heads": shown.outer(one, found, language),
        "columns": told[0].cells if told else (),
        "page_of": Paginator(told, shown.AT_ONCE).get_page(request.GET.get("page", "")[:9]),
        "of_nobody": of_nobody,
    }
    return render(request, "editions/table.html", _frame(request, f"statistics/{name}/{code}/") | context)


def _around(row: Edition, one: Frozen) -> dict[str, Any]:
    """What is said of an edition on each of its pages: whose numbers, what corrected it, and what it corrects."""
    by = correction_of(row.pk)
    return {
        "row": row,
        "edition": one,
        "title": words.of(one),
        "scope": around.scope(one),
        "corrected_by": by,
        "how_much": changed_in_words(by.changed) if by is not None else "",
        "corrects": Edition.objects.filter(pk=one.corrects).first() if one.corrects else None,
    }


def _citing(name: str, language: str) -> list[RecommendationPage]:
    """The recommendations that cite it, as readers of this language see them."""
    live = RecommendationPage.objects.live().public()
    return list(live.filter(cites=name, locale__language_code=language).order_by("due_on")[:AT_ONCE])


def _frame(request: HttpRequest, rest: str) -> dict[str, Any]:
    tags = [tag for tag, _name in settings.LANGUAGES]
    return {"rest": rest, "canonical": request.path, "written_in": tags, "spoken_in": tags}
