"""The frame of the pages is kept by what it depends on: what is one reader's own is never on the page of another."""

import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context, engines
from django.utils import translation

from safeconduct.agencies.models import Agency, Member
from safeconduct.site.templatetags import frame
from safeconduct.site.templatetags.frame import PLACES, Facts
from safeconduct.vocabulary.codes import Profession

PIECES = ("top", "links", "head", "foot")
TEMPLATES = Path(frame.__file__).parents[1] / "templates/site/frame"
OF_ANA = {"csrf_token": "a-mark", "csp_nonce": "a-nonce", "theme": "dark", "demo": True, "idle": 900}
OF_DAN = {"csrf_token": "d-mark", "csp_nonce": "d-nonce", "theme": "dark", "demo": True, "idle": 900}


def member(name: str, profession: str = "social_worker", agency: str = "Casa Salcia") -> Member:
    return Member(name=name, profession=profession, agency=Agency(name=agency, country="RO"))


def request(by: Member | None, path: str = "/find/", page: str = "find", **session: Any) -> SimpleNamespace:
    return SimpleNamespace(
        member=by, session=session, path=path.partition("?")[0], method="GET", get_full_path=lambda: path,
        user=AnonymousUser(), resolver_match=SimpleNamespace(view_name=page),
    )  # fmt: skip


def shown(around: dict[str, Any], asked: SimpleNamespace) -> str:
    """All four pieces, as one page has them."""
    source = "{% load frame %}" + "".join(f'{{% frame "{piece}" %}}' for piece in PIECES)
    template: Any = engines["django"].from_string(source)
    html: str = template.template.render(Context({**around, "request": asked}))
    return html


def test_of_two_of_one_kind_each_has_the_own_names_marks_and_ways() -> None:
    of_ana = shown(OF_ANA, request(member("Ana {Pop} <b>"), "/find/?reference=RO-1"))
    of_dan = shown(OF_DAN, request(member("Dan", agency="Cabinet & Teiul"), "/find/"))
    for own in (
        "Ana {Pop} &lt;b&gt;",
        "Casa Salcia, RO",
        'value="a-mark"',
        'nonce="a-nonce"',
        "/find/?reference=RO-1",
    ):
        assert own in of_ana
        assert own not in of_dan
    for own in ("Dan", "Cabinet &amp; Teiul, RO", 'value="d-mark"', 'nonce="d-nonce"'):
        assert own in of_dan
        assert own not in of_ana
    assert shown(OF_ANA, request(member("Ana {Pop} <b>"), "/find/?reference=RO-1")) == of_ana


def test_who_is_not_signed_in_is_shown_no_way_and_no_nonce_is_made() -> None:
    class Nonce:
        def __str__(self) -> str:
            raise AssertionError("a nonce was asked for")

    html = shown({**OF_ANA, "csp_nonce": Nonce()}, request(None))
    assert 'action="/language/"' in html
    assert "who-line" not in html
    assert "/sign-out/" not in html


@pytest.mark.parametrize("profession", list(Profession))
def test_each_profession_has_the_ways_of_its_own(profession: Profession) -> None:
    html = shown(OF_ANA, request(member("Ana", profession.value)))
    ways = {"/figures/": Profession.COORDINATOR, "/figures/editions/": Profession.RAPPORTEUR}
    ways |= {"/matters/": Profession.LAWYER, "/administration/": Profession.ADMINISTRATOR}
    assert {way for way in ways if f'href="{way}"' in html} == {
        w for w, of in ways.items() if of is profession
    }


@pytest.mark.parametrize(
    "path, page, marked",
    [
        ("/", "today", '<a href="/" aria-current="page">'),
        ("/referrals/RO-1/", "referral", '<a href="/" aria-current="true">'),
        ("/referrals/RO-1/receipt/", "receipt", '<a href="/" aria-current="true">'),
        ("/people/1/rights/", "rights", '<a href="/#people" aria-current="true">'),
        ("/people/1/sections/", "sections", '<a href="/#people" aria-current="true">'),
        ("/lists/", "lists", '<a href="/lists/" aria-current="page">'),
        ("/account/", "mfa_index", 'href="/account/" aria-current="page">'),
        ("/find/", "find", None),
    ],
)
def test_the_page_that_is_open_is_marked(path: str, page: str, marked: str | None) -> None:
    html = shown(OF_ANA, request(member("Ana"), path, page))
    found = re.findall(r"<a [^>]*aria-current[^>]*>", html)
    assert len(found) == (1 if marked else 0)
    assert marked is None or marked in found[0]


def test_it_speaks_the_language_of_the_page() -> None:
    asked = request(member("Ana"))
    said = {}
    for tag, _own in settings.LANGUAGES:
        with translation.override(tag):
            said[tag] = shown(OF_ANA, asked)
            assert f'<html lang="{tag}"' in said[tag]
    assert len(set(said.values())) == len(said)


def test_a_page_after_a_form_leads_back_to_no_form() -> None:
    asked = request(member("Ana"), "/referrals/RO-1/move/accept/")
    asked.method = "POST"
    assert "/move/accept/" not in shown(OF_ANA, asked)


def test_a_piece_sees_nothing_but_facts_and_places() -> None:
    known = {one.name for one in fields(Facts)} | set(PLACES) | {"languages", "themes"}
    made = {"code", "words", "next", "zone", "is_bidi", "LANGUAGE_CODE", "forloop"}
    for piece in PIECES:
        text = (TEMPLATES / f"{piece}.html").read_text()
        names = set(re.findall(r"{{ *(\w+)", text)) | set(re.findall(r"{% (?:el)?if (?:not )?(\w+)", text))
        assert names <= known | made
        assert "request" not in text
