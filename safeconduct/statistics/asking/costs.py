"""What an answer may cost: years of which no edition with sex and age in every table was released.

Whether an answer would close a layout is not said before it is given: that would be an answer by itself, and one that
stands in no ledger. So whoever asks about such a year says each time that they mean it.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.editions.kinds import OF_ARTICLE_19A
from safeconduct.statistics.editions.layouts import ASKED_BY_LAW
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.together import asked

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
_RELEASED = """
    SELECT DISTINCT e.year FROM statistics.edition e
     WHERE e.country = %s AND e.kind = %s AND e.years = 1 AND e.year = ANY (%s)
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(e.document::jsonb -> 'tables') t
                        WHERE t ->> 'code' = ANY (%s) AND NOT (t -> 'dimensions') @> %s::jsonb)
"""


def may_cost(*, is_open: bool, is_meant: bool) -> Decision:
    """A year that can still lose tables with sex and age is asked about by who says that they mean it. Pure."""
    return Refused(MAY_COST) if is_open and not is_meant else Allowed()


def still_open(country: str, years: Sequence[int]) -> list[int]:
    """Those of the years of which no edition with all that Article 19a asks for was released, in their order."""
    tables = sorted(OF_ARTICLE_19A.tables_on("whole"))
    law = '["' + '", "'.join(sorted(ASKED_BY_LAW)) + '"]'
    rows = asked(_RELEASED, [country, OF_ARTICLE_19A.code, list(years), tables, law])
    released = {int(year) for (year,) in rows}
    return [year for year in years if year not in released]
