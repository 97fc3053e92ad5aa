"""Every kind of page that readers and organisers get, held against the HTML standard in one run.

Wagtail's own pages of the editor are Wagtail's: they are not looked at here.
"""

import re
from collections.abc import Callable
from pathlib import Path

from safeconduct.commands.nodes.node import Node
from tests.browser.markup import faults_of_markup
from tests.public.conferences.attending.invented import over
from tests.public.conferences.registering.story import Person, confirmed, edition
from tests.public.reader import Browser, rows

type SignIn = Callable[[str], Browser]
NOT_PAGES = re.compile(r"\.(atom|ics|json|csv|pdf)$|^/(static|edit|documents|materials)/")
PROMISE = "/en/recommendations/every-referral-gets-an-answer-within-five-days/"
INSIDE = (
    "", "particulars/", "texts/ro/", "clone/", "state/", "programme/", "programme/new/", "materials/", "rooms/",
    "speakers/", "registrations/", "registrations/seats/", "registrations/needs/", "door/", "attendance/",
    "attendance/arrivals/",
    "attendance/in-no-session/", "evaluation/", "report/", "photographs/",
)  # fmt: skip


def _all_that_is_linked(reader: Browser) -> dict[str, str]:
    """What the map names, and what those pages lead to on this site."""
    mapped = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", reader.get("/sitemap.xml").text)
    pages = {path: reader.get(path).text for path in sorted({*mapped, "/"})}
    linked = {link for text in pages.values() for link in re.findall(r'href="(/[^"#?]*)', text)}
    more = {link for link in linked - set(pages) if not NOT_PAGES.search(link)}
    return pages | {path: reader.get(path).text for path in sorted(more)}


def _by_forms(site: Node, reader: Browser) -> dict[str, str]:
    """Searching, registering, commenting and verifying: asked, refused and done."""
    asked = ("/en/search/", "/en/search/?q=consent", "/en/search/?q=zzzz", "/ro/search/?q=conferin",
             "/nothing-is-here/", "/en/conferences/verify/", "/en/conferences/mine/unknown/")  # fmt: skip
    pages = {path: reader.get(path).text for path in asked}
    held = edition(site)
    register, form = f"/en/conferences/{held.code}/register/", f"/en/conferences/{held.code}/"
    promise = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = %s", PROMISE.split("/")[3])[0]
    comments = f"/en/comments/{promise}/"
    seated, waiting = confirmed(held), confirmed(held)
    for name, person in {"seated": seated, "waiting": waiting}.items():
        pages[f"the page of somebody {name}"] = person.opens()
        pages[f"the page to change what somebody {name} said"] = reader.get(person.page() + "change/").text
    wrote = reader.post(comments, {"text": "Say who <answers>.", "name": "Invented & Co"})
    return pages | {
        form: reader.get(form).text,
        register: reader.get(register).text,
        "nothing was filled in": reader.post(register, {"name": "", "email": "no"}).text,
        "a registration was sent": Person(held).registers().text,
        "an empty comment": reader.post(comments, {"text": ""}).text,
        "a comment was written": wrote.text,
        "a certificate that is not": reader.post("/en/conferences/verify/", {"code": "x", "name": "y"}).text,
    }


def _when_it_was_held(site: Node, organiser: Browser) -> dict[str, str]:
    """The organisers' pages of a conference with people, and an evaluation."""
    held = over(site)
    people = held.people(*(f"Person {number} Inventat" for number in range(3)))
    talk = held.session("A talk & more", 0, 2)
    held.were_in(people[1:], talk)
    asked = ["/edit/conferences/", "/edit/conferences/new/"]
    asked += [
        f"/edit/conferences/{held.code}/{part}"
        for part in (*INSIDE, f"attendance/{talk}/", f"programme/{talk}/")
    ]
    asked += [f"/edit/conferences/{held.code}/door/?ticket={people[0].ticket}"]
    asked += [f"/en/conferences/mine/{people[1].secret}/{part}" for part in ("", "evaluation/")]
    answers = {path: organiser.get(path) for path in asked}
    assert {path: each.status for path, each in answers.items() if each.status != 200} == {}
    return {path: answer.text for path, answer in answers.items()}


def test_every_page_is_as_the_standard_of_html_says(
    site: Node, reader: Browser, sign_in: SignIn, tmp_path: Path
) -> None:
    pages = _all_that_is_linked(reader) | _by_forms(site, reader)
    pages |= _when_it_was_held(site, sign_in("organiser"))
    assert len(pages) > 80
    assert {name for name, text in pages.items() if "</html>" not in text} == set()
    assert faults_of_markup(pages, tmp_path) == []


def test_a_fault_of_markup_is_found(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    page = '<!doctype html><html lang="en"><head><title>T</title></head><body>{}</body></html>'
    wrong = {
        "a": page.format("<p><div></div></p>"),
        "b": page.format('<img src="x">'),
        "c": page.format("<p>Right</p>"),
    }
    found = faults_of_markup(wrong, tmp_path)
    assert {each.split(":")[0] for each in found} == {"a", "b"}
