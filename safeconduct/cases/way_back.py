"""The way back to a document from where one of its blank lines is filled. Only codes stand in an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

CODES = {
    "document": re.compile(r"[a-z]{1,20}"), "whom": re.compile(r"person|other|[0-9a-f-]{36}"),
    "of": re.compile(r"[0-9a-f-]{36}"), "language": re.compile(r"[a-z]{2,3}"),
}  # fmt: skip
"""What an address may say of a document: its kind, the reader, the claim or matter, the language."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """To which document, with what was chosen; "" where nobody came from one."""

    address: str = ""
    query: str = ""
    """What a page hands on, so that the way back is there after saving too."""


def way_back(case: UUID, asked: Mapping[str, str]) -> WayBack:
    """From the query of an address; whatever is no code is left out."""
    said = {name: asked.get(name, "") for name in CODES}
    known = {name: code for name, code in said.items() if CODES[name].fullmatch(code)}
    if "document" not in known:
        return WayBack()
    chosen = urlencode({name: code for name, code in known.items() if name != "document"})
    address = reverse("document", args=[case, known["document"]])
    return WayBack(f"{address}?{chosen}" if chosen else address, f"?{urlencode(known)}")
