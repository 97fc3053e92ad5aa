"""The closed process: a PDF comes in by its one way in, one word goes out. It says whether something in it acts.

Started by `papers.py` with nothing in its environment. All that will be needed is loaded before it locks itself in.
"""

import io
import sys
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from safeconduct.vocabulary.uploads import lock

NEVER = ("/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/Launch", "/RichMedia", "/XFA")
"""Names under which a PDF holds a script, a program, another file, a film, or a form with scripts (ISO 32000-2)."""
ACTIONS = ("/GoToE", "/ImportData", "/JavaScript", "/Launch", "/Movie", "/Rendition", "/SubmitForm")
"""Actions that are more than going to a page or an address."""
DEEPEST = 50


def main() -> None:
    """Read the file, say one word of `rules.FAULTS`."""
    lock.limit()
    try:
        _ready()
        lock.close()
        word = looked_at(sys.stdin.buffer.read())
    except lock.NoLock:
        word = "no_room"
    except Exception:  # noqa: BLE001 - whatever such a file does to a reader, it is not taken
        word = "unreadable"
    sys.stdout.write(word)
    sys.stdout.flush()


def looked_at(data: bytes) -> str:
    """Whether something in this PDF acts: the word."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            if not len(pdf.pages):
                return "unreadable"
            return "acts" if any(_acts(found, 0) for found in (pdf.trailer, *pdf.objects)) else "clean"
    except pikepdf.PasswordError:
        return "locked"


def _ready() -> None:
    """Load all that will be needed, as long as something can be loaded."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(9, 9))
        out, closed = io.BytesIO(), io.BytesIO()
        pdf.save(out)
        pdf.save(closed, encryption=pikepdf.Encryption(user="", owner="x"))
    looked_at(out.getvalue())
    looked_at(closed.getvalue())


def _acts(found: Any, deep: int) -> bool:
    """Whether one object, or what lies directly in it, acts. What goes deeper than any honest file is taken for it."""
    if deep > DEEPEST:
        return True
    if isinstance(found, Array):
        return any(_acts(one, deep + 1) for one in found if _is_within(one))
    if not isinstance(found, Dictionary | Stream):
        return False
    if any(name in found for name in NEVER) or str(found.get("/S", "")) in ACTIONS:
        return True
    return any(_acts(found[name], deep + 1) for name in list(found.keys()) if _is_within(found[name]))


def _is_within(one: Any) -> bool:
    return isinstance(one, Object) and not one.is_indirect
