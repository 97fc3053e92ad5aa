"""Questions without a name on a running node: fetched by its worker, opened by the team, answered, put into a file.

The test plays the public site, by the site's own sealing: what it lays is what the site lays.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from safeconduct.public.questions.sealing import Reply, seal
from safeconduct.vocabulary.letters import code as codes
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.letters.desks import Open, open_in
from tests.nodes.town import Town, until

WORDS = "acorn amber zebra yellow amber acorn"
TEXT = "They keep my passport. <b>Planted-Marker-9</b>\nCan I leave?"
LETTERS = "SELECT count(*) FROM referrals.letter WHERE thread_id = %s"


class PublicSite:
    """The site of node ro as its node meets it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.folder: Path = town.node("ro").home / "public"
        self.thread = uuid4()
        code = codes.read(WORDS)
        assert code is not None
        self.reply = Reply(codes.derived(code, "ro").seeds)
        self.answers: list[form.Sealed] = []

    def opened(self) -> Open | None:
        """Who answers, as the node says it."""
        path = self.folder / form.OPEN
        return open_in(path.read_bytes()) if path.exists() else None

    def lays(
        self, text: str, known: Open, desk: UUID, *, half: bytes = b"", pk: UUID | None = None
    ) -> form.Sealed:
        """Seal a question and lay it for the node; `half` is another one than that of the code."""
        info = form.info(form.Kind.QUESTION, self.thread)
        packed = form.Letter(form.Kind.QUESTION, text, "uk", half or self.reply.half).packed()
        sealed = seal(packed, known.half, info)
        letter = form.Sealed(pk or uuid4(), self.thread, sealed, desk, self.reply.mark, known.key)
        self.lays_file(form.Carried((letter,)))
        return letter

    def lays_file(self, carried: form.Carried) -> None:
        """Whole, as the site does."""
        half = self.folder / "half"
        half.write_text(carried.text())
        half.replace(self.folder / form.TO_NODE)

    def told(self) -> form.Carried:
        """What the node has laid for us."""
        path = self.folder / form.TO_SITE
        return form.carried_in(path.read_bytes()) if path.exists() else form.Carried()

    def read(self) -> list[form.Letter]:
        """The answers, opened by the code."""
        info = form.info(form.Kind.ANSWER, self.thread)
        return [form.unpacked(self.reply.open(each.sealed, info)) for each in self.told().letters]


@pytest.fixture
def public_site(town: Town) -> Iterator[PublicSite]:
    made = PublicSite(town)
    made.folder.mkdir(exist_ok=True)
    yield made
    for name in (form.OPEN, form.TO_NODE, form.TO_SITE):
        (made.folder / name).unlink(missing_ok=True)
    town.ask("ro", "DELETE FROM referrals.letter")
    town.ask("ro", "DELETE FROM referrals.letter_thread")
    town.ask("ro", "DELETE FROM referrals.letter_desk")


def open_desk(town: Town, public_site: PublicSite) -> tuple[Open, UUID]:
    """The administrator of Casa Salcia says that its team answers."""
    andrei, agency = town.hands("Andrei Oprea"), UUID(town.agency("Casa Salcia")["id"])
    page = andrei.see("/letters/desk/")
    (team,) = town.agency("Casa Salcia")["teams"]
    saved = andrei.browser.submit(page, "", is_open="yes", team=team["id"], days="2")
    assert "The public site says it" in saved.text
    until("the site is told", lambda: (known := public_site.opened()) is not None and bool(known.desks))
    known = public_site.opened()
    assert known is not None
    return known, agency


def fetched(town: Town, public_site: PublicSite) -> tuple[Open, UUID]:
    """A question that was asked and is at the node; the site's key and desks, and the agency that answers."""
    known, agency = open_desk(town, public_site)
    letter = public_site.lays(TEXT, known, agency)
    until("it was fetched", lambda: letter.id in public_site.told().arrived)
    return known, agency


def test_a_question_reaches_the_team_is_answered_and_goes_into_a_file_by_the_code(
    town: Town, public_site: PublicSite
) -> None:
    known, agency = fetched(town, public_site)
    ana, page = town.hands("Ana Pop"), f"/letters/{public_site.thread}/"
    assert "Somebody asked your team" in ana.see("/").text
    read = ana.see(page)
    assert "&lt;b&gt;Planted-Marker-9&lt;/b&gt;" in read.html
    assert "The page was read in: Ukrainian" in read.text
    long = ana.browser.submit(read, "", text="x" * 3001, language="uk")
    assert long.status == 409
    assert "longer than 3,000" in long.text
    assert "x" * 3001 in long.html
    unsaid = ana.browser.submit(ana.see(page), "", text="Nobody may keep it.")
    assert unsaid.status == 422
    assert "Choose the language in which it is written." in unsaid.text
    assert "Nobody may keep it." in unsaid.html, "what was typed stays"
    sent = ana.browser.submit(ana.see(page), "", text="Nobody may keep it.\nCall us.", language="uk")
    assert "Sealed." in sent.text
    assert "Somebody asked your team" not in ana.see("/").text
    until("the answer left", lambda: bool(public_site.told().letters))
    (answer,) = public_site.read()
    assert (answer.text, answer.language, answer.number) == ("Nobody may keep it.\nCall us.", "uk", 1)
    taken = tuple(each.id for each in public_site.told().letters)
    public_site.lays_file(form.Carried(arrived=taken))
    until("it is kept for the team alone", lambda: not public_site.told().letters)

    told = ana.see("/letters/code/")
    wrong = ana.browser.submit(told, "", words="acorn amber zebra", person="new", pseudonym="Reed")
    assert "No conversation of your team has this code" in wrong.text
    file = ana.browser.submit(
        ana.see("/letters/code/"), "", words=WORDS.upper(), person="new", pseudonym="Reed"
    )
    assert re.fullmatch(r"/people/[0-9a-f-]{36}/", file.path)
    assert "Planted-Marker-9" in file.text
    assert "Nobody may keep it." in file.text

    again = ana.browser.submit(ana.see("/letters/code/"), "", words=WORDS, person="new", pseudonym="Reed 2")
    assert "stands in a file already" in again.text
    assert re.search(rf'value="{file.path.split("/")[2]}"[^>]*checked', again.html), "the file is chosen"
    same = ana.browser.submit(again, "", words=WORDS)
    assert "Nothing was added" in same.text
    second = public_site.lays("Second-Letter-2", known, agency)
    until("it was fetched", lambda: second.id in public_site.told().arrived)
    in_order(ana.see(page).text)
    added = ana.browser.submit(again, "", words=WORDS)
    assert added.path == file.path
    in_order(added.text)
    assert added.text.count("Planted-Marker-9") == file.text.count("Planted-Marker-9")
    filed = town.ask("ro", "SELECT t::text FROM referrals.letter_thread t")
    case = UUID(file.path.split("/")[2])
    assert not any(each in str(filed) for each in (str(case), case.hex)), "the row names no file"


def in_order(text: str) -> None:
    """The second question stands behind the answer to which it replies."""
    places = [text.index(each) for each in ("Planted-Marker-9", "Nobody may keep it.", "Second-Letter-2")]
    assert places == sorted(places)


def test_nobody_of_another_team_or_agency_reads_it_and_nothing_of_it_lies_open(
    town: Town, public_site: PublicSite
) -> None:
    fetched(town, public_site)
    page = f"/letters/{public_site.thread}/"
    assert town.hands("Ana Pop").see(page).status == 200
    for name in ("Radu Ene", "Andrei Oprea"):
        assert "Planted-Marker-9" not in town.hands(name).see(page).text
    assert str(public_site.thread) not in town.hands("Radu Ene").see("/letters/").html
    rows = town.ask("ro", "SELECT t::text FROM referrals.letter t")
    rows += town.ask("ro", "SELECT t::text FROM referrals.letter_thread t")
    rows += town.ask("ro", "SELECT r::text FROM audit.record r WHERE r.action LIKE 'letter%%'")
    kept = "\n".join(row[0] for row in rows)
    assert public_site.thread.hex[:8] in kept
    assert "Planted-Marker-9" not in kept
    assert b"Planted-Marker-9".hex() not in kept


def test_what_the_person_deletes_goes_here_too_and_what_is_no_letter_stops_nothing(
    town: Town, public_site: PublicSite
) -> None:
    fetched(town, public_site)
    (public_site.folder / form.TO_NODE).write_text('{"v": 1, "letters": [{"id": "x"}]}')
    until("nothing is taken", lambda: not public_site.told().arrived)
    public_site.lays_file(form.Carried(ended=(public_site.thread,)))
    until("it is over", lambda: public_site.thread in public_site.told().arrived)
    kept = "SELECT count(*) FROM referrals.letter_thread WHERE id = %s"
    assert town.value("ro", kept, public_site.thread) == 0
    assert town.value("ro", LETTERS, public_site.thread) == 0


def test_an_answer_to_what_the_person_deleted_meanwhile_goes_nowhere_and_its_writer_is_told(
    town: Town, public_site: PublicSite
) -> None:
    fetched(town, public_site)
    ana = town.hands("Ana Pop")
    read = ana.see(f"/letters/{public_site.thread}/")
    public_site.lays_file(form.Carried(ended=(public_site.thread,)))
    until("it is over", lambda: public_site.thread in public_site.told().arrived)
    told = ana.browser.submit(read, "", text="Call us.", language="uk")
    assert "the person has deleted it" in told.text
    assert "Nothing was sent" in told.text
    assert ana.see(f"/letters/{public_site.thread}/").status == 404
    assert town.value("ro", LETTERS, public_site.thread) == 0
    assert public_site.told().letters == ()


def test_whoever_takes_over_the_site_later_lays_no_question_of_theirs_and_gets_no_answer(
    town: Town, public_site: PublicSite
) -> None:
    known, agency = fetched(town, public_site)
    code = codes.read("zebra acorn amber acorn yellow amber")
    assert code is not None
    theirs = Reply(codes.derived(code, "ro").seeds)
    forged = public_site.lays("Which address?", known, agency, half=theirs.half, pk=UUID(int=1))
    until("this one too", lambda: forged.id in public_site.told().arrived)
    ana, page = town.hands("Ana Pop"), f"/letters/{public_site.thread}/"
    read = ana.see(page)
    assert "Planted-Marker-9" in read.text
    assert "Which address?" not in read.text
    assert "it was changed on its way" in read.text
    assert "Sealed." in ana.browser.submit(read, "", text="Come on Monday.", language="uk").text
    until("the answer left", lambda: bool(public_site.told().letters))
    assert [each.text for each in public_site.read()] == ["Come on Monday."]
