"""The easy-to-read pages: a picture and one idea in a line. Pure.

They say less than the other pages and nothing else; a card of rights keeps its own words, a sentence in a line.
"""

import re
import tomllib
from functools import cache
from typing import Any

from safeconduct.public.helping import pseudo
from safeconduct.public.helping.languages import FOLDER, SOURCE, TEN, Text

PAGES = ("start", "questions", "asking", "unnamed", "telephone", "near")
FORMS = ("writing", "code", "reading")
"""Beside the forms of the room in which one asks without a name; nothing there is read aloud."""
PICTURE_OF = {
    "support": "house", "reflection_period": "clock", "legal_aid": "law", "interpretation": "speech",
    "information": "told", "child": "child", "protection": "shield", "residence": "paper", "compensation": "coin",
    "non_punishment": "stop", "identification": "name",
}  # fmt: skip
"""Of a right; a right of a newer release has none."""
_END = re.compile(r"(?<=[.?!])\s+")


def easy(tag: str) -> Text | None:
    """The easy pages in a language; None where nobody has written them."""
    return _read(tag) if tag in (*TEN, pseudo.FROM_RIGHT) else None


@cache
def _read(tag: str) -> Text | None:
    if tag == pseudo.FROM_RIGHT:
        return _from_right()
    path = FOLDER / "easy" / f"{tag}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def sentences(text: str) -> list[str]:
    """Each for itself."""
    return _END.split(text.strip())


def _from_right() -> Text:
    said: dict[str, Any] = dict(easy(SOURCE) or {})
    return {name: inner if name == "reviewed_on" else _mirrored(inner) for name, inner in said.items()}


def _mirrored(inner: Any) -> Any:
    if isinstance(inner, str | dict):
        return pseudo.told(pseudo.FROM_RIGHT, inner)
    return [
        {"picture": part["picture"], "lines": pseudo.told(pseudo.FROM_RIGHT, part["lines"])} for part in inner
    ]
