"""What was signed here stands on the step cards and on the sheet for courts, and the release stands beside it."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.rights import reading
from safeconduct.rights.cards import pages
from safeconduct.rights.cards.card import Deck
from safeconduct.rights.cards.sheets import court_sheet
from safeconduct.rights.editing import standing
from safeconduct.rights.rule import Book, Rule
from safeconduct.vocabulary.typesetting.sheet import Sheet
from tests.rights.editing.desk import RULE, Desk, Someone, fields, words
from tests.rights.editing.test_pages import NEW, ana, desk, editor, lawyer, sign

__all__ = ["ana", "desk", "editor", "lawyer"]

pytestmark = pytest.mark.django_db(transaction=True)


def today() -> str:
    day = timezone.localdate()
    return f"{day:%a} {day.day} {day:%b %Y}"


def test_a_card_holds_the_signed_rule_and_says_to_members_who_checked_it(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone
) -> None:
    card = "/cards/time-to-reflect/"
    before = words(ana.see(card))
    assert NEW not in before
    assert "(RO-RP-01). From a source that was read. Not verified." in before
    sign(lawyer, desk.proposed(editor, says=NEW, n="120"))
    after = words(ana.see(card))
    assert NEW in after
    assert f"Checked on {today()} by luca, House of luca." in after


def test_the_public_sheet_says_the_day_of_a_check_and_no_name(
    desk: Desk, editor: Someone, lawyer: Someone
) -> None:
    rule = "BG-ASSESS-01"
    desk.owner.execute("UPDATE agencies.member_capacity SET scope = 'BG'")
    before = words(Client().get("/in-court/?country=BG").content.decode())
    assert "(BG-ASSESS-01)" in before
    sign(lawyer, desk.proposed(editor, rule, says="A signed sentence."))
    page = words(Client().get("/in-court/?country=BG").content.decode())
    assert "A signed sentence." in page
    assert f"Checked on {today()} by a lawyer named for it on this node." in page
    assert "luca" not in page
    assert "Not verified." in page, "all the others"


def test_the_sheet_is_made_once_until_something_is_signed(
    desk: Desk, editor: Someone, lawyer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def sheet(deck: Deck, stands: Book, language: str, *more: Any) -> Sheet:
        made.append(language)
        return court_sheet(deck, stands, language, *more)

    monkeypatch.setattr(pages, "court_sheet", sheet)
    for _ in range(3):
        assert Client().get("/in-court/").status_code == 200
    assert len(made) == 1
    sign(lawyer, desk.proposed(editor, says=NEW, n="120"))
    assert Client().get("/in-court/").status_code == 200
    assert len(made) == 2


def release(monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    """The next release says something else of the rule."""
    before = reading.book()

    def other(rule: Rule) -> Rule:
        return replace(rule, says=says) if rule.id == RULE else rule

    pack = before.packs["RO"]
    new = Book({**before.packs, "RO": replace(pack, rules=tuple(map(other, pack.rules)))})
    monkeypatch.setattr(reading, "book", lambda: new)
    monkeypatch.setattr(standing, "_kept", type(standing._kept)())


def test_where_the_release_says_otherwise_both_stand_side_by_side(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/rights/rules/{RULE}/"
    assert "side by side" not in words(ana.see(page))
    sign(lawyer, desk.proposed(editor, says=NEW, n="120"))
    said = words(ana.see(page))
    assert "Signed here, and not as in the release" in said
    assert "How long: the number In the release 90 Signed here 120" in said
    assert RULE in words(ana.see("/rights/rules/?country=RO&show=differs"))
    release(monkeypatch, "A sentence of the next release.")
    said = words(ana.see(page))
    assert "The release has changed since it was signed here" in said
    assert f"In the release A sentence of the next release. Signed here {NEW}" in said
    to_do = "/rights/rules/?country=RO&show=to_do"
    assert "The release has changed" in words(editor.see(to_do))
    compared = f"{page}compared/"
    other = desk.somebody("lea", "lawyer", keeps="checks")
    shown = other.see(compared)
    assert "A sentence of the next release." in words(shown)
    other.send(compared, read=fields(shown)["read"], on=timezone.localdate().isoformat())
    assert "Signed here, and not as in the release" in words(ana.see(page)), "somebody has read both"
    assert "The release has changed" not in words(editor.see(to_do))


def test_a_release_that_says_what_was_signed_differs_no_more(
    desk: Desk, editor: Someone, lawyer: Someone, ana: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(lawyer, desk.proposed(editor, says=NEW))
    release(monkeypatch, NEW)
    assert "side by side" not in words(ana.see(f"/rights/rules/{RULE}/"))
