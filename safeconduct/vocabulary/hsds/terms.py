"""The code lists that travel in HSDS: one taxonomy for each, one term for each code, in English and by our own words.

What the standard has no field for stands in lists whose name begins with `sc:`. Source: HSDS 3.1, taxonomy and
taxonomy_term; which lists there are is this project's choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from safeconduct.vocabulary.codes import Confidence, Need, Service
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.hsds.ids import taxonomy_id, term_id
from safeconduct.vocabulary.labels import label

LOCATION, PAPERS, TAKES, INTAKE = "sc:location", "sc:papers", "sc:takes", "sc:intake"
AUDIENCE, CROSS_BORDER, CAPACITY = "sc:audience", "sc:cross_border", "sc:capacity_word"
SERVICE, NEED, CONFIDENCE = "service", "need", "source_confidence"
CONFIDENTIAL = "confidential"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A code list with the words for each code."""

    name: str
    description: str
    words: Mapping[str, Words]


def _labels(codes: type[StrEnum]) -> dict[str, Words]:
    return {code.value: label(code) for code in codes}


SCHEMES: dict[str, Scheme] = {
    SERVICE: Scheme("Service", "What can be asked of a service.", _labels(Service)),
    NEED: Scheme("Need", "Needs that a service answers to.", _labels(Need)),
    LOCATION: Scheme(
        "Location", "Whether its address is shown.",
        {
            CONFIDENTIAL: _("The address is not shown"),
            "public_office": _("An office that anybody may find"),
            "remote": _("They come to the person, or help by telephone or online"),
        },
    ),
    PAPERS: Scheme(
        "Papers", "Whether papers are needed.",
        {
            "not_required": _("No papers are needed"),
            "required": _("Papers are needed"),
            "ask": _("Ask whether papers are needed"),
        },
    ),
    TAKES: Scheme(
        "Takes", "Whom the service says that it takes.",
        {
            "women": _("Takes women"),
            "men": _("Takes men"),
            "trans_and_nonbinary": _("Takes trans and non-binary people"),
            "children": _("Takes children"),
            "with_children": _("Takes people with children"),
            "wheelchair": _("There is a way in without steps"),
        },
    ),
    INTAKE: Scheme(
        "Intake", "How soon somebody can come.",
        {
            "emergency_24h": _("In an emergency, day and night"),
            "emergency_hours": _("In an emergency, in its hours"),
            "planned_only": _("By appointment only"),
        },
    ),
    AUDIENCE: Scheme("Audience", "For whom the entry is.", _labels(Audience)),
    CROSS_BORDER: Scheme(
        "Across borders", "What it does across borders.",
        {"receives_from_abroad": _("Takes people who come from another country")},
    ),
    CAPACITY: Scheme(
        "Capacity in words", "Whether there is room, as the service said within the last seven days.",
        {
            "free": _("There is room"),
            "few": _("A few places are free"),
            "full": _("Full"),
            "ask": _("Ask whether there is room"),
        },
    ),
    CONFIDENCE: Scheme("Confidence", "How sure it is that the entry is right.", _labels(Confidence)),
}  # fmt: skip
"""Every list that is given out, by its name."""

CODE_OF: dict[str, tuple[str, str]] = {
    term_id(scheme, code): (scheme, code) for scheme, said in SCHEMES.items() for code in said.words
}
"""Scheme and code of a term's id."""
SCHEME_OF: dict[str, str] = {taxonomy_id(scheme): scheme for scheme in SCHEMES}
"""Scheme of a taxonomy's id."""


def in_english(words: Words) -> str:
    """How it is written in English, whatever language is spoken now."""
    with override("en"):
        return str(words)


@cache
def taxonomy(scheme: str) -> dict[str, Any]:
    """A list as HSDS has it; do not change what is returned."""
    said = SCHEMES[scheme]
    return {
        "id": taxonomy_id(scheme),
        "name": scheme,
        "description": f"{said.name}: {said.description}",
        "version": VERSION,
    }


@cache
def term(scheme: str, code: str) -> dict[str, Any]:
    """A code as HSDS has it, with its list; do not change what is returned. Raises KeyError for a code of no list."""
    words = in_english(SCHEMES[scheme].words[code])
    return {
        "id": term_id(scheme, code),
        "code": code,
        "name": words,
        "description": words,
        "taxonomy": scheme,
        "taxonomy_detail": taxonomy(scheme),
        "language": "en",
    }


def all_taxonomies() -> list[dict[str, Any]]:
    """Every list."""
    return [taxonomy(scheme) for scheme in SCHEMES]


def all_terms() -> list[dict[str, Any]]:
    """Every code of every list."""
    return [term(scheme, code) for scheme, said in SCHEMES.items() for code in said.words]
