"""What a page in another language still says in English: texts of the catalogue that were not translated on it."""

import re
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser

from safeconduct.commands.building import catalogues

READ_ALOUD = ("aria-label", "placeholder", "alt", "title")
VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "wbr"})
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%d|\{\w+\}")
WORDS = 3
"""A text of so many words is looked for within others; a shorter one must stand alone to be meant."""


class _Texts(HTMLParser):
    """All that a reader meets, without passages that are marked with a language of their own, and without
    the initials of a name: two letters may happen to be a word."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not any(self._open):
            self.found += [given[name] for name in READ_ALOUD if name in given]
        if tag not in VOID:
            data = tag in ("script", "style", "textarea") or given.get("class") == "initials"
            self._open.append(data or ("lang" in given and tag != "html"))

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.found.append(data)


@cache
def _catalogue(language: str) -> tuple[frozenset[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Short English texts, which must stand alone, and longer ones as patterns with gaps for what is put in."""
    short, longer = set(), []
    here = {text for said in catalogues.read(language) for text in _both(said.string)}
    for said in catalogues.read(language):
        if not said.id:
            continue
        for text in _both(said.id):
            bare = PLACEHOLDER.sub(" ", text)
            if text in here or not re.search("[A-Za-z]{2}", bare):
                continue
            if len(bare.split()) < WORDS and bare == text:
                short.add(text)
            elif len(re.findall("[A-Za-z]{2,}", bare)) >= WORDS:
                longer.append((text, _pattern(text)))
    return frozenset(short), tuple(longer)


def _both(texts: str | Sequence[str] | None) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts or ())


def _pattern(text: str) -> re.Pattern[str]:
    pieces = PLACEHOLDER.split(text.replace("%%", "%"))
    return re.compile(".{1,200}".join(re.escape(piece) for piece in pieces))


def english_in(html: str, language: str, *, known: frozenset[str] = frozenset()) -> list[str]:
    """English texts of the catalogue that the page shows; `known` are words of the data that may look like one."""
    reader = _Texts()
    reader.feed(html)
    texts = [" ".join(text.split()) for text in reader.found]
    short, longer = _catalogue(language)
    found = {text for text in texts if text in short and text not in known}
    whole = " \n ".join(text for text in texts if re.search("[a-z]{3}", text))
    found |= {text for text, pattern in longer if pattern.search(whole)}
    return sorted(found)
