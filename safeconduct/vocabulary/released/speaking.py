"""A released edition in another language: its tables, dimensions and known codes as they are called there.

What was signed stays as it is. A word of it is said in another language only where its English is what this code is
called here: of any other word nobody knows whether it means the same, and it is shown as it was signed.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import override

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels.editions import DIMENSIONS, TABLES, known
from safeconduct.vocabulary.languages import TRANSLATED
from safeconduct.vocabulary.released.tables import ENGLISH, Dimension, Edition, Texts


def spoken(edition: Edition, language: str) -> Edition:
    """The edition with what is known in this language beside what it says itself, which comes first."""
    if language == ENGLISH or language not in TRANSLATED:
        return edition
    named = titles({each.code: each.title for each in edition.tables}, language)
    tables = tuple(replace(each, title=named[each.code]) for each in edition.tables)
    return replace(edition, dimensions=dimensions(edition.dimensions, language), tables=tables)


def titles(of: Mapping[str, Texts], language: str) -> dict[str, Texts]:
    """Titles by the code of their table."""
    return _said(of, TABLES, language)


def dimensions(of: Mapping[str, Dimension], language: str) -> dict[str, Dimension]:
    """Dimensions by their names, with their codes."""
    labels = _said({name: each.label for name, each in of.items()}, DIMENSIONS, language)
    return {
        name: replace(each, label=labels[name], codes=_said(each.codes, _codes(name, each), language))
        for name, each in of.items()
    }


def _codes(name: str, of: Dimension) -> dict[str, Words]:
    return {code: words for code in of.codes if (words := known(name, code)) is not None}


def _said(texts: Mapping[str, Texts], words: Mapping[str, Words], language: str) -> dict[str, Texts]:
    """Each text with its translation, where its English is that of the words under the same key."""
    with override(ENGLISH):
        same = [key for key, text in texts.items() if key in words and str(words[key]) == text[ENGLISH]]
    with override(language):
        return {**texts, **{key: {language: str(words[key]), **texts[key]} for key in same}}
