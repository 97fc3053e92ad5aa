"""The language of the pages: chosen without a script, the member's own in every browser, else the browser's guess."""

import re
from datetime import datetime
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.utils import formats, translation

from safeconduct.vocabulary.languages import TRANSLATED
from tests.conftest import ConnectAs
from tests.site.people import People, one_click

FORMAT = re.compile(r'"([DljFMYHi ,:b]{3,})"')
SIGN_IN, OWN = "/account/sign-in/", "/account/"


@pytest.fixture
def people(connect_as: ConnectAs) -> People:
    return People(connect_as("owner"))


@pytest.fixture
def ana(people: People) -> UUID:
    return people.place(people.account("ana"), people.agency())


def spoken(client: Client, path: str = SIGN_IN, accept: str = "") -> tuple[str, str]:
    """What the page says its language is, in its text and in its header."""
    answer = client.get(path, headers={"Accept-Language": accept} if accept else {})
    lang = answer.content.decode().split('<html lang="')[1].split('"')[0]
    return lang, answer.headers["Content-Language"]


def language_of(people: People, member: UUID) -> str:
    row = people.owner.execute("SELECT language FROM agencies.member WHERE id = %s", [member]).fetchone()
    assert row is not None
    return str(row[0])


# --- Before anybody is known --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("accept, wanted", [
    ("", "en"), ("ro-RO,ro;q=0.9,en;q=0.5", "ro"), ("en-GB,ro;q=0.5", "en"), ("de", "en"), ("de,ro;q=0.3", "ro"),
    ("bg-BG,bg;q=0.9,en;q=0.5", "bg"), ("fr-BE", "fr"),
    ("*", "en"),
])  # fmt: skip
def test_the_first_guess_is_what_the_browser_asks_for_and_the_node_has(accept: str, wanted: str) -> None:
    assert spoken(Client(), accept=accept) == (wanted, wanted)


@pytest.mark.django_db
def test_who_asks_for_none_that_is_here_gets_the_nodes_own() -> None:
    with override_settings(LANGUAGE_CODE="ro"):
        assert spoken(Client(), accept="de") == ("ro", "ro")
        assert spoken(Client(), accept="en") == ("en", "en")


@pytest.mark.django_db
def test_a_choice_on_the_sign_in_page_is_kept_in_the_browser() -> None:
    client = Client()
    assert b'name="language" value="ro" lang="ro"' in client.get(SIGN_IN).content
    answer = client.post("/language/", {"language": "ro", "next": SIGN_IN})
    assert (answer.status_code, answer.headers["Location"]) == (302, SIGN_IN)
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("ro", True, "Strict")
    # Not by the road of this request: a browser throws a __Host- cookie without Secure away, on localhost too.
    assert bool(cookie["secure"]) is settings.LANGUAGE_COOKIE_SECURE
    assert spoken(client, accept="en") == ("ro", "ro")


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["xx", "", "../ro", "de"])
def test_a_language_that_is_not_there_changes_nothing(wanted: str) -> None:
    client = Client()
    assert settings.LANGUAGE_COOKIE_NAME not in client.post("/language/", {"language": wanted}).cookies
    assert spoken(client) == ("en", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "foo"])
def test_nobody_is_sent_elsewhere(wanted: str) -> None:
    answer = Client().post("/language/", {"language": "ro", "next": wanted})
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_it_takes_a_form_with_its_token() -> None:
    assert Client().get("/language/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "ro"}).status_code == 403


# --- A member's own -----------------------------------------------------------------------------------------------


def test_a_members_choice_is_kept_in_the_database_and_recorded(people: People, ana: UUID) -> None:
    client = Client()
    one_click(client, people)
    with override_settings(DEMO=True):
        client.post("/language/", {"language": "ro", "next": OWN})
        assert spoken(client, OWN, accept="en") == ("ro", "ro")
    assert language_of(people, ana) == "ro"
    assert people.recorded("member:language")[0]["detail"] == {"language": "ro"}


def test_the_account_page_says_once_in_the_new_language_that_it_is_kept(people: People, ana: UUID) -> None:
    client = Client()
    one_click(client, people)
    with override_settings(DEMO=True):
        client.post("/language/", {"language": "ro", "next": "/"})
        assert "Salvat." not in client.get(OWN).content.decode()
        client.post("/language/", {"language": "ro", "next": OWN})
        assert "Salvat." in client.get(OWN).content.decode()
        assert "Salvat." not in client.get(OWN).content.decode()


def test_it_follows_the_member_into_another_browser_and_goes_before_what_that_says(
    people: People, ana: UUID
) -> None:
    people.owner.execute("UPDATE agencies.member SET language = 'ro' WHERE id = %s", [ana])
    other = Client()
    other.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert spoken(other, accept="en") == ("en", "en")
    one_click(other, people)
    with override_settings(DEMO=True):
        assert spoken(other, OWN, accept="en") == ("ro", "ro")
        assert spoken(other, "/nowhere/", accept="en") == ("ro", "ro")


def test_the_account_page_shows_what_is_chosen(people: People, ana: UUID) -> None:
    people.owner.execute("UPDATE agencies.member SET language = 'ro' WHERE id = %s", [ana])
    client = Client()
    one_click(client, people)
    with override_settings(DEMO=True):
        page = client.get(OWN).content.decode()
    assert page.count('value="ro" lang="ro" aria-pressed="true"') >= 1
    assert page.count('value="en" lang="en" aria-pressed="false"') >= 1


def test_a_language_that_is_not_there_any_more_is_no_fault(people: People, ana: UUID) -> None:
    people.owner.execute("UPDATE agencies.member SET language = 'de' WHERE id = %s", [ana])
    client = Client()
    one_click(client, people)
    with override_settings(DEMO=True):
        assert spoken(client, OWN) == ("en", "en")


# --- What a page in a translation says of itself ------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", [SIGN_IN, "/nowhere/"])
def test_a_translated_page_says_once_that_nobody_has_reviewed_it(path: str) -> None:
    client = Client()
    assert client.get(path).content.count(b'id="unreviewed"') == 0
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ro"
    page = client.get(path).content.decode()
    assert page.count('id="unreviewed"') == 1
    assert page.index("<footer") < page.index('id="unreviewed"')


@pytest.mark.parametrize("said_of, english, romanian", [
    (None, "May", "mai"), ("what a program may do", "May", "Ce poate face"),
    ("referral", "Open it again", "Deschideți-o din nou"), (None, "Open it again", "Deschideți-l din nou"),
    ("access of a program", "End it", "Încheiați-l"), (None, "End it", "Încheiați-o"),
    ("import", "Taken back", "Retras"), ("referral", "Taken back", "Retrasă"),
    ("name of a list", "Put away", "Puse deoparte"), (None, "Put away", "Puneți deoparte"),
    ("one colleague", "Invited", "Invitat"), (None, "Invited", "Invitați care nu au răspuns"),
    ("node", "Go on with it", "Continuați cu el"), (None, "Go on with it", "Continuați cu ea"),
])  # fmt: skip
def test_one_english_text_that_means_two_things_is_two_in_romanian(
    said_of: str | None, english: str, romanian: str
) -> None:
    with translation.override("ro"):
        said = translation.pgettext(said_of, english) if said_of else translation.gettext(english)
    assert said == romanian


# --- Days, months and numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language, how, wanted", [
    ("en", "D j M, H:i", "Tue 5 May, 09:05"), ("ro", "D j M, H:i", "mar, 5 mai, 09:05"),
    ("ro", "D j M Y", "mar, 5 mai 2026"), ("ro", "l j F", "marți, 5 mai"), ("ro", "H:i", "09:05"),
    ("ro", "j M Y", "5 mai 2026"), ("ro", "j F Y", "5 mai 2026"),
    ("bg", "D j M Y", "вт, 5 май 2026"), ("bg", "l j F", "вторник, 5 май"),
    ("es", "l j F Y", "martes, 5 de mayo de 2026"), ("es", "D j M, H:i", "mar, 5 may, 09:05"),
    ("fr", "l j F Y", "mardi 5 mai 2026"), ("sv", "l j F Y, H:i", "tisdag 5 maj 2026, 09:05"),
])  # fmt: skip
def test_a_day_is_written_as_the_language_does(language: str, how: str, wanted: str) -> None:
    with translation.override(language):
        assert formats.date_format(datetime(2026, 5, 5, 9, 5), how) == wanted  # noqa: DTZ001 - no zone is shown


@pytest.mark.parametrize("language", sorted(set(TRANSLATED) - {"en"}))
def test_every_format_of_our_pages_is_known_to_every_language(language: str) -> None:
    """A format of a page that is not there would be written in the English way."""
    ours = set(import_module(f"safeconduct.vocabulary.formats.{language}.formats").OURS)
    used = {
        found
        for path in Path("safeconduct").rglob("*")
        if path.suffix in (".html", ".py") and "formats" not in path.parts
        for found in FORMAT.findall(path.read_text())
    }
    assert len(used) > 5
    assert {one for one in used if re.search("[DlMF].* ", one)} - ours == set()


def test_a_number_is_written_as_the_language_does() -> None:
    for language, wanted in (("en", "0.5"), *((tag, "0,5") for tag in TRANSLATED if tag != "en")):
        with translation.override(language):
            assert formats.localize(0.5) == wanted
