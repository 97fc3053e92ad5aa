"""The attributes of an HSDS service: our own schemes as our fields, foreign ones as words for editors. Pure.

Source: ../shared/standards/hsds.md, section 4; the names of schemes that the seed uses beside them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing import made, said
from safeconduct.directory.bringing.made import Reading
from safeconduct.vocabulary.codes import Intake, PlaceKind, Takes
from safeconduct.vocabulary.tables.cells import plain
from safeconduct.vocabulary.tables.problems import WrongCell

NOT_IN_SCHEME = _("“{value}” is no code of {scheme}.")
PARENTS_IN_A_CIRCLE = _("The terms of this taxonomy name each other as parents, in a circle.")


@dataclass
class Told:
    """What the attributes say: fields of `Proposed`, whether the place is confidential, and words besides."""

    values: dict[str, Any] = field(default_factory=dict)
    is_secret: bool = False
    country: str = ""
    besides: list[str] = field(default_factory=list)

    def add(self, name: str, *more: str) -> None:
        """One more of a list."""
        self.values[name] = tuple(dict.fromkeys([*self.values.get(name, ()), *more]))


def read(reading: Reading, attributes: Iterable[Mapping[str, Any]], *, today: date) -> Told:
    """Every attribute of a service; what is wrong in one is named by its place."""
    told = Told()
    for place, one in enumerate(attributes):
        where = f"attributes[{place}]"
        term = one.get("taxonomy_term")
        try:
            if isinstance(term, Mapping):
                _term(reading, told, where, term)
            else:
                _labelled(told, one, today)
        except WrongCell as wrong:
            reading.note_wrong(where, wrong.sentence)
    return told


def _term(reading: Reading, told: Told, where: str, term: Mapping[str, Any]) -> None:
    if term.get("in_a_circle"):
        reading.note_wrong(f"{where}.taxonomy_term.parent_id", PARENTS_IN_A_CIRCLE)
        return
    detail = term.get("taxonomy_detail")
    named = detail.get("name") if isinstance(detail, Mapping) else term.get("taxonomy")
    scheme = plain(str(named or "").removeprefix("sc:"))
    code = str(term.get("code") or term.get("name") or "").strip()
    if reader := _SCHEMES.get(scheme):
        reader(told, code)
    elif code:
        told.besides.append(
            said.text(f"{named or 'taxonomy'}: {term.get('name') or code}", said.LONGEST_NAME * 2)
        )


def _labelled(told: Told, one: Mapping[str, Any], today: date) -> None:
    label, value = plain(str(one.get("label") or "")), one.get("value")
    if not value:
        return
    match label:
        case "source":
            told.values["source"] = said.name(value)
        case "source date":
            told.values["source_date"] = said.day(value, today=today)
        case "hours":
            told.values["hours"] = said.name(value)
        case _:
            told.besides.append(said.text(f"{one.get('label') or ''}: {value}", said.LONGEST_TEXT))


def _location(told: Told, code: str) -> None:
    match code:
        case "confidential":
            told.is_secret = True
        case "public_office":
            told.values["place"] = PlaceKind.OFFICE.value
        case "remote":
            told.values["place"] = PlaceKind.REMOTE.value
        case _:
            raise WrongCell(NOT_IN_SCHEME.format(value=code[:30], scheme="sc:location"))


_TAKEN: dict[str, tuple[str, Any]] = {
    "any": ("takes", tuple(one.value for one in Takes)),
    "children": ("takes_children", True),
    "unaccompanied_children": ("takes_children", True),
    "adults": ("", None),
    "with_children": ("with_children", True),
    "couples": ("", None),
    "with_boys_over_12": ("with_children", True),
    "pets": ("", None),
    "wheelchair": ("step_free", True),
    "medication": ("", None),
    "dependency_treatment": ("", None),
} | {one.value: ("takes", (one.value,)) for one in Takes}


def _takes(told: Told, code: str) -> None:
    if code not in _TAKEN:
        raise WrongCell(NOT_IN_SCHEME.format(value=code[:30], scheme="sc:takes"))
    name, value = _TAKEN[code]
    if isinstance(value, tuple):
        told.add(name, *value)
    elif name:
        told.values[name] = value
    else:
        told.besides.append(f"takes: {code}")


def _yes_or_no(name: str, words: Mapping[str, bool | None], scheme: str) -> Callable[[Told, str], None]:
    def read(told: Told, code: str) -> None:
        if code not in words:
            raise WrongCell(NOT_IN_SCHEME.format(value=code[:30], scheme=scheme))
        if words[code] is not None:
            told.values[name] = words[code]

    return read


def _one(name: str, reader: Callable[[str], Any]) -> Callable[[Told, str], None]:
    def read(told: Told, code: str) -> None:
        told.values[name] = reader(code)

    return read


def _service(told: Told, code: str) -> None:
    told.values.setdefault("service", made.service(code))


def _needs(told: Told, code: str) -> None:
    told.add("needs", *made.needs([code]))


def _country(told: Told, code: str) -> None:
    told.country = said.country(code)


def _besides(told: Told, code: str) -> None:
    told.besides.append(said.name(code))


_SCHEMES: dict[str, Callable[[Told, str], None]] = {
    "location": _location,
    "place kind": _one("place", made.place),
    "papers": _yes_or_no(
        "without_papers", {"not_required": True, "required": False, "ask": None}, "sc:papers"
    ),
    "takes": _takes,
    "intake": _one("intake", partial(said.code, Intake)),
    "audience": _one("audience", said.name),
    "cross border": _yes_or_no(
        "from_abroad",
        {"receives_from_abroad": True, "sends_abroad": None, "lawyer_link": None},
        "sc:cross_border",
    ),
    "service role": _one("role", made.role),
    "anti trafficking service role": _one("role", made.role),
    "source confidence": _one("confidence", made.confidence),
    "confidence": _one("confidence", made.confidence),
    "service": _service,
    "need": _needs,
    "needs": _needs,
    "sector": _one("sector", made.sector),
    "country": _country,
    "condition": _besides,
    "exploitation": _besides,
    "capacity word": lambda _told, _code: None,
}
