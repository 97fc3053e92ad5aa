"""PDFs for tests: a quiet one, and those in which something acts."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


def paper(change: Callable[[Pdf], Any] | None = None, **saving: Any) -> bytes:
    """A PDF of one page, changed before it is saved; its objects are packed, as most programs do."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        if change is not None:
            change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, **saving)
    return out.getvalue()


def opens_with(**action: Any) -> Callable[[Pdf], None]:
    """Something that happens as soon as the file is opened."""

    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(**action))

    return change


def on_the_page(**action: Any) -> Callable[[Pdf], None]:
    """Something that happens when a place on the page is pressed."""

    def change(pdf: Pdf) -> None:
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action)
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return change


def with_a_file(pdf: Pdf) -> None:
    """Another file hidden in it."""
    pdf.attachments["hidden.txt"] = b"hidden"


def with_a_form_of_scripts(pdf: Pdf) -> None:
    """A form of a kind that carries scripts of its own."""
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


SCRIPT = {"S": Name.JavaScript, "JS": "app.alert(1)"}
ADDRESS = {"S": Name.URI, "URI": "https://www.example.org/"}
ACTING = {
    "a script": opens_with(**SCRIPT),
    "a script behind a link": on_the_page(**SCRIPT),
    "a program": opens_with(S=Name.Launch, F="program"),
    "a form that sends": on_the_page(S=Name.SubmitForm, F="https://www.example.org/"),
    "another file": with_a_file,
    "a form of scripts": with_a_form_of_scripts,
}
