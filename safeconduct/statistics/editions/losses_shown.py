"""What a preparation loses, and what other layouts would lose, for its page: no number of a table is in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from safeconduct.statistics.editions import layouts, rules, store, words
from safeconduct.statistics.editions.kinds import KINDS, Kind
from safeconduct.statistics.editions.layouts import YEARS_MORE
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.editions.tried import Tried, tried
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting import reasons
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.editions import ARTICLE_19A

REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        *rules.ALL, reasons.BELOW_MINIMUM, reasons.OUT_OF_TIME, reasons.TOO_LARGE, reasons.CORRECTION,
        reasons.CONTRADICTION, reasons.STILL_OPEN,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One layout that can be chosen instead: what it would lose, or that nobody has worked it out."""

    layout: str
    name: Words
    loss: Mapping[str, Any] | None = None
    worked_out: datetime | None = None
    closed: Reason | None = None
    """Why it cannot be chosen."""
    is_taken: bool = False
    """It is the one that was made."""

    @property
    def hidden(self) -> int:
        """Numbers without a number."""
        return int(self.loss["cells"] - self.loss["shown"]) if self.loss else 0

    @property
    def totals(self) -> str:
        """Of the totals of each detail how many would be shown."""
        return layouts.totals(self.loss.get("totals", {})) if self.loss else ""


def of_ready(of: Preparation) -> dict[str, Any]:
    """Of the layout that was taken, and of the others."""
    loss, kind = of.outcome["loss"], KINDS[of.kind]
    known = tried(of) if of.state == "ready" else {}
    return {
        "loss": loss,
        "end": words.ENDS.get(of.document["protection"]["end"], ""),
        "gap_percent": of.document["protection"]["gap_per_mille"] // 10,
        "layout": words.RUNGS[loss["rung"]],
        "warning": layouts.warning(kind),
        "warns": loss["rung"] != next(iter(kind.ladder)),
        "order": "" if store.newest(ARTICLE_19A, of.country, of.span) else words.ORDER,
        "contained": layouts.of_document(of.kind, of.document["tables"]),
        "totals": layouts.totals(loss.get("totals", {})),
        "why": [(words.WHY_HIDDEN[code], number) for code, number in loss["hidden_for"].items()],
        "too_fine": [(words.RUNGS[rung], REASONS[code]) for rung, code in of.outcome["refused"]],
        "choices": [*_finer(of, kind, known), _taken(of, kind), *_others(of, kind)],
        "untried": [one.name for one in _finer(of, kind, known) if one.loss is None and one.closed is None],
        "no_measures": words.NO_MEASURES.get(of.outcome.get("no_measures", ""), ""),
    }


def _finer(of: Preparation, kind: Kind, known: Mapping[str, Tried]) -> Iterator[Choice]:
    """Layouts above the one that was taken: refused, tried before, or not worked out."""
    shut = dict(of.outcome.get("closed", ()))
    refused = [rung for rung, _reason in of.outcome["refused"]]
    for rung in layouts.finer(kind, of.outcome["loss"]["rung"], refused):
        found = known.get(rung)
        yield Choice(
            rung,
            layouts.named(kind, rung),
            found.loss if found else None,
            found.at if found else None,
            _why(shut.get(rung) or (found.refused if found else "")),
        )


def _taken(of: Preparation, kind: Kind) -> Choice:
    loss = of.outcome["loss"]
    return Choice(loss["rung"], layouts.named(kind, loss["rung"]), loss, is_taken=True)


def _others(of: Preparation, kind: Kind) -> Iterator[Choice]:
    """Coarser layouts, more years, and each table by itself."""
    for one in of.outcome["coarser"]:
        yield Choice(one["rung"], layouts.named(kind, one["rung"]), one)
    for years, one in of.outcome.get("longer", ()):
        name = _("Over the years %(name)s") % {"name": Span(of.year, years).code}
        yield Choice(f"{YEARS_MORE}{years}", name, one)
    for place, (table, one) in enumerate(of.outcome["tables"]):
        of_table = {**one, "shown": one["cells"] - one["hidden"]}
        yield Choice(str(place), f"{table}, {_change(one)}", of_table)


def _why(code: str) -> Reason | None:
    return REASONS.get(code, reasons.STILL_OPEN) if code else None


def of_dropped(of: Preparation) -> dict[str, Any]:
    """Of what was dropped: its layout, and what it would have lost."""
    loss = of.outcome.get("loss")
    return {"loss": loss, "layout": words.RUNGS[loss["rung"]]} if loss else {}


def _change(one: dict[str, Any]) -> str:
    if one["without"]:
        return _("without: %(what)s") % {"what": words.DIMENSIONS[one["without"]]}
    return _("merged: %(what)s") % {"what": words.DIMENSIONS[one["merged"]]}
