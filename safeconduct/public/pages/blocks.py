"""What a page is put together of. Few kinds: each has to work in every language, on paper and for a screen reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

RICH = ["bold", "link", "ol", "ul", "document-link"]
"""No pictures, no embedded films, no headings within a text: a heading is a block of its own."""


class Term(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """A word and what it means here."""

    term = blocks.CharBlock(label=_("Word"), max_length=80)
    meaning = blocks.TextBlock(label=_("What it means"), max_length=600)


class Partner(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """An organisation of the network, as it wants to be known."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    place = blocks.CharBlock(label=_("Country or town"), max_length=80)
    does = blocks.TextBlock(label=_("What it does"), max_length=400)
    address = blocks.URLBlock(label=_("Web address"), required=False)


class File(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """A file to take along, with what a reader must know before opening it."""

    file = DocumentChooserBlock(label=_("File"))
    language = blocks.CharBlock(label=_("Language of the file"), max_length=40)
    note = blocks.CharBlock(label=_("What it is, and whether it works with a screen reader"), max_length=160)


class Source(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """Where a statement comes from."""

    name = blocks.CharBlock(label=_("Source"), max_length=200)
    address = blocks.URLBlock(label=_("Web address"), required=False)
    read_on = blocks.DateBlock(label=_("Read on"))


BODY: list[tuple[str, Any]] = [
    ("heading", blocks.CharBlock(label=_("Heading"), max_length=120, icon="title")),
    ("text", blocks.RichTextBlock(label=_("Text"), features=RICH, icon="pilcrow")),
    ("terms", blocks.ListBlock(Term(), label=_("Words"), icon="list-ul")),
    ("partners", blocks.ListBlock(Partner(), label=_("Partners"), icon="group")),
    ("files", blocks.ListBlock(File(), label=_("Files"), icon="doc-full")),
    ("sources", blocks.ListBlock(Source(), label=_("Sources"), icon="link")),
]
