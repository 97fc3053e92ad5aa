"""What a person wishes, and whom they do not want, asked for on the page of a search and in a round."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.directory.shelf import Shelf
from tests.directory.test_finding_page import found, names, reader

__all__ = ["reader"]


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def shelves(shelf: Shelf) -> None:
    shelf.service("Casa Tei", spoken=["uk"], takes=["women"])
    shelf.service("Casa Nuc")
    shelf.service("Casa Fag", country="BG")


@pytest.mark.parametrize("typed", ["Casa Fag", "casa  FAG", "Kasa Fag; Nobody at all"])
def test_what_the_person_wishes_stands_first_whatever_else_fits_better(
    reader: Client, shelf: Shelf, typed: str
) -> None:
    shelves(shelf)
    asked = {"need": "housing", "language": "", "takes": "women"}
    assert names(found(reader, **asked))[0] == "Casa Tei"
    page = found(reader, **asked, wish=typed)
    assert names(page)[0] == "Casa Fag"
    assert "<li>the person wishes it</li>" in page


def test_what_the_person_does_not_want_is_nowhere_and_no_way_lifts_it(reader: Client, shelf: Shelf) -> None:
    shelves(shelf)
    asked = {"need": "housing", "country": "RO", "keep_out": "casa tei"}
    assert names(found(reader, **asked)) == ["Casa Nuc"]
    assert names(found(reader, **asked, wish="Casa Tei")) == ["Casa Nuc"], "a wish does not lift it either"
    page = found(reader, **asked, takes="women", children="yes", age="12_15")
    assert "Casa Tei" not in words(page).partition("No service fits")[2]
    assert "keep_out=&" not in page
    assert "Without “The person does not want this agency”" not in page
    assert "It is counted that nothing was found" not in page, "for others it may be there"
    assert "It was counted that it is missing" not in page


def test_a_name_that_nobody_has_is_said_and_nothing_is_guessed(reader: Client, shelf: Shelf) -> None:
    shelves(shelf)
    page = words(found(reader, need="housing", wish="Qwertzu", keep_out="Asdfghj"))
    assert "No service or agency here is called “Qwertzu”." in page
    assert "No service or agency here is called “Asdfghj”. Nobody was left out." in page


def test_where_the_wish_does_not_fit_the_page_says_why(reader: Client, shelf: Shelf) -> None:
    shelves(shelf)
    page = words(found(reader, need="housing", country="RO", wish="Casa Fag"))
    assert "What the person wishes does not fit" in page
    assert "It is in another country." in page
    gone = words(found(reader, need="housing", country="SE", wish="Casa Fag"))
    assert gone.count("Casa Fag, BG") == 1, "not among the nearest a second time"


def test_a_round_asks_the_wish_first_leaves_out_whom_they_do_not_want_and_keeps_neither(
    reader: Client, shelf: Shelf
) -> None:
    shelves(shelf)
    said = urlencode({"need": "housing", "wish": "Casa Fag", "keep_out": "Casa Nuc"})
    page = reader.get(f"/enquiries/ask/five/?{said}").content.decode()
    offered = re.findall(r'for="to-[0-9a-f-]{36}"><strong>[^<]+</strong>: [^,]+, ([^,]+),', page)
    assert offered == ["Casa Fag", "Casa Tei"]


def test_a_round_keeps_no_name_that_was_typed() -> None:
    from django.http import QueryDict

    from safeconduct.directory.finding.search_form import asked
    from safeconduct.referrals.rounds.choosing import kept

    search = asked(QueryDict("need=housing&q=casa&wish=Casa+Fag&keep_out=Casa+Nuc&takes=women"))
    assert kept(search) == "need=housing&takes=women"
