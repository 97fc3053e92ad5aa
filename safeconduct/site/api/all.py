"""The API of version 1, put together from the rooms."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from safeconduct.access.api import router as access
from safeconduct.access.software import Token
from safeconduct.cases.api import router as cases
from safeconduct.directory.api import router as directory
from safeconduct.referrals.api import router as referrals
from safeconduct.site.api.describing import described
from safeconduct.site.api.faults import listen
from safeconduct.site.api.reading import Strict
from safeconduct.statistics.api import router as statistics

PREFIX = "/api/v1/"
DESCRIPTION = (
    "For the software of a member of an agency on a Safeconduct node. A token never opens more than its member's pages "
    "do. How it is used: docs/how-to/use-the-api.md; what each problem means: docs/reference/api.md."
)


class Described(NinjaAPI):
    """An API whose description also says what goes wrong, and what every write must bring."""

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = PREFIX,
        path_params: dict[str, Any] | None = None,
    ) -> OpenAPISchema:
        """The description, the same wherever the node is."""
        return described(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


api = Described(
    title="Safeconduct",
    version="1",
    description=DESCRIPTION,
    docs_url=None,  # a page of somebody else's scripts would break what every answer promises
    auth=Token(),
    parser=Strict(),
    urls_namespace="api",
)
for router in (access, directory, cases, referrals, statistics):
    api.add_router("", router)
listen(api)
