"""PDF: everything that acts, calls, hides or tells is taken out; what is seen on its pages stays."""

import io
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from safeconduct.cases.attachments.room.faults import Fault
from safeconduct.cases.attachments.room.jpegs import without_notes
from safeconduct.cases.attachments.room.pictures import as_png

OF_THE_FILE = frozenset({"/Type", "/Pages", "/OCProperties"})
OF_A_PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit"}
)
"""What stays of the file and of a page. All else goes: actions, links, forms, attachments, notes, names, thumbnails."""
NEVER = (
    "/A", "/AA", "/AF", "/Alternates", "/EF", "/EmbeddedFiles", "/JavaScript", "/JS", "/LastModified", "/Launch",
    "/Metadata", "/OpenAction", "/OPI", "/PieceInfo", "/Ref", "/RichMedia", "/StructParent", "/StructParents", "/URI",
    "/URL",
)  # fmt: skip
"""What goes wherever it stands."""
ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/FS")
"""Of a stream: that its content lies in another file, or at an address."""


def ready() -> None:
    """Load all that will be needed, as long as something can be loaded: an empty page is made anew."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(9, 9))
        out, locked = io.BytesIO(), io.BytesIO()
        pdf.save(out)
        pdf.save(locked, encryption=pikepdf.Encryption(user="", owner="x"))
    remade(out.getvalue(), 1, 1)
    with suppress(Fault):
        remade(locked.getvalue(), 1, 1)  # qpdf looks for the machine's source of chance then, and keeps it


def remade(data: bytes, most_pages: int, most_points: int) -> tuple[bytes, int]:
    """The file without what acts, and how many pages it has. Raises Fault."""
    try:
        pdf = Pdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Fault("locked") from None
    with pdf:
        if pdf.is_encrypted:
            raise Fault("locked")
        if not 0 < len(pdf.pages) <= most_pages:
            raise Fault("too_many_pages")
        pages = len(pdf.pages)
        _clean(pdf, most_points)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    made = out.getvalue()
    shown(made, 1, 200)
    return made, pages


def shown(data: bytes, page: int, width: int) -> bytes:
    """One page, counted from one, as a PNG so many points wide. Raises Fault."""
    pdf = pypdfium2.PdfDocument(data)
    if not 1 <= page <= len(pdf):
        raise Fault("no_such_page")
    one = pdf[page - 1]
    wide, high = one.get_size()
    if wide <= 0 or high <= 0:
        raise Fault("unreadable")
    scale = min(width / wide, 3 * width / high)
    return as_png(one.render(scale=scale, may_draw_forms=False).to_pil(), width)


def _clean(pdf: Pdf, most_points: int) -> None:
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")  # what was filled into a form is drawn on its page
    _keep(pdf.Root, OF_THE_FILE)
    for name in list(pdf.trailer.keys()):
        if name not in ("/Root", "/Size", "/ID"):
            del pdf.trailer[name]
    for page in pdf.pages:
        _keep(page.obj, OF_A_PAGE)
    for found in pdf.objects:
        if isinstance(found, Stream) and _points(found) > most_points:
            raise Fault("too_large_inside")
        _scrub(found, deep=0)


def _points(stream: Any) -> int:
    """How many points a picture in a PDF claims to have; 0 for any other stream."""
    wide, high = stream.get("/Width"), stream.get("/Height")
    return wide * high if isinstance(wide, int) and isinstance(high, int) else 0


def _keep(where: Any, names: frozenset[str]) -> None:
    for name in list(where.keys()):
        if name not in names:
            del where[name]


def _scrub(found: Any, deep: int) -> None:
    """Take out of one object, and of what lies directly in it, whatever acts or tells."""
    if deep > 50:
        raise Fault("unreadable")
    if isinstance(found, Stream):
        _drop(found, (*NEVER, *ELSEWHERE))
        _without_notes(found)
        _scrub_all((found[name] for name in list(found.keys())), deep)
    elif isinstance(found, Dictionary):
        _drop(found, NEVER)
        _scrub_all((found[name] for name in list(found.keys())), deep)
    elif isinstance(found, Array):
        _scrub_all(list(found), deep)


def _scrub_all(several: Any, deep: int) -> None:
    for one in several:
        if isinstance(one, Object) and not one.is_indirect:
            _scrub(one, deep + 1)


def _drop(where: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name in where:
            del where[name]


def _without_notes(stream: Any) -> None:
    """A photograph inside a PDF may say where it was taken: that goes, its points stay as they are."""
    if stream.get("/Filter") in (Name.DCTDecode, [Name.DCTDecode]):
        raw = stream.read_raw_bytes()
        stream.write(without_notes(raw), filter=Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))
