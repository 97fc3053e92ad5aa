"""What a preparation loses, and what other layouts would lose, for its page: no number of a table is in it."""

from typing import Any

from django.utils.translation import gettext as _

from safeconduct.statistics.editions import layouts, rules, words
from safeconduct.statistics.editions.kinds import KINDS
from safeconduct.statistics.editions.layouts import YEARS_MORE
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.editions.tried import Tried, tried
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting import reasons
from safeconduct.vocabulary.decisions import Reason

REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        *rules.ALL, reasons.BELOW_MINIMUM, reasons.OUT_OF_TIME, reasons.TOO_LARGE, reasons.CORRECTION,
        reasons.CONTRADICTION, reasons.STILL_OPEN,
    )
}  # fmt: skip


def of_ready(of: Preparation) -> dict[str, Any]:
    """Of the layout that was taken, of the coarser ones, and of each table by itself."""
    loss, shut, known = (
        of.outcome["loss"],
        dict(of.outcome.get("closed", ())),
        tried(of) if of.state == "ready" else {},
    )
    return {
        "loss": loss,
        "end": words.ENDS.get(of.document["protection"]["end"], ""),
        "layout": words.RUNGS[loss["rung"]],
        "warning": layouts.warning(KINDS[of.kind]),
        "warns": loss["rung"] != next(iter(KINDS[of.kind].ladder)),
        "order": words.ORDER,
        "contained": layouts.of_document(of.kind, of.document["tables"]),
        "why": [(words.WHY_HIDDEN[code], number) for code, number in loss["hidden_for"].items()],
        "too_fine": [(words.RUNGS[rung], REASONS[code]) for rung, code in of.outcome["refused"]],
        "finer": [
            (rung, words.RUNGS[rung], _why(shut.get(rung) or _refused(known.get(rung))), known.get(rung))
            for rung in layouts.finer(
                KINDS[of.kind], loss["rung"], (rung for rung, _ in of.outcome["refused"])
            )
        ],
        "no_measures": words.NO_MEASURES.get(of.outcome.get("no_measures", ""), ""),
        "coarser": [
            (one["rung"], words.RUNGS[one["rung"]], {**one, "hidden": one["cells"] - one["shown"]})
            for one in of.outcome["coarser"]
        ],
        "longer": [
            (
                f"{YEARS_MORE}{years}",
                Span(of.year, years).code,
                {**one, "hidden": one["cells"] - one["shown"]},
            )
            for years, one in of.outcome.get("longer", ())
        ],
        "by_table": [
            (place, name, _change(one), {**one, "shown": one["cells"] - one["hidden"]})
            for place, (name, one) in enumerate(of.outcome["tables"])
        ],
    }


def _refused(known: Tried | None) -> str:
    return known.refused if known else ""


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
