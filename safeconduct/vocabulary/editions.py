"""What a node signs of an edition of figures, and the name that an edition keeps. Pure: the public site reads this too.

A signature is made over a purpose and the digest of the document's canonical form. No object of the exchange and no
statement of an agency begins with this purpose, so none stands for another.
"""

import re
from typing import Any, Final

from safeconduct.vocabulary.canonical import digest

SAYS: Final = b"safeconduct public edition of figures, 1\0"
ARTICLE_19A: Final = "article_19a"
GRETA: Final = "greta"
BEGINS: Final = {ARTICLE_19A: "19a", GRETA: "greta"}
"""How the names of each kind begin."""
MOST_YEARS: Final = 3
"""Of one edition."""
OBJECTORS: Final = "objectors"
IN_NO_FIGURE: Final = "in_no_figure"
"""In the coverage of a document whose country has no rule of law that counts who objects; else it is not there."""
NAMED: Final = re.compile(r"(19a|greta)-[A-Z]{2}-20\d\d(-20\d\d)?-[1-9]\d{0,2}")


def name_of(country: str, year: int, edition: int, *, kind: str = ARTICLE_19A, years: int = 1) -> str:
    """The permanent name of an edition: 19a-RO-2025-1, or greta-RO-2024-2025-1. `year` is the last one."""
    return f"{BEGINS[kind]}-{country}-{period(year, years)}-{edition}"


def period(year: int, years: int) -> str:
    """The years that an edition is of: 2025, or 2024-2025. `year` is the last of them."""
    return str(year) if years == 1 else f"{year - years + 1}-{year}"


def payload(document: dict[str, Any]) -> bytes:
    """The bytes that are signed. Raises NotCanonical."""
    return SAYS + digest(document).encode()
