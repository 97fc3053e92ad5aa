"""A table as JSON-stat 2.0, as SDMX-CSV 1.0, and as a CSV for people. A hidden cell looks the same, whatever hid it."""

import csv
from io import StringIO

from safeconduct.statistics.protecting.writing.sheet import Sheet
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.cells import defused

HIDDEN = "c"
FREE = "F"
CONFIDENTIAL = "C"


def json_stat(sheet: Sheet, *, time: str = "", geo: str = "") -> bytes:
    """A dataset of JSON-stat 2.0: a hidden cell is null, and its status is `c`. `time` and `geo` name dimensions."""
    roles = {role: [name] for role, name in (("time", time), ("geo", geo)) if name}
    hidden = {str(at): HIDDEN for at, number in enumerate(sheet.numbers) if number is None}
    return canonical(
        {
            "version": "2.0",
            "class": "dataset",
            "label": sheet.title,
            "source": sheet.source,
            "updated": sheet.updated,
            "id": list(sheet.layout.dimensions),
            "size": [len(codes) for _, codes in sheet.layout.codes],
            "dimension": {
                name: {
                    "label": sheet.label(name),
                    "category": {
                        "index": list(codes),
                        "label": {code: sheet.label(name, code) for code in codes},
                    },
                }
                for name, codes in sheet.layout.codes
            },
            "value": list(sheet.numbers),
            **({"status": hidden} if hidden else {}),
            **({"role": roles} if roles else {}),
        }
    )


def sdmx_csv(sheet: Sheet, dataflow: str, *, time: str = "") -> str:
    """SDMX-CSV 1.0: the dataflow first, then the dimensions; a hidden cell has no OBS_VALUE and CONF_STATUS C.

    `dataflow` is written as AGENCY:ID(VERSION); the dimension `time` becomes TIME_PERIOD, the last of them.
    """
    names = sheet.layout.dimensions
    order = [name for name in names if name != time] + ([time] if time else [])
    head = [
        "DATAFLOW",
        *("TIME_PERIOD" if name == time else name.upper() for name in order),
        "OBS_VALUE",
        "CONF_STATUS",
    ]
    rows = [
        [
            dataflow,
            *(place[names.index(name)] for name in order),
            "" if number is None else str(number),
            CONFIDENTIAL if number is None else FREE,
        ]
        for place, number in sheet.places()
    ]
    return _written([head, *rows])


def csv_for_people(sheet: Sheet, hidden: str, count: str) -> str:
    """A line a cell, in words. `hidden` is what stands for a hidden number, `count` heads the numbers."""
    head = [*(sheet.label(name) for name in sheet.layout.dimensions), count]
    rows = [
        [
            *(
                defused(sheet.label(name, code))
                for name, code in zip(sheet.layout.dimensions, place, strict=True)
            ),
            hidden if number is None else str(number),
        ]
        for place, number in sheet.places()
    ]
    return _written([[defused(one) for one in head], *rows])


def _written(rows: list[list[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
