"""What a proposal suggests where its file has no code: read from its name, or from its organisation that is here. Pure.

A preset stands in the form of a keeper, who confirms it; it is never kept as something that the file has said.
"""

from dataclasses import dataclass

from safeconduct.directory.bringing import said
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.tables.problems import WrongCell


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here of an organisation of the same name."""

    sector: str = ""
    professions: tuple[str, ...] = ()
    purpose: str = ""


NOBODY = Known()


def service_named(name: str) -> str:
    """The service whose label, in any language of the pages, is this name; "" where it is none."""
    try:
        return said.code(Service, name)
    except WrongCell:
        return ""
