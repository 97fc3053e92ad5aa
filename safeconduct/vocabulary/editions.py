"""What a node signs of an edition of figures, and the name that an edition keeps. Pure: the public site reads this too.

A signature is made over a purpose and the digest of the document's canonical form. No object of the exchange and no
statement of an agency begins with this purpose, so none stands for another.
"""

import re
from typing import Any, Final

from safeconduct.vocabulary.canonical import digest

SAYS: Final = b"safeconduct public edition of figures, 1\0"
ARTICLE_19A: Final = "article_19a"
NAMED: Final = re.compile(r"19a-[A-Z]{2}-20\d\d-[1-9]\d{0,2}")


def name_of(country: str, year: int, edition: int) -> str:
    """The permanent name of an edition of Article 19a: 19a-RO-2025-1."""
    return f"19a-{country}-{year}-{edition}"


def payload(document: dict[str, Any]) -> bytes:
    """The bytes that are signed. Raises NotCanonical."""
    return SAYS + digest(document).encode()
