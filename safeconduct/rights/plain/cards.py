"""Cards of rights for the person, country by country, as the public site is handed them. Pure.

A card comes from one rule that may stand beside a person, and from nowhere else. Where the country's own pack knows no
rule about a right, the rule of a layer that binds the country stands there and says that it is one.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from safeconduct.rights.codes import Right
from safeconduct.rights.plain.words import Spoken, mark_of
from safeconduct.rights.rule import Book, Pack, Rule
from safeconduct.vocabulary.cards_of_rights import FORMAT

ORDER = (
    Right.SUPPORT, Right.REFLECTION_PERIOD, Right.LEGAL_AID, Right.INTERPRETATION, Right.INFORMATION, Right.CHILD,
    Right.PROTECTION, Right.RESIDENCE, Right.COMPENSATION, Right.NON_PUNISHMENT, Right.IDENTIFICATION,
)  # fmt: skip
"""What somebody asks first stands first; what police and prosecutors decide stands last."""


def document(
    book: Book, words: Mapping[str, Spoken], countries: Iterable[str], *, today: date
) -> dict[str, Any]:
    """The whole file; `countries` are those of the node."""
    return {
        "format": FORMAT,
        "as_of": today.isoformat(),
        "reviewed": {tag: said.reviewed_on for tag, said in words.items()},
        "countries": [_country(book, words, code, today) for code in countries],
    }


def _country(book: Book, words: Mapping[str, Spoken], code: str, today: date) -> dict[str, Any]:
    layers = book.layers(code)
    has_pack = code in book.countries
    cards, unknown = [], []
    for right in ORDER:
        own = _shown(layers[0], right, today) if has_pack else []
        rules = own or _of_layers(layers[1:] if has_pack else [], words, right, today)
        cards += [_card(rule, words) for rule in rules]
        unknown += [] if own else [right.value]
    return {"code": code, "has_pack": has_pack, "cards": cards, "unknown": unknown}


def _shown(pack: Pack, right: Right, today: date) -> list[Rule]:
    return [rule for rule in pack.rules if rule.right is right and rule.is_shown and rule.is_valid(today)]


def _of_layers(layers: Iterable[Pack], words: Mapping[str, Spoken], right: Right, today: date) -> list[Rule]:
    """Of the first layer that has some: those that were put into plain words; the others are for professionals."""
    for pack in layers:
        found = [rule for rule in _shown(pack, right, today) if _in_words(rule, words)]
        if found:
            return found
    return []


def _card(rule: Rule, words: Mapping[str, Spoken]) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "right": rule.right.value,
        "layer": rule.jurisdiction,
        "law": f"{rule.instrument}, {rule.article}" if rule.article else rule.instrument,
        "says": rule.says,
        "confidence": rule.confidence.value,
        "read_on": rule.source_read_on.isoformat() if rule.source_read_on else "",
        "checked_on": rule.checked_on.isoformat() if rule.checked_on else "",
        "words": _in_words(rule, words),
    }


def _in_words(rule: Rule, words: Mapping[str, Spoken]) -> dict[str, dict[str, str]]:
    """In each language that has words for this very content of the rule."""
    mark = mark_of(rule)
    return {
        tag: dict(said.rules[rule.id].parts)
        for tag, said in words.items()
        if rule.id in said.rules and said.rules[rule.id].mark == mark
    }
