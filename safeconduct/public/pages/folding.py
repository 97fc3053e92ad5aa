"""The same plain words in the database: what `words.plain` does, written as one expression of SQL. Pure.

So a text is indexed where it lies, whoever wrote it there. It is drawn from `plain` itself: when that changes, a new
migration makes the functions and indexes anew that were made with this.
"""

from safeconduct.public.pages.words import plain

RANGES = ((0x41, 0x5B), (0xC0, 0x250), (0x370, 0x400), (0x400, 0x530), (0x1E00, 0x1F00))
"""Latin, Greek and Cyrillic letters; Greek ones with the marks of antiquity stay as they are."""
LATIN = 0x250


def plain_in_sql(text: str) -> str:
    """The expression of this text, an expression too, in small letters without accents; immutable."""
    letters = [chr(point) for first, end in RANGES for point in range(first, end)]
    changed = [(letter, plain(letter)) for letter in letters if plain(letter) != letter]
    single = [(letter, to) for letter, to in changed if len(to) == 1]
    found = f"normalize({text}, NFC)"
    for letter, to in changed:
        if len(to) > 1 and ord(letter) < LATIN:
            found = f"pg_catalog.replace({found}, '{letter}', '{to}')"
    return f"pg_catalog.translate({found}, '{_joined(single, 0)}', '{_joined(single, 1)}')"


def _joined(pairs: list[tuple[str, str]], part: int) -> str:
    return "".join(pair[part] for pair in pairs)
