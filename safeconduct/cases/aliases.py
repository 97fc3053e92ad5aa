"""Aliases that the product offers: plants and waters, so that nobody is named after a person or a place."""

import secrets

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
