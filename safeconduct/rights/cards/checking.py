"""Step cards held against the rules, the pages and the forms that they name. Pure."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from safeconduct.rights.cards.card import MOST_WORDS, Card, Deck, Read
from safeconduct.rights.cards.places import PLACES
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.codes import Confidence

SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
LEADS_ELSEWHERE = frozenset({"of", "court"})
"""What stands in addresses of other pages."""


def faults(
    deck: Deck, book: Book, *, pages: Collection[str], forms: Collection[str], today: date
) -> list[str]:
    """What is wrong with the cards, each in a sentence that says what to mend.

    `pages` are the names of all addresses, `forms` those of the blank forms.
    """
    ids = {rule.id for rule in book.rules}
    found = list(_of_slugs(deck))
    for name, place in PLACES.items():
        if place.page not in pages:
            found.append(f"{name}: there is no page {place.page}. Correct rights/cards/places.py.")
    for card in deck.cards:
        found += [f"card {card.slug}: {said}" for said in _of_card(card, ids, forms, today)]
    for topic in deck.topics:
        for sentence in topic.sentences:
            found += [f"sheet, {topic.slug}: {said}" for said in _of_rules(sentence.rules, ids)]
            found += [f"sheet, {topic.slug}: {said}" for said in _of_sources(sentence.sources, today)]
    return found


def _of_slugs(deck: Deck) -> Iterator[str]:
    slugs = [card.slug for card in deck.cards]
    for slug in sorted(set(slugs)):
        if slugs.count(slug) > 1:
            yield f"card {slug}: two cards have this name. Rename one."
        if not SLUG.fullmatch(slug) or slug in LEADS_ELSEWHERE:
            yield f"card {slug}: this cannot stand in an address. Use small letters and hyphens."


def _of_card(card: Card, ids: Collection[str], forms: Collection[str], today: date) -> Iterator[str]:
    if card.words > MOST_WORDS:
        yield f"it has {card.words} words, and {MOST_WORDS} fit on a telephone. Shorten it."
    if card.place not in PLACES:
        yield f"there is no place {card.place}. Take one of {', '.join(PLACES)}."
    if card.form and card.form not in forms:
        yield f"there is no blank form {card.form}. Take one of {', '.join(sorted(forms))}."
    yield from _of_rules(card.rules, ids)
    yield from _of_sources(card.sources, today)


def _of_rules(rules: Collection[str], ids: Collection[str]) -> Iterator[str]:
    for name in rules:
        if name not in ids:
            yield f"it names {name}, which is in no pack. Correct the name, or take it out."


def _of_sources(sources: Collection[Read], today: date) -> Iterator[str]:
    for source in sources:
        if source.read_on > today:
            yield f"{source.key} was read on a day to come. Enter the day on which it was read."
        if source.confidence is Confidence.UNCERTAIN:
            yield f"{source.key} is uncertain, and nothing is built on that. Find another source."
