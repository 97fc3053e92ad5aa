"""Language by page: what is missing, stale, made by a machine, reviewed. A report of the editor's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from safeconduct.public import settings
from safeconduct.public.pages.frame import own_name
from safeconduct.public.pages.models import HomePage
from safeconduct.public.pages.sending_in import may_be_sent_in
from safeconduct.public.pages.translating import State, state_of

AT_ONCE = 30
WORDS = {
    State.SOURCE: _("source"),
    State.MISSING: _("missing"),
    State.INCOMPLETE: _("incomplete"),
    State.STALE: _("stale"),
    State.MACHINE: _("machine-made"),
    State.TRANSLATED: _("translated"),
    State.REVIEWED: _("reviewed"),
}


@dataclass(frozen=True)
class Cell:
    """One page in one language."""

    state: State
    is_live: bool
    edit: str
    send_in: str = ""
    begin: str = ""
    waits: bool = False

    @property
    def words(self) -> Any:
        """The state as people read it."""
        return WORDS[self.state]


@dataclass(frozen=True)
class Row:
    """One page of the source language, and how it stands in the others."""

    page: Page
    cells: list[Cell]


def languages() -> list[tuple[str, str]]:
    """Those that have pages, the source first."""
    found = [locale.language_code for locale in Locale.objects.order_by("language_code")]
    tags = sorted(found, key=lambda tag: tag != settings.LANGUAGE_CODE)
    return [(tag, own_name(tag)) for tag in tags]


def of_source() -> Any:
    """Every page of the source language, in the order of the tree; a query."""
    home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return home.get_descendants(inclusive=True).specific() if home is not None else Page.objects.none()


def rows(pages: Iterable[Page]) -> list[Row]:
    """How each of them stands in each language. Each cell asks some questions of its own: not for all pages at once."""
    tags = [tag for tag, _name in languages()]
    return [Row(page, _cells(page, tags)) for page in pages]


def _cells(page: Page, tags: list[str]) -> list[Cell]:
    found = {
        each.locale.language_code: each.specific
        for each in page.get_translations(inclusive=True).select_related("locale")
    }
    begin = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return [_cell(found.get(tag), begin=f"{begin}?select_locale={tag}") for tag in tags]


def _cell(page: Page | None, *, begin: str) -> Cell:
    if page is None or page.alias_of_id is not None:
        return Cell(State.MISSING, is_live=False, edit="", begin=begin)
    return Cell(
        state_of(page),
        is_live=page.live,
        edit=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        send_in=reverse("send_in", args=[page.pk]) if may_be_sent_in(page) else "",
        waits=page.workflow_in_progress,
    )


@permission_required("wagtailadmin.access_admin", login_url="/edit/login/")
def report(request: HttpRequest) -> HttpResponse:
    """The table."""
    shown = Paginator(of_source(), AT_ONCE).get_page(request.GET.get("page"))
    seen = {"languages": languages(), "rows": rows(shown), "shown": shown}
    return render(request, "pages/matrix.html", seen)
