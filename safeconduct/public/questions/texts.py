"""What the pages say, in the languages in which somebody has written it: one file a language, all with the same names.

They are not in the catalogues of the product: they are written for somebody who is afraid, by whoever speaks the
language, and each file says whether a second speaker has read it.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.languages import LANGUAGES

_FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Tongue:
    """The texts of a language. `checked_by` is who read them beside the writer; "" while nobody has."""

    tag: str
    checked_by: str
    texts: dict[str, str]
    reasons: dict[str, str]

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return LANGUAGES[self.tag].own

    def say(self, name: str, **values: object) -> str:
        """One text with these values in it."""
        return self.texts[name].format(**values)

    def why(self, reason: Reason) -> str:
        """Why something was not done, and what can be done instead."""
        return self.reasons[reason.code]


@cache
def tongues() -> dict[str, Tongue]:
    """All languages in which the pages speak, by their tags; English first."""
    found = sorted(_FOLDER.glob("*.toml"), key=lambda path: (path.stem != "en", path.stem))
    return {path.stem: _read(path) for path in found}


def _read(path: Path) -> Tongue:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Tongue(path.stem, said["checked_by"], said["texts"], said["reasons"])
