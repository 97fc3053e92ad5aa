"""Layouts and years that were chosen beside what is prepared; what a layout has and lacks. Pure but for the words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.statistics.editions import rules, words
from safeconduct.statistics.editions.kinds import ABOUT, KINDS, Kind
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.editions.years import Span
from safeconduct.vocabulary.decisions import NotPossible, Words
from safeconduct.vocabulary.editions import ARTICLE_19A

YEARS_MORE = "years-"
"""How a press says that more years are to be taken."""
DETAILS: dict[str, Words] = {
    "status": gettext_lazy("where identification stands"),
    "sex": gettext_lazy("sex"),
    "age": gettext_lazy("age"),
}
"""What a table may have beside the dimension that it is about, in the middle of a sentence."""
ASKED_BY_LAW = frozenset({"sex", "age"})
"""Of these Article 19a asks for in each of its tables: statistics-19a.md section 1."""


@dataclass(frozen=True, slots=True)
class Contained:
    """Of the details: which stand in every table, in some, and in none."""

    kind: str
    in_all: tuple[str, ...]
    in_some: tuple[str, ...]
    in_none: tuple[str, ...]

    @property
    def short(self) -> str:
        """Beside a name: what it lacks; "" where nothing."""
        return _("without: %(what)s") % {"what": _named(self.in_none)} if self.in_none else ""

    @property
    def sentence(self) -> str:
        """What is in it, what is not, and what the law asks for of that."""
        said = [
            _("In every table: %(what)s.") % {"what": _named(self.in_all)} if self.in_all else "",
            _("In some tables: %(what)s.") % {"what": _named(self.in_some)} if self.in_some else "",
            _("In none: %(what)s.") % {"what": _named(self.in_none)} if self.in_none else "",
        ]
        if self.kind == ARTICLE_19A and ASKED_BY_LAW - set(self.in_all):
            said.append(_("Article 19a asks for sex and age in each of them."))
        return " ".join(one for one in said if one)


def warning(kind: Kind) -> Words:
    """What a layout does to finer ones, said beside the choice and beside what was made."""
    if kind.code == ARTICLE_19A:
        return _(
            "Choose with care: once a coarser layout is shown or released, finer ones, such as sex and age in each "
            "table, may be closed for these years, for good."
        )
    return _(
        "Choose with care: once a coarser layout is shown or released, finer ones may be closed for these years, for "
        "good, and those of the yearly tables with them."
    )


def finest_first(kind: Kind) -> Words:
    """Why the finest is chosen at first, and what it costs to choose another one after it."""
    if kind.code != ARTICLE_19A:
        return _(
            "The finest is chosen at first. Some minutes later its page says what each coarser one would show."
        )
    return _(
        "The finest is chosen at first, for Article 19a asks for it. Some minutes later its page says what each "
        "coarser one would show; no tables are shown then, so nothing is closed when you choose one of them. It holds "
        "every number of the coarser ones, so it closes none."
    )


def totals(shown: Mapping[str, Sequence[int]]) -> str:
    """Of the totals of each detail how many are shown; "" where nothing is known of that."""
    if not shown:
        return ""
    said = [
        _("%(name)s: %(shown)s of %(of)s")
        % {"name": DETAILS[name], "shown": shown[name][0], "of": shown[name][1]}
        for name in DETAILS
        if name in shown
    ]
    return _("Totals that are shown, %(what)s.") % {"what": "; ".join(said)}


def of_rung(kind: Kind, rung: str) -> Contained:
    """What the tables of a kind have on this rung."""
    return _contained(kind.code, [kind.names(own, rung) for own in kind.tables_on(rung).values()])


def named(kind: Kind, rung: str) -> Words:
    """What a layout is called, with what it lacks."""
    lacks = of_rung(kind, rung).short
    return f"{words.RUNGS[rung]} ({lacks})" if lacks else words.RUNGS[rung]


def of_document(kind: str, tables: Iterable[dict[str, Any]]) -> Contained:
    """What the tables of registered persons that were made have; A4 and measures stand for themselves."""
    return _contained(kind, [one["dimensions"] for one in tables if one["code"] in ABOUT])


def _contained(kind: str, tables: Sequence[Iterable[str]]) -> Contained:
    has = [set(one) for one in tables]
    everywhere = tuple(name for name in DETAILS if has and all(name in one for one in has))
    nowhere = tuple(name for name in DETAILS if not any(name in one for one in has))
    somewhere = tuple(name for name in DETAILS if name not in (*everywhere, *nowhere))
    return Contained(kind, everywhere, somewhere, nowhere)


def _named(names: Iterable[str]) -> str:
    return ", ".join(str(DETAILS[name]) for name in names)


def finer(kind: Kind, taken: str, tried: Iterable[str]) -> list[str]:
    """Rungs above the one that was taken of which nobody has worked out what they would lose."""
    rungs, known = list(kind.ladder), set(tried)
    return [rung for rung in rungs[: rungs.index(taken)] if rung not in known]


def longer(of: Preparation, layout: str) -> Span:
    """The years that were chosen beside what is prepared; its own where none were."""
    offered = {f"{YEARS_MORE}{years}": years for years, _loss in of.outcome.get("longer", ())}
    return Span(of.year, offered.get(layout, of.years))


def chosen(of: Preparation, layout: str) -> dict[str, Any]:
    """What is prepared next: a rung of the ladder, or the tables as they are with one of them in another layout."""
    if layout in KINDS[of.kind].ladder:
        return {"rung": layout, "a4": False}
    if not layout.isascii() or not layout.isdecimal() or of.state != "ready":
        return of.wanted
    place = int(layout)
    if place >= len(of.outcome["tables"]):
        raise NotPossible(rules.NOT_READY)
    name, other = of.outcome["tables"][place]
    tables = [
        [
            one["code"],
            other["codes"]
            if one["code"] == name
            else [list(pair) for pair in zip(one["dimensions"], one["codes"], strict=True)],
        ]
        for one in of.document["tables"]
        if one["code"] in ABOUT
    ]
    return {"rung": of.outcome["loss"]["rung"], "tables": tables}
