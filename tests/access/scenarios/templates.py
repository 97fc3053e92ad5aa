"""Policies of the templates of documents: an agency's own, each version put in by one and checked by another."""

from typing import Any

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import Refusal, Scenario, adds, sees

TABLE = "rights.document_template"


def _template(agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    return {"agency_id": ID(agency), "put_in_by": ID(by), "version": 2}


def _checked(by: str, put_in_by: str) -> dict[str, Any]:
    return _template(by=put_in_by) | {"checked_by": ID(by), "checked_at": NOW}


SCENARIOS: dict[tuple[str, str], Scenario] = {
    (TABLE, "templates_of_my_agency"): Scenario(
        "ana", [sees(TABLE, agency_id=ID("alfa"))],
        [sees(TABLE, agency_id=ID("beta")), Refusal(sees(TABLE, agency_id=ID("alfa")), "bea")],
    ),
    (TABLE, "templates_that_i_put_in"): Scenario(
        "ana", [adds(TABLE, **_template()), adds(TABLE, **_checked("ana", "lea"))],
        [adds(TABLE, **_template("beta")), adds(TABLE, **_template(by="lea")),
         adds(TABLE, **_checked("lea", "dan")), adds(TABLE, **_checked("lea", "ana"))],
    ),
}  # fmt: skip
