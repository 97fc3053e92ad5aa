"""The texts of a language as a .po file, and back. By Babel, as the house's own catalogues. Pure.

What no speaker has checked is `fuzzy`, as gettext has it. Whoever reads it takes the mark away; what still has it is
left alone when the file comes back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.marking import mark as _

LARGEST = 2 * 1024 * 1024
FUZZY = "fuzzy"
HEADER = """\
# Texts of the pages for the person. Read each beside its source, mend it, and take away the line with "fuzzy" of
# what is right. Send the file in on the page from which it came; a second speaker looks at each text before
# readers have it.
#"""
NOT_READABLE = Reason(
    "po_not_readable",
    _("This is no .po file that can be read. Nothing was taken from it."),
    _("Save it as gettext's .po in UTF-8, below 2 MB, and send it again."),
)
UNKNOWN = Reason(
    "po_unknown",
    _("This text is not, or no longer, among those of this site."),
    _("Fetch the file anew and put the translation there."),
)
OTHER_SOURCE = Reason(
    "po_other_source",
    _("The source of this text has changed since the file was fetched."),
    _("Fetch the file anew and look at this text again."),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in a file: its key, its source, what it says in the language, and whether somebody has checked it."""

    key: str
    source: str
    text: str
    is_checked: bool


def written(tag: str, entries: Iterable[Entry]) -> bytes:
    """The file."""
    catalogue = Catalog(
        locale=tag, project="Safeconduct", charset="utf-8", fuzzy=False, header_comment=HEADER
    )
    for each in entries:
        flags = set() if each.is_checked else {FUZZY}
        catalogue.add(each.source, each.text, context=each.key, flags=flags)
    made = BytesIO()
    write_po(made, catalogue, width=100, omit_header=False)
    return made.getvalue()


def read(raw: bytes) -> list[Entry] | Reason:
    """What stands in a file, or why it is none."""
    if len(raw) > LARGEST:
        return NOT_READABLE
    try:
        raw.decode("utf-8")
        found = read_po(BytesIO(raw), charset="utf-8", abort_invalid=True)
    except (
        PoFileError,
        UnknownLocaleError,
        UnicodeError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
    ):
        return NOT_READABLE
    entries = [
        Entry(each.context, each.id, each.string, not each.fuzzy)
        for each in found
        if each.id and each.context and isinstance(each.id, str) and isinstance(each.string, str)
    ]
    return entries or NOT_READABLE
