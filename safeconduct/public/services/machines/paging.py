"""A page of a list, as HSDS has it. Pure."""

from collections.abc import Sequence
from typing import Any


def page(contents: Sequence[Any], *, total: int, number: int, per_page: int) -> dict[str, Any]:
    """`size` counts the entries of this page; pages begin at 1; a list of nothing has one empty page."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
