"""An invented edition of two small tables with totals; signed by the words of the documentation, not by our code."""

import base64
import copy
import hashlib
import json
from itertools import product
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

type Document = dict[str, Any]
SEX = {
    "F": {"en": "Female", "ro": "Femei"},
    "M": {"en": "Male", "ro": "Bărbați"},
    "TOTAL": {"en": "All", "ro": "Toate"},
}
AGE = {"Y_LT18": {"en": "Under 18"}, "Y_GE18": {"en": "18 and over"}, "TOTAL": {"en": "All"}}
FORM = {"SEX": {"en": "Sexual"}, "LAB": {"en": "Labour"}, "OTH": {"en": "=Other"}, "TOTAL": {"en": "All"}}
BY_SEX_AND_AGE = [12, 31, 43, None, None, 24, None, None, 67]
"""Women 12 and 31, men hidden but for their sum, all."""
BY_FORM = [40, 27, 0, 67]


def document(**more: Any) -> Document:
    """The document; `more` are members in their place."""
    said: Document = {
        "kind": "article_19a", "id": "19a-RO-2025-1", "country": "RO", "year": 2025, "edition": 1, "corrects": "",
        "changed": [], "reason": "", "made_on": "2026-03-01", "cut_off": "2026-03-01",
        "rules": {"minimum": 5, "version": "2026-11", "classes": "2026-11-1"},
        "coverage": {
            "agencies": 11, "with_facts": 3, "files_not_counted": 4, "objects": None, "joined_in_year": 1,
            "contradictions": 3, "main_form_missing": 0, "pairs_decided": 2, "pairs_open": 1, "not_compared": 7,
            "across_nodes": False,
        },
        "protection": {
            "hidden": 4, "hidden_for_others": 2, "gap_per_mille": 0, "end": "best", "solver": "HiGHS 1.12.0",
        },
        "dimensions": {
            "sex": {"label": {"en": "Sex", "ro": "Sex"}, "codes": SEX, "whole": "TOTAL"},
            "age": {"label": {"en": "Age", "ro": "Vârstă"}, "codes": AGE, "whole": "TOTAL", "confidence": "unverified"},
            "form": {"label": {"en": "Form of exploitation"}, "codes": FORM},
        },
        "tables": [
            {
                "code": "A1", "title": {"en": "By sex and age", "ro": "După sex și vârstă"},
                "dimensions": ["sex", "age"], "codes": [list(SEX), list(AGE)], "numbers": BY_SEX_AND_AGE,
            },
            {
                "code": "A3", "title": {"en": "By form of exploitation"}, "dimensions": ["form"], "codes": [list(FORM)],
                "numbers": BY_FORM,
            },
        ],
    }  # fmt: skip
    return copy.deepcopy(said | more)


def large(*sizes: int) -> Document:
    """An edition of one table so large, each dimension with a total as its last code."""
    names = [f"d{at}" for at in range(len(sizes))]
    codes = [[*(f"C{code}" for code in range(size - 1)), "TOTAL"] for size in sizes]
    dimensions = {
        name: {"label": {"en": name}, "codes": {code: {"en": code} for code in own}, "whole": "TOTAL"}
        for name, own in zip(names, codes, strict=True)
    }
    numbers = [7 + at for at, _ in enumerate(product(*codes))]
    table = {"code": "L1", "title": {"en": "Large"}, "dimensions": names, "codes": codes, "numbers": numbers}
    return document(id="19a-RO-2024-1", year=2024, dimensions=dimensions, tables=[table])


def report() -> Document:
    """One for GRETA, over two years, without measures; its forms are called as ours are."""
    said = document(id="greta-RO-2024-2025-1", kind="greta", years=2)
    words = {"SEX": "Sexual exploitation", "LAB": "Labour exploitation", "OTH": "Other forms", "TOTAL": "All"}
    said["dimensions"]["form"]["codes"] = {code: {"en": text} for code, text in words.items()}
    return said


MEASURES = {
    "compensation_paid": {"en": "Claims paid, in whole or in part, as the file says"},
    "reflection_granted": {"en": "Reflection period granted"},
}


def measures() -> Document:
    """A report with measures, none of which was written down, and with a table of 336 lines, one of them of nobody."""
    whole = large(21, 16, 2)
    (table,) = whole["tables"]
    table["numbers"][:2] = [0, 0]
    label = {"label": {"en": "Measure (persons, or claims)"}, "codes": MEASURES}
    of_measures = {
        "code": "G5", "title": {"en": "Measures"}, "dimensions": ["measure"], "codes": [list(MEASURES)],
        "numbers": [0, 0],
    }  # fmt: skip
    return whole | {
        "id": "greta-RO-2023-1", "kind": "greta", "year": 2023,
        "dimensions": whole["dimensions"] | {"measure": label}, "tables": [table, of_measures],
    }  # fmt: skip


def correction(**more: Any) -> Document:
    """The second edition of the same year: women whom the first one lacked, and two forms less."""
    numbers = [18, *BY_SEX_AND_AGE[1:2], 49, *BY_SEX_AND_AGE[3:8], 73]
    said = document(
        id="19a-RO-2025-2", edition=2, corrects="19a-RO-2025-1", reason="An agency had sent a list twice.",
        changed=[
            {"table": "A1", "at": ["F", "Y_LT18"], "was": 12, "is": 18},
            {"table": "A1", "at": ["F", "TOTAL"], "was": 43, "is": 49},
            {"table": "A1", "at": ["TOTAL", "TOTAL"], "was": 67, "is": 73},
        ],
        made_on="2026-06-01",
    )  # fmt: skip
    said["tables"][0]["numbers"] = numbers
    said["tables"][1] |= {"codes": [["SEX", "TOTAL"]], "numbers": [40, 67]}
    return said | more


def canonical(value: object) -> bytes:
    """RFC 8785 for what has ASCII keys and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(said: Document, key: Ed25519PrivateKey) -> dict[str, Any]:
    """As a node signs it."""
    raw = key.public_key().public_bytes_raw()
    digest = hashlib.sha256(canonical(said)).hexdigest()
    signature = key.sign(b"safeconduct public edition of figures, 1\0" + digest.encode())
    return {
        "document": said,
        "digest": digest,
        "signature": base64.b64encode(signature).decode(),
        "key": hashlib.sha256(raw).hexdigest()[:16],
    }
