"""The catalogues of translations: what the source says is collected, kept in one file for each language, and compiled.

The files (`locale/<language>/LC_MESSAGES/django.po`) are committed, without line numbers and without dates, so that
the same source always makes the same file. What Django reads is compiled from them, ignored by git, and made again
only when its file has changed. All of it by Babel; no program of the system is needed.
"""

import fcntl
import hashlib
import os
import tempfile
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import REPOSITORY
from safeconduct.vocabulary.iso3166 import ROWS
from safeconduct.vocabulary.languages import LANGUAGES

PACKAGE = "safeconduct"
LOCALE = Path(PACKAGE, "locale")
STAMP = ".compiled"

# Which argument of each function is the text; "c" marks that of the context.
type Spec = tuple[int | tuple[int, str], ...] | None
KEYWORDS: dict[str, Spec] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "mark": None,
    "mark_several": (1, 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

HEADER = """\
# Safeconduct in {name}. Renewed by ./run messages, which keeps what is translated here.
# No speaker of the language has reviewed these translations; every page that shows them says so.
# Names of countries and of most languages come from the Unicode CLDR, through Babel.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLURALS = {
    "bg": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ro": "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);",
    "sv": "nplurals=2; plural=(n != 1);",
}
"""How each language counts; a new language is added here first."""


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(PLURALS)


def path_of(language: str, top: Path = REPOSITORY) -> Path:
    """The committed file of a language."""
    return top / LOCALE / language / "LC_MESSAGES" / "django.po"


# --- What the source says -----------------------------------------------------------------------------------------


def collected(top: Path = REPOSITORY) -> Catalog:
    """Every text of the package that is marked for translation, file by file, each where it stands first."""
    found = Catalog(locale=None)
    for path in sorted((top / PACKAGE).rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".toml") or "static" in path.parts:
            continue
        name = path.relative_to(top).as_posix()
        for texts, context in _of_cards(path) if path.suffix == ".toml" else _texts(path):
            found.add(texts, None, [(name, 0)], context=context)
    return found


def _of_cards(path: Path) -> Iterator[tuple[str, None]]:
    """The texts of step cards, which are data. Other files of this kind hold no text of the pages."""
    if path.parent.name != "cards":
        return
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    for card in said.get("card", []):
        yield from ((text, None) for text in (card["title"], *card["steps"]))
    for topic in said.get("topic", []):
        yield topic["title"], None
        yield from ((one["says"], None) for one in topic["sentence"])


def _texts(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _calls(source, path)
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, texts, _comments, context in found:
        yield texts, context


def _calls(template: str, path: Path) -> str:
    """A template as calls of gettext, by Django's own reading; unindented, since it is no program."""
    from django.utils.translation.template import templatize

    return "\n".join(line.lstrip() for line in templatize(template, origin=str(path)).split("\n"))


# --- One language -------------------------------------------------------------------------------------------------


def read(language: str, top: Path = REPOSITORY) -> Catalog:
    """The catalogue as it is committed; empty when the language is new."""
    path = path_of(language, top)
    text = path.read_bytes() if path.exists() else _header(language).encode()
    return read_po(BytesIO(text), locale=language)


def renewed(catalog: Catalog, source: Catalog) -> Catalog:
    """The catalogue with the texts of the source: what was translated stays, what is gone goes, nothing is guessed."""
    language = str(catalog.locale)
    fresh = read_po(BytesIO(_header(language).encode()), locale=language)
    for said in source:
        if not said.id:
            continue
        known = catalog.get(said.id if isinstance(said.id, str) else said.id[0], said.context)
        kept = known.string if known is not None and _counts_alike(known, said) else None
        fresh.add(said.id, kept or _from_cldr(said, language), said.locations, context=said.context)
    return fresh


def _counts_alike(known: Message, said: Message) -> bool:
    return known.id == said.id


def _from_cldr(said: Message, language: str) -> str | None:
    """The name of a country or a language, from the tables that Babel brings; None for every other text."""
    names = Locale.parse(language)
    for alpha2, _, english in ROWS:
        if english == said.id:
            return names.territories.get(alpha2)
    for tag, known in LANGUAGES.items():
        if known.english == said.id:
            return names.languages.get(tag.replace("-", "_"))
    return None


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that have no translation, or not one for each plural form."""
    return [_shown(said) for said in catalog if said.id and not _is_whole(said)]


def _is_whole(said: Message) -> bool:
    return all(said.string) if isinstance(said.string, tuple | list) else bool(said.string)


def _shown(said: Message) -> str:
    text = said.id if isinstance(said.id, str) else said.id[0]
    return f"{said.context}: {text}" if said.context else text


def written(catalog: Catalog) -> bytes:
    """The file as it is committed: texts in the order of the source, with the names of its files and nothing else."""
    file = BytesIO()
    write_po(file, catalog, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return _header(str(catalog.locale)).encode() + file.getvalue().strip() + b"\n"


def _header(language: str) -> str:
    name = Locale.parse(language).english_name
    return HEADER.format(name=name, language=language, plurals=PLURALS[language])


# --- Compiled -----------------------------------------------------------------------------------------------------


def ensure(top: Path = REPOSITORY) -> None:
    """Compile what has changed. Several runs may want it at once. Raises CannotRun with one sentence."""
    for language in languages():
        if not _is_compiled(language, top):
            _compile(language, top)


def _is_compiled(language: str, top: Path) -> bool:
    path = path_of(language, top)
    stamp = path.with_name(STAMP)
    if not stamp.exists() or not path.with_suffix(".mo").exists():
        return False
    return stamp.read_text() == _hash_of(path)


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _compile(language: str, top: Path) -> None:
    path = path_of(language, top)
    if not os.access(path.parent, os.W_OK):
        raise CannotRun(
            f"The folder {path.parent} cannot be written to, and {path.name} is not compiled yet."
        )
    with open(path.parent / ".lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = _hash_of(path)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".mo-", delete=False) as half:
            write_mo(half, read(language, top))
        Path(half.name).chmod(0o644)
        Path(half.name).replace(path.with_suffix(".mo"))
        path.with_name(STAMP).write_text(stamp)
