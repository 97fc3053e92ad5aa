"""Two organisers who write at once, and one who presses twice: nothing is undone unseen, and nothing stands twice."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.editing.making import PARTICULARS, errors, make
from tests.public.conferences.within import within
from tests.public.reader import Answer, Browser, rows


@pytest.fixture(scope="module")
def other(site: Node) -> Browser:
    """Another window, in which the page was opened before."""
    return Browser(site).signed_in("organiser")


def _seen(page: Answer) -> str:
    """The mark of what this page showed."""
    return str(re.findall(r'name="seen" value="([0-9a-f]{64})"', page.text)[0])


def test_what_another_organiser_saved_meanwhile_is_shown_and_not_undone(
    site: Node, organiser: Browser, other: Browser
) -> None:
    make(organiser, "two-at-once")
    there = "/edit/conferences/two-at-once/particulars/"
    fields = {**PARTICULARS, "code": "two-at-once"}
    first, second = _seen(organiser.get(there)), _seen(other.get(there))
    assert first == second
    organiser.post(there, {**fields, "name": "Named by the first", "seen": first})
    late = other.post(there, {**fields, "place": "Brașov", "seen": second})
    assert late.status == 409
    assert any("Somebody else saved this while you were writing." in error for error in errors(late))
    assert 'value="Brașov"' in late.text
    stands = late.text.partition("What stands now")[2].partition("</dl>")[0]
    told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", stands)
    assert told == [("Name", "Named by the first"), ("Place", "Cluj-Napoca")]
    names = "SELECT name, place FROM conferences_edition WHERE code = 'two-at-once'"
    assert rows(site, names) == [("Named by the first", "Cluj-Napoca")]
    both = {**fields, "name": "Named by the first", "place": "Brașov", "seen": _seen(late)}
    assert other.post(there, both).status == 200
    assert rows(site, names) == [("Named by the first", "Brașov")]


def test_a_second_press_of_ones_own_is_nobody_elses(organiser: Browser) -> None:
    make(organiser, "pressed-twice")
    there = "/edit/conferences/pressed-twice/particulars/"
    fields = {**PARTICULARS, "code": "pressed-twice", "name": "Another", "seen": _seen(organiser.get(there))}
    for _press in range(2):
        kept = organiser.post(there, fields)
        assert kept.status == 200, errors(kept)
        assert kept.address.endswith("/edit/conferences/pressed-twice/")


def test_a_form_that_brings_no_mark_is_saved_as_it_is(site: Node, organiser: Browser) -> None:
    make(organiser, "no-mark")
    organiser.post(
        "/edit/conferences/no-mark/particulars/", {**PARTICULARS, "code": "no-mark", "seats": "12"}
    )
    assert rows(site, "SELECT seats FROM conferences_edition WHERE code = 'no-mark'") == [12]


def _session(site: Node, code: str) -> str:
    return within(
        site,
        f"""
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        made = edition("{code}", starts_at=at, ends_at=at + timedelta(hours=9))
        EditionText.objects.create(edition=made, language="ro", name="Doi")
        Speaker.objects.create(edition=made, name="Doina Invented")
        room = Room.objects.create(edition=made, name="Hall")
        print(session(made, room=room, about="As it was").pk)
        """,
    )


SESSION = {
    "kind": "talk",
    "starts_at": "2031-07-01T10:00",
    "ends_at": "2031-07-01T11:00",
    "title_en": "A talk",
    "about_en": "As it was",
}


def test_a_session_that_two_change_says_what_stands_in_words(
    site: Node, organiser: Browser, other: Browser
) -> None:
    there = f"/edit/conferences/two-talks/programme/{_session(site, 'two-talks')}/"
    first, second = organiser.get(there), other.get(there)
    room = re.findall(r'<option value="(\d+)" selected>Hall', first.text)[0]
    moved = {**SESSION, "room": room, "starts_at": "2031-07-01T10:30", "ends_at": "2031-07-01T11:30"}
    kept = organiser.post(there, {**moved, "seen": _seen(first)})
    assert kept.status == 200, errors(kept)
    late = other.post(there, {**SESSION, "room": "", "about_en": "Another text", "seen": _seen(second)})
    assert late.status == 409
    stands = late.text.partition("What stands now")[2].partition("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", stands) == [
        ("Begins", "2031-07-01 10:30"),
        ("Ends", "2031-07-01 11:30"),
        ("Room", "Hall"),
        ("What it is about (English)", "As it was"),
    ]
    assert "Another text</textarea>" in late.text


def test_a_material_that_two_change_is_not_undone(site: Node, organiser: Browser, other: Browser) -> None:
    within(site, 'session(edition("two-materials"))')
    all_of_them = "/edit/conferences/two-materials/materials/"
    organiser.get(all_of_them)
    organiser.upload(all_of_them, MATERIAL, "a.html", b"<p>one</p>")
    [number] = re.findall(r"/materials/(\d+)/", organiser.get(all_of_them).text)
    there = f"{all_of_them}{number}/"
    first, second = organiser.get(there), other.get(there)
    organiser.post(there, {**MATERIAL, "title": "Slides of the day", "seen": _seen(first)})
    late = other.post(there, {**MATERIAL, "licence": "CC BY-SA 4.0", "seen": _seen(second)})
    assert late.status == 409
    stands = late.text.partition("What stands now")[2].partition("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", stands) == [
        ("Title", "Slides of the day"),
        ("Licence", "CC BY 4.0"),
    ]


MATERIAL = {"title": "Slides", "session": "", "language": "English", "licence": "CC BY 4.0", "link": ""}
ADDED: dict[str, dict[str, str]] = {
    "rooms": {"name": "Hall", "link": ""},
    "speakers": {"name": "Doina Invented", "organisation": "Us"},
    "budget": {"what": "Coffee", "planned": "120", "spent": "", "paid_by": "Us"},
}
TABLES = {"rooms": "conferences_room", "speakers": "conferences_speaker", "budget": "conferences_budgetline"}


@pytest.mark.parametrize("kind", ADDED)
def test_two_presses_at_once_add_one_part(site: Node, organiser: Browser, kind: str) -> None:
    within(site, f'edition("once-{kind}")')
    there = f"/edit/conferences/once-{kind}/{kind}/"
    organiser.get(there)
    answers = _at_once(lambda: organiser.post(there, ADDED[kind]))
    assert [answer.status for answer in answers] == [200] * 4, [errors(answer) for answer in answers]
    assert _count(site, TABLES[kind], f"once-{kind}") == 1
    again = organiser.post(there, ADDED[kind])
    assert "This stands here already, so nothing was added." in again.text


@pytest.mark.parametrize("in_a_room", [True, False])
def test_two_presses_at_once_add_one_session(site: Node, organiser: Browser, in_a_room: bool) -> None:
    code = f"once-session-{in_a_room}".lower()
    _session(site, code)
    there = f"/edit/conferences/{code}/programme/new/"
    room = re.findall(r'<option value="(\d+)">Hall', organiser.get(there).text)[0] if in_a_room else ""
    fields = {**SESSION, "starts_at": "2031-07-01T13:00", "ends_at": "2031-07-01T14:00", "room": room}
    answers = _at_once(lambda: organiser.post(there, fields))
    assert [answer.status for answer in answers] == [200] * 4, [errors(answer) for answer in answers]
    assert _count(site, "conferences_session", code) == 2
    beside = organiser.post(there, {**fields, "title_en": "Another, elsewhere", "room": ""})
    assert beside.status == 200, errors(beside)
    assert _count(site, "conferences_session", code) == 3


def test_two_presses_at_once_lay_one_file_and_replace_it_once(site: Node, organiser: Browser) -> None:
    within(site, 'session(edition("once-file"))')
    there = "/edit/conferences/once-file/materials/"
    organiser.get(there)
    answers = _at_once(lambda: organiser.upload(there, MATERIAL, "a.html", b"<p>first</p>"))
    assert [answer.status for answer in answers] == [200] * 4, [errors(answer) for answer in answers]
    assert _count(site, "conferences_material", "once-file") == 1
    organiser.upload(there, MATERIAL, "a.html", b"<p>other</p>")
    assert _count(site, "conferences_material", "once-file") == 2
    number = re.findall(r"/materials/(\d+)/", organiser.get(there).text)[0]
    _at_once(lambda: organiser.upload(f"{there}{number}/replace/", {"link": ""}, "b.html", b"<p>newer</p>"))
    assert _count(site, "conferences_material", "once-file") == 3
    again = organiser.upload(f"{there}{number}/replace/", {"link": ""}, "b.html", b"<p>newer</p>")
    assert "This lies there already, so nothing was replaced." in again.text


def test_of_many_who_take_one_code_at_once_one_has_it(site: Node, organiser: Browser) -> None:
    organiser.get("/edit/conferences/new/")
    answers = _at_once(lambda: organiser.post("/edit/conferences/new/", {**PARTICULARS, "code": "one-code"}))
    assert sorted(answer.status for answer in answers) == [200, 422, 422, 422]
    cloned = _at_once(
        lambda: organiser.post(
            "/edit/conferences/one-code/clone/", {"name": "x", "code": "one-clone", "first_day": "2031-08-01"}
        )
    )
    assert sorted(answer.status for answer in cloned) == [200, 422, 422, 422]
    for answer in (*answers, *cloned):
        assert answer.status == 200 or any(
            "Another conference has this code." in each for each in errors(answer)
        )


def _at_once(send: Callable[[], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(4) as pool:
        return [each.result() for each in [pool.submit(send) for _ in range(4)]]


def _count(site: Node, table: str, code: str) -> int:
    found = rows(
        site,
        f"SELECT count(*) FROM {table} t JOIN conferences_edition e ON e.id = t.edition_id WHERE e.code = %s",
        code,
    )
    return int(found[0])
