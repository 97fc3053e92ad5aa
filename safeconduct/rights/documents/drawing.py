"""The handbook's page of the fields that a template can ask for. Write it with `fields_as_markdown`, in English."""

from safeconduct.rights.documents.fields import FIELDS
from safeconduct.vocabulary.labels import label

PAGE = "docs/reference/document-fields.md"
_INTRODUCTION = """\
# Fields of a document

This page is drawn from `safeconduct/rights/documents/fields.py`; do not edit it. Fields stand between double braces in
the Word file: `{{ names }}`. One that may not be filled in becomes a blank line.
[Write a template](../how-to/write-a-template.md).

| field | what it is | where it stands | goes to |
|---|---|---|---|
"""


def fields_as_markdown() -> str:
    """The whole page."""
    rows = [
        f"| `{one.name}` | {one.label} | {label(one.section) if one.section else 'not about the person'} | "
        f"{'the person only' if one.is_own else 'whoever the consent names' if one.section else 'everybody'} |"
        for one in FIELDS
    ]
    return _INTRODUCTION + "\n".join(rows) + "\n"
