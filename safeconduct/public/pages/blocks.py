"""What a page is put together of. Few kinds: each has to work in every language, on paper and for a screen reader."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from safeconduct.public.uploads.pictures import is_picture

RICH = ["bold", "link", "ol", "ul", "document-link"]
"""No pictures, no embedded films, no headings within a text: a heading and a picture are blocks of their own."""


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


class Picture(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """A picture, what it shows for whoever does not see it, and who made it under which terms."""

    file = DocumentChooserBlock(label=_("Picture (JPEG or PNG)"))
    alternative = blocks.CharBlock(
        label=_("What it shows, for whoever does not see it"), max_length=300, required=False
    )
    decorative = blocks.BooleanBlock(
        label=_("It says nothing: whoever does not see it misses nothing"), required=False
    )
    caption = blocks.CharBlock(label=_("Text below it"), max_length=300, required=False)
    credit = blocks.CharBlock(label=_("Who made it, and under which licence"), max_length=160)

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError for a file that is no picture, and for one that nobody describes.

        A draft may be without its file and its words: the editor saves it by itself while somebody writes.
        """
        cleaned = super().clean(value)
        said = (cleaned["alternative"] or "").strip()
        wrong: dict[str, ValidationError] = {}
        if cleaned["file"] is not None and not is_picture(cleaned["file"].filename):
            wrong["file"] = ValidationError(_("This file is no picture. Choose a JPEG or PNG."))
        if not said and not cleaned["decorative"] and not self.is_deferred_validation:
            wrong["alternative"] = ValidationError(_("Say what it shows, or that it says nothing."))
        if said and cleaned["decorative"]:
            wrong["decorative"] = ValidationError(_("Either it says nothing, or its text stays."))
        if wrong:
            raise blocks.StructBlockValidationError(block_errors=wrong)
        return cleaned


BODY: list[tuple[str, Any]] = [
    ("heading", blocks.CharBlock(label=_("Heading"), max_length=120, icon="title")),
    ("text", blocks.RichTextBlock(label=_("Text"), features=RICH, icon="pilcrow")),
    ("picture", Picture(label=_("Picture"), icon="image")),
    ("terms", blocks.ListBlock(Term(), label=_("Words"), icon="list-ul")),
    ("partners", blocks.ListBlock(Partner(), label=_("Partners"), icon="group")),
    ("files", blocks.ListBlock(File(), label=_("Files"), icon="doc-full")),
    ("sources", blocks.ListBlock(Source(), label=_("Sources"), icon="link")),
]
