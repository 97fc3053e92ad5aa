"""What an answer may cost: years that still have tables with sex and age to lose. Pure.

Whether an answer would close a layout is not said before it is given: that would be an answer by itself, and one that
stands in no ledger. So whoever asks about such a year says each time that they mean it.
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.editions.kinds import OF_ARTICLE_19A as KIND
from safeconduct.statistics.editions.layouts import ASKED_BY_LAW
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

MEANT = "meant"
"""The name of the tick."""
MAY_COST = Reason(
    "answer_may_cost_tables",
    _(
        "Nothing was asked. No edition of this year with sex and age in every table was released yet, and an answer "
        "may cost the year such tables, for good."
    ),
    _("Have the edition released first; or tick that you ask all the same."),
)

type Tables = Mapping[str, frozenset[str]]
"""The dimensions of each table of an edition."""


def may_cost(*, is_open: bool, is_meant: bool) -> Decision:
    """A year that can still lose tables with sex and age is asked about by who says that they mean it. Pure."""
    return Refused(MAY_COST) if is_open and not is_meant else Allowed()


def left(released: Collection[Tables]) -> list[str]:
    """The layouts with sex and age that no edition has; none once one has both in every table. Pure."""
    law = list(KIND.tables_on("whole"))
    if any(all(one.get(code, ASKED_BY_LAW) >= ASKED_BY_LAW for code in law) for one in released):
        return []
    return [
        rung for rung in KIND.ladder if _has_both(rung) and not any(_holds(one, rung) for one in released)
    ]


def _has_both(rung: str) -> bool:
    return any(set(KIND.names(own, rung)) >= ASKED_BY_LAW for own in KIND.tables_on(rung).values())


def _holds(released: Tables, rung: str) -> bool:
    """Whether each table of the rung is a margin of one that was released."""
    return all(
        any(set(KIND.names(own, rung)) <= one for one in released.values())
        for own in KIND.tables_on(rung).values()
    )
