"""The tables of docs/reference/hsds.md, from the code. Pure."""

from collections.abc import Mapping

from safeconduct.directory.hsds.rules import ADMITS, FEW, LASTS, SURE_ENOUGH
from safeconduct.directory.hsds.told import Reader
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.hsds.terms import SCHEMES, in_english

MOST = 8
"""Codes that are written out."""
BEGIN, END = "<!-- drawn: {name} -->", "<!-- end -->"


def lists() -> str:
    """Each code list that travels, with its codes in words; long lists by their number."""
    rows = ["| taxonomy | what | codes |", "|---|---|---|"]
    for name, scheme in SCHEMES.items():
        rows.append(f"| `{name}` | {scheme.description} | {_codes(scheme.words)} |")
    return "\n".join(rows)


def _codes(words: Mapping[str, Words]) -> str:
    if len(words) > MOST:
        return f"{len(words)} codes, as `/hsds/taxonomy_terms` lists them"
    return "; ".join(f"`{code}` {in_english(said)}" for code, said in words.items())


def readers() -> str:
    """Who gets what."""
    rows = ["| reader | audience of the service | confidence | places |", "|---|---|---|---|"]
    for reader in Reader:
        audiences = ", ".join(f"`{each.value}`" for each in sorted(ADMITS[reader]))
        sure = ", ".join(f"`{each.value}`" for each in sorted(SURE_ENOUGH[reader]))
        places = "a word" if reader is Reader.EVERYBODY else "a word and the number"
        rows.append(f"| {reader.value} | {audiences} | {sure} | {places} |")
    lasts = f"What was said more than {LASTS.days} days ago counts as `ask`; {FEW} places or fewer are `few`."
    return "\n".join(rows) + "\n\n" + lasts


TABLES = {"lists": lists, "readers": readers}


def drawn(page: str) -> str:
    """The page with its tables as the code has them now."""
    for name, table in TABLES.items():
        begin = BEGIN.format(name=name)
        before, _sign, rest = page.partition(begin)
        _old, _sign, after = rest.partition(END)
        page = f"{before}{begin}\n{table()}\n{END}{after}"
    return page
