"""How one line of something that is shown is named, so that somebody can say of this line that it is wrong.

A line has a name in its part and, where the part is kept version by version, the version in which it was read: so it
still reads when a later version has it no more. A name holds no content, only where the content stands.
"""

import re
from dataclasses import dataclass
from typing import Self

NAME = re.compile(r"([a-z0-9_./-]{1,90})@(\d{1,7})")


@dataclass(frozen=True, slots=True)
class LineName:
    """One line, by its name and version; 0 where the part has none. Its text is `name@version`."""

    name: str
    version: int = 0

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What such a text names; None for any other."""
        found = NAME.fullmatch(text)
        return cls(found[1], int(found[2])) if found else None
