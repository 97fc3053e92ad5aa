"""The pages of step cards, for members without any case; and the sheet, for everybody."""

from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.directory.queries import find
from safeconduct.rights.cards.card import Card
from safeconduct.rights.cards.reading import deck
from safeconduct.rights.cards.sheets import cards_sheet, court_sheet
from safeconduct.rights.cards.shown import MOST_SERVICES, UNCHECKED, Shown, shown
from safeconduct.rights.editing.standing import book, edition
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.typesetting.setting import PDF, pdf
from safeconduct.vocabulary.typesetting.sheet import Sheet

KEPT = 64
"""So many sheets are kept: more than languages and countries, so that asking again and again makes no work."""


@for_members
def cards(request: MemberRequest, profession: str = "") -> HttpResponse:
    """The cards of a profession, the own one first, and the way to those of others."""
    own = Profession(request.member.profession)
    of = _profession(profession) if profession else own
    context = {
        "profession": label(of),
        "code": of.value,
        "cards": [(card.slug, _(card.title), len(card.steps)) for card in deck().of(of)],
        "others": [(one.value, label(one), one is of) for one in Profession if deck().of(one)],
        "unchecked": UNCHECKED,
    }
    return render(request, "rights/cards/all.html", context)


@for_members
def card(request: MemberRequest, slug: str) -> HttpResponse:
    """One card, on one screen."""
    found = deck().one(slug)
    if found is None:
        raise NotFound(_("There is no such card."))
    context = {"card": _shown(request, found), "unchecked": UNCHECKED}
    return render(request, "rights/cards/one.html", context)


@for_members
def card_as_pdf(request: MemberRequest, slug: str) -> HttpResponse:
    """One card alone as a tagged PDF, on one sheet."""
    found = deck().one(slug)
    if found is None:
        raise NotFound(_("There is no such card."))
    made = cards_sheet([_shown(request, found)], _(found.title), translation.get_language() or "en")
    return _file(pdf(made), "card.pdf")


@for_members
def cards_as_pdf(request: MemberRequest, profession: str) -> HttpResponse:
    """All cards of a profession as one tagged PDF, a page for each."""
    of = _profession(profession)
    found = [_shown(request, one) for one in deck().of(of)]
    if not found:
        raise NotFound(_("There is no such card."))
    title = f"{_('Step cards')}: {label(of)}"
    return _file(pdf(cards_sheet(found, title, translation.get_language() or "en")), "cards.pdf")


def court(request: HttpRequest) -> HttpResponse:
    """The sheet for lawyers, prosecutors and judges. For everybody: a judge has no account, and it holds law only."""
    country = _country(request)
    context = {
        "sheet": _court(translation.get_language() or "en", country, localdate(), edition()),
        "country": country,
        "countries": [(one, country_in_full(one)) for one in book().countries],
    }
    return render(request, "rights/cards/court.html", context)


def court_as_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a tagged PDF, made once for each language, country, day, and state of the rules of this node."""
    made = _court_pdf(translation.get_language() or "en", _country(request), localdate(), edition())
    return _file(made, "sheet.pdf")


@lru_cache(maxsize=KEPT)
def _court(language: str, country: str, today: date, _edition: int) -> Sheet:
    return court_sheet(deck(), book(), language, today, country)


@lru_cache(maxsize=KEPT)
def _court_pdf(language: str, country: str, today: date, edition: int) -> bytes:
    return pdf(_court(language, country, today, edition))


def _shown(request: MemberRequest, found: Card) -> Shown:
    country = request.member.agency.country
    entries = find(need=found.need, country=country, most=MOST_SERVICES) if found.need else []
    return shown(found, book(), country, localdate(request.at), entries)


def _profession(code: str) -> Profession:
    if code not in set(Profession):
        raise NotFound(_("There is no such profession."))
    return Profession(code)


def _country(request: HttpRequest) -> str:
    """The country that was asked for, where its law is kept here; else "" for all."""
    asked = request.GET.get("country", "")
    return asked if asked in book().countries else ""


def _file(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(made, content_type=PDF, headers={"Content-Disposition": f'inline; filename="{name}"'})
