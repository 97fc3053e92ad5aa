"""What the node in memory tells of its services: a log of two, one change a page."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.services import wire
from safeconduct.exchange.services.wire import Asked, Change, Page

if TYPE_CHECKING:
    from tests.commands.conformance.small_node import SmallNode

LAST = 4


class SmallServices:
    """The part of the node that answers at `services`."""

    def __init__(self, node: "SmallNode") -> None:
        self.node = node

    def answer(self, body: bytes) -> bytes:
        try:
            asked = wire.read_question(body)
        except WireError as error:
            if (
                error.fault is not Fault.MALFORMED
                or self.node.broken != "answers any question about services"
            ):
                raise
            asked = Asked(0, 0)
        said = wire.write_page(self._page(asked))
        return said.replace(b'"more":', b'"most":') if self.node.broken == "gives what is no page" else said

    @property
    def epoch(self) -> int:
        return 7 if self.node.broken == "has another epoch than its card" else 0

    def _page(self, asked: Asked) -> Page:
        broken = self.node.broken
        after = asked.after
        knows = asked.epoch == self.epoch and after <= LAST
        if not knows and broken != "goes on in another log":
            after = 0
        behind = [one for one in self._log() if one.sequence > after]
        page, until = behind[:1], max(LAST, after)
        if len(behind) > 1:
            until = behind[0].sequence
        if after == LAST and broken == "tells a service again":
            page, until = [Change(LAST + 1, UUID(int=8), self._service(8))], LAST + 1
        issued = datetime.now(UTC) - timedelta(days=1 if broken == "says another card than it has" else 0)
        return Page(self.epoch, after, until, more=until < LAST, changes=page, card=issued)

    def _log(self) -> list[Change]:
        office = {
            "service": "legal_advice",
            "needs": ["legal_aid"],
            "place": "office",
            "address": "Invented street 3",
        }
        return [Change(1, UUID(int=8), self._service(8)), Change(3, UUID(int=9), self._service(9, **office))]

    def _service(self, number: int, **more: object) -> dict[str, Any]:
        said = {
            "id": str(UUID(int=number)), "agency": str(self.node.agency), "team": str(UUID(int=7)),
            "service": "shelter", "needs": ["housing"], "purpose": "referral_service", "takes_children": True,
            "hours": "By day", "place": "shelter", "open_days": [], "opens": None, "closes": None, **more,
        }  # fmt: skip
        match self.node.broken:
            case "tells services of others":
                said["agency"] = str(uuid4())
            case "tells services of a team that it has not":
                said["team"] = str(uuid4())
            case "tells a service in codes of its own":
                said["purpose"] = "whatever"
            case "says where a shelter is" if said["place"] == "shelter":
                said["address"] = "Invented street 4"
            case "says how a shelter is reached" if said["place"] == "shelter":
                said["contact"] = "+359 00 100 200"
        return said
