"""“This is wrong”: a code and a few words about a rule of law, and never about a person. Pure.

The words are searched as the note of an enquiry is (`vocabulary/scanner.py`); what stands in the rule itself is
admitted, and so are years and the numbers of acts and articles, of which law is full.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.looks_like import why_not
from safeconduct.vocabulary.scanner import Kind, Piece, normal

LONGEST = 300
_YEAR, _ACT = r"(?:19|20)\d\d", r"[1-9]\d{0,3}[/:][1-9]\d{0,3}"
_ONE = re.compile(rf"(?:{_ACT}|[1-9]\d{{0,3}})[a-z]{{0,2}}(?:\(\d{{1,2}}\)?)*", re.IGNORECASE)
_SOME = re.compile(rf"(?=.*(?:{_YEAR}))(?:{_YEAR}|{_ACT}|\d{{1,2}})(?:\s(?:{_YEAR}|{_ACT}|\d{{1,2}})){{1,2}}")
_ARTICLE = re.compile(r"(?:\bart(?:icles?|\.)?|§)\s?$", re.IGNORECASE)
"""A year, the number of an act (678/2001) or of an article; up to three side by side, where one is a year. A telephone
or a document has more digits, or begins with a nought."""


class Wrong(StrEnum):
    """What somebody says is wrong."""

    CHANGED = "law_changed"
    NOT_SO = "not_what_it_says"
    SOURCE = "source_gone"
    UNCLEAR = "not_understood"
    ELSE = "something_else"

    @classmethod
    def labels(cls) -> Mapping["Wrong", Words]:
        """What can be chosen."""
        return {
            cls.CHANGED: _("The law has changed"),
            cls.NOT_SO: _("The law does not say this"),
            cls.SOURCE: _("The source is gone, or is another one"),
            cls.UNCLEAR: _("It cannot be understood"),
            cls.ELSE: _("Something else"),
        }


OF_A_READER = _("A reader of the public site")
CHOOSE = _("Choose what comes closest.")
TOO_LONG = _("Write at most 300 characters.")
NO_WORDS = _("Write in a few words what is wrong.")
NO_ANSWER = _("Write an answer.")


def said_of(code: str) -> Words:
    """A code in words; the code itself where this release knows none."""
    return Wrong.labels()[Wrong(code)] if code in set(Wrong) else code


def remark_of(code: str, words: str, rule: Rule) -> tuple[Wrong, str]:
    """What may be said of a rule. Raises BadInput by the names of the fields."""
    errors: dict[str, Words] = {}
    if code not in set(Wrong):
        errors["code"] = CHOOSE
    said = normal(words).strip()
    if fault := _wrong(said, rule):
        errors["words"] = fault
    elif not said and code == Wrong.ELSE:
        errors["words"] = NO_WORDS
    if errors:
        raise BadInput(errors)
    return Wrong(code), said


def answer_of(words: str, rule: Rule) -> str:
    """What may be answered. Raises BadInput."""
    said = normal(words).strip()
    if fault := (_wrong(said, rule) if said else NO_ANSWER):
        raise BadInput({"words": fault})
    return said


def words_of_reader(text: str, rule: Rule) -> str:
    """What is kept of the words of a reader of the public site; nothing where a person may be in them."""
    said = normal(text).strip()
    return "" if _person_in(said, rule) else said


def _wrong(said: str, rule: Rule) -> Words:
    return TOO_LONG if len(said) > LONGEST else _person_in(said, rule)


def _person_in(said: str, rule: Rule) -> Words:
    own = _own_text(rule)

    def is_admitted(piece: Piece) -> bool:
        if piece.kind is Kind.NUMBER and (_ONE.fullmatch(piece.text) or _SOME.fullmatch(piece.text)):
            return True
        if piece.kind is Kind.DATE and _ARTICLE.search(said[: piece.start]):
            return True
        return re.search(rf"(?<!\w){re.escape(piece.text)}(?!\w)", own) is not None

    return why_not(said, is_admitted=is_admitted)


def _own_text(rule: Rule) -> str:
    cited = [piece for source in rule.sources for piece in (*source.cites, source.limits)]
    return "\n".join([rule.id, rule.instrument, rule.article, rule.says, rule.note, *cited])
