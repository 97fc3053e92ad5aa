"""A class that has rules of its own in one file of the style sheet is not used for something else in another."""

import re
from collections import defaultdict

from safeconduct.commands.places import REPOSITORY

PARTS = sorted((REPOSITORY / "safeconduct" / "site" / "scss").glob("_*.scss"))
EVERYWHERE = {"_forced.scss", "_paper.scss"}
"""What these say of a class is the same thing on another medium."""

MEANT = {"banner", "glyph", "menu", "questions", "ring", "tag", "when", "with-side"}
"""One thing each, which stands in several places and is fitted in there."""


def test_no_two_things_share_the_name_of_a_class() -> None:
    owners, users = defaultdict(set), defaultdict(set)
    for part in PARTS:
        depth = 0
        for line in part.read_text().splitlines():
            code = line.split("//")[0].rstrip()
            if depth == 0 and (own := re.fullmatch(r"\.([\w-]+) \{", code)):
                owners[own[1]].add(part.name)
            if code.endswith(("{", ",")):
                for name in re.findall(r"\.([a-zA-Z][\w-]+)", code):
                    users[name].add(part.name)
            depth += code.count("{") - code.count("}")
    shared = {name for name in owners if users[name] - owners[name] - EVERYWHERE}
    assert len(owners) > 50
    assert shared == MEANT
