"""Aliases that the product offers: plants and waters, so that nobody is named after a person or a place."""

import secrets

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in

NEW = "new"
"""What a form says of a person who has no file here yet, in place of their file."""
LONGEST_ALIAS = 40

ALIASES = (
    "Linden",
    "Rowan",
    "Juniper",
    "Harbour",
    "Meadow",
    "Willow",
    "Brook",
    "Clover",
    "Heather",
    "Maple",
    "Cedar",
    "Fern",
    "Hazel",
    "Lagoon",
    "Alder",
    "Aspen",
    "Birch",
    "Comet",
    "Delta",
    "Ember",
    "Fjord",
    "Garnet",
    "Inlet",
    "Jasper",
    "Larch",
    "Moss",
    "Nettle",
    "Olive",
    "Pebble",
    "Quartz",
    "River",
    "Sorrel",
    "Tundra",
    "Vale",
    "Wren",
    "Yarrow",
)


def offered(taken: set[str]) -> str:
    """A free alias at random; a number is added when all are taken."""
    free = [alias for alias in ALIASES if alias not in taken]
    if free:
        return secrets.choice(free)
    return f"{secrets.choice(ALIASES)} {len(taken) + 1}"


def numbered(number: int) -> str:
    """An alias for one of many, whom nobody is asked about one by one."""
    return f"{secrets.choice(ALIASES)} {number}"


def wrong_with(person: str, alias: str) -> dict[str, Words]:
    """What a form that asks into whose file something goes must correct, by its fields; {} when nothing.

    `person` is the file or `NEW`, which needs an alias; with a file nobody reads the alias.
    """
    if person != NEW:
        return {} if identifier_in(person) else {"person": _("Choose the person, or open a case.")}
    if not alias:
        return {"pseudonym": _("Enter an alias. It is not the person's name.")}
    if len(alias) > LONGEST_ALIAS:
        return {"pseudonym": _("Shorten this text to {most} characters.").format(most=LONGEST_ALIAS)}
    return {}
