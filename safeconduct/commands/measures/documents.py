"""What a document costs: from the file to its bytes, as PDF and as Word file, beside the least that a PDF costs.

The floor is a PDF of one word by the same program in the same run: on a machine that others use the ratio says more
than the clock. No two are alike, because the program that sets them remembers what it has set before.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from uuid import UUID

from safeconduct.commands.measures import Numbers
from safeconduct.vocabulary.identifiers import MemberId

FLOOR = '#set document(title: "Word")\n#set text(lang: "en")\nWord'
NUMBERS = count()
CLOCK, PROCESSOR = "p50 ms", "processor of Python, mean ms"


def measured(case: UUID, who: UUID, timed: Callable[[Callable[[], object]], Numbers]) -> Numbers:
    """The floor; then the sheet for a claim, our longest text, read from the file and made."""
    from safeconduct.rights.documents.kinds import Format

    floor = timed(_least)
    found: Numbers = {"a PDF of one word": floor}
    for form, name in ((Format.PDF, "a document as PDF (below 200)"), (Format.DOCX, "the same as Word file")):
        took = timed(partial(_made, case, who, form))
        times = {f"times the floor, {of}": _ratio(took, floor, of) for of in (CLOCK, PROCESSOR)}
        found[name] = {**took, **times}
    return found


def _least() -> object:
    import typst

    word = f"{FLOOR} {next(NUMBERS)}".encode()
    return typst.compile(word, ignore_system_fonts=True, pdf_standards="ua-1", timestamp=0)


def _made(case: UUID, who: UUID, form: object) -> bytes:
    from safeconduct.access.acting import acting
    from safeconduct.agencies.queries import member
    from safeconduct.rights.documents.actions import make
    from safeconduct.rights.documents.kinds import Document, Format
    from safeconduct.rights.documents.queries import Asked, draft
    from safeconduct.rights.documents.rules import For, Reader

    with acting(MemberId(who)) as at:
        by = member(who)
        asked = Asked(Document.COMPENSATION, "en", Reader(For.PERSON))
        seen = draft(case, asked, by=by, at=at)
        first, *others = seen.lines
        other = replace(seen, lines=(replace(first, value=f"Court {next(NUMBERS)}"), *others))
        return make(case, other, Format(str(form)), by=by, at=at)


def _ratio(took: Numbers, floor: Numbers, of: str) -> float:
    one, least = took[of], floor[of]
    assert isinstance(one, int | float) and isinstance(least, int | float)  # noqa: S101, PT018 - as they were timed
    return round(one / least, 1) if least else 0.0
