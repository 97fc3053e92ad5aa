"""Conferences and their sessions are found next to pages, in the language of the reader."""

from urllib.parse import quote

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.public.pages.words import plain
from tests.public.conferences.within import within
from tests.public.reader import Browser, rows

MADE = """
one = edition("found-one", series="Cercul clujean", name="Frontierele noastre", language="ro", place="Brașov")
EditionText.objects.create(edition=one, language="ro", name="Frontierele noastre", introduction="Despre îngrijire.")
EditionText.objects.create(edition=one, language="en", name="Our borders", introduction="On zealously sharing care.")
talk = session(one, title="Cine răspunde de minori", language="ro", about="Ateliere.")
SessionText.objects.create(session=talk, language="en", title="Who answers for minors", about="Zealotry & method.")
session(one, hours=2, title="Numai în română zăpadă", language="ro")
draft = edition("found-draft", state="draft", name="Zymurgy in secret")
EditionText.objects.create(edition=draft, language="en", name="Zymurgy in secret", introduction="")
session(draft, title="Zymurgy for beginners")
"""


@pytest.fixture(scope="module", autouse=True)
def made(site: Node) -> None:
    """One that readers see, in two languages, and a draft."""
    within(site, MADE)
    return


def found(reader: Browser, asked: str, language: str = "en") -> str:
    """What stands in the answer."""
    return reader.get(f"/{language}/search/?q={quote(asked)}").text.partition("<main")[2]


@pytest.mark.parametrize("asked, language, name", [
    ("borders", "en", "Our borders"), ("BORDER", "en", "Our borders"), ("brasov zealously", "en", "Our borders"),
    ("Brașov", "en", "Our borders"), ("clujean", "ro", "Frontierele noastre"),
    ("frontierele ingrijire", "ro", "Frontierele noastre"), ("îngrijirea", "ro", "Frontierele noastre"),
    ("frontiera", "ro", "Frontierele noastre"),  # another form of the word
])  # fmt: skip
def test_a_conference_is_found_by_its_name_place_and_text(
    reader: Browser, asked: str, language: str, name: str
) -> None:
    assert f'<a href="/{language}/conferences/found-one/">{name}</a>' in found(reader, asked, language)


@pytest.mark.parametrize("asked, language", [
    ("zealously", "ro"), ("ingrijire", "en"), ("borders zzz", "en"), ("brasov minors", "en"),
])  # fmt: skip
def test_what_it_says_in_another_language_or_in_part_finds_nothing(
    reader: Browser, asked: str, language: str
) -> None:
    assert "/conferences/found-one/" not in found(reader, asked, language)


def test_a_session_is_found_by_its_title_and_leads_into_the_programme(site: Node, reader: Browser) -> None:
    number = rows(
        site, "SELECT session_id FROM conferences_sessiontext WHERE title = 'Who answers for minors'"
    )[0]
    way = f'<a href="/en/conferences/found-one/#session-{number}">Who answers for minors</a>'
    assert way in found(reader, "minor answers")
    assert "Cine răspunde" not in found(reader, "minor answers")
    assert f'id="session-{number}"' in reader.get("/en/conferences/found-one/").text


def test_a_session_that_is_in_no_other_language_is_found_as_it_is_shown(reader: Browser) -> None:
    assert '<span lang="ro" dir="ltr">Numai în română zăpadă</span>' in found(reader, "zapada")


def test_a_draft_and_its_sessions_are_found_by_nobody(reader: Browser) -> None:
    assert "Zymurgy" not in found(reader, "zymurgy").partition("</form>")[2].replace("“zymurgy”", "")
    assert "found-draft" not in found(reader, "zymurgy")


def test_a_page_that_is_not_live_or_not_for_everybody_is_found_by_nobody(site: Node, reader: Browser) -> None:
    home = "UPDATE wagtailcore_page SET live = %s WHERE url_path = '/safeconduct/partners/'"
    assert "/en/partners/" in found(reader, "partners")
    rows(site, home, False)
    try:
        assert '<li><a href="/en/partners/"' not in found(reader, "partners")
    finally:
        rows(site, home, True)


def test_more_than_ten_of_each_are_not_listed(site: Node, reader: Browser) -> None:
    within(
        site,
        """
        for number in range(12):
            many = edition(f"found-{number}", days=number + 1, series="Xylophone circle")
            session(many, title="Xylophones")
        """,
    )
    page = found(reader, "xylophone")
    assert page.count('/">Conference found-') == 10
    assert page.count("#session-") == 10
    assert page.index("found-11/") < page.index("found-5/")


def test_a_long_question_asks_the_database_a_limited_number_of_times(reader: Browser) -> None:
    assert reader.get(f"/en/search/?q={quote(' '.join('abcdefghijklmnopqrstuvwxyz'))}").status == 200


@pytest.mark.parametrize(
    "text", ["Hotărăște ŞŢ Șț", "NIÑO Straße ÆON Œuvre Łódź", "Йордан ЁЖ", "ΑΝΘΡΩΠΟΣ Άνθρωπος", "e\u0301té"]
)
def test_the_database_makes_words_as_plain_as_the_question_is_made(site: Node, text: str) -> None:
    statement = "SELECT conferences_words(%s, '') = to_tsvector('simple', %s)"
    assert rows(site, statement, text, plain(text)) == [True]


def test_the_question_that_is_asked_uses_the_index(site: Node) -> None:
    within(
        site,
        """
        from django.db import connection, transaction
        from safeconduct.public.conferences.programme.finding import _holds
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            for model, columns in ((Edition, ("name", "series", "place")), (EditionText, ("name", "introduction")),
                                   (SessionText, ("title", "about"))):
                said = model.objects.filter(_holds("care:*", *columns)).explain()
                assert f"{model._meta.db_table}_words" in said, said
    """,
    )
