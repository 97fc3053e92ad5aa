"""What the node in memory does about enquiries and bed counts: what stands beside referrals."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.beds.message import Said, Told, read_first_count
from safeconduct.referrals.beds.message import read as read_beds
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.enquiries.message import read_asked, read_name
from safeconduct.vocabulary.scanner import normal

if TYPE_CHECKING:
    from tests.commands.conformance.small_node import SmallNode

TEAM = UUID(int=7)
_DESCRIBED = {
    "id", "reference", "team", "service", "role", "country", "until", "is_child", "sex", "languages", "services",
    "exploitation", "urgency", "part_of_country", "constraints", "note",
}  # fmt: skip


class SmallAside:
    """Enquiries and agreements, each with its subject."""

    def __init__(self, node: "SmallNode") -> None:
        self.node = node
        self.enquiries: dict[UUID, str] = {}
        self.agreements: dict[UUID, str] = {}

    @property
    def broken(self) -> str:
        return self.node.broken

    def handler(self, kind: str) -> Callable[[Opened], bool] | None:
        """What takes in messages of this kind, where the node knows them."""
        is_left_out = {"does not know enquiries": "enquir", "does not know bed counts": "bed"}.get(
            self.broken, "-"
        )
        found: Callable[[Opened], bool] | None = (
            getattr(self, kind, None) if is_left_out not in kind else None
        )
        return found if kind.startswith(("referral_", "clock_")) else None

    # --- Enquiries ----------------------------------------------------------------------------------------------

    def referral_enquired(self, opened: Opened) -> bool:
        body: dict[str, Any] = {"enquiry": self._overlooking(dict(opened.body))}
        if self.broken == "keeps an enquiry that it has refused" and body["enquiry"]:
            self.enquiries[UUID(body["enquiry"]["id"])] = opened.routing.subject
        arrived = read_asked(body, datetime.now(UTC))
        if arrived.team != TEAM and self.broken != "takes an enquiry of any team":
            raise RefuseMessage("no_such_team")
        self.enquiries[arrived.id] = opened.routing.subject
        return True

    def _overlooking(self, body: dict[str, Any]) -> Any:
        """The enquiry, with what the node does not look at made right."""
        if not isinstance(body.get("enquiry"), dict):
            return None
        asked = dict(body["enquiry"])
        match self.broken:
            case "takes an enquiry that lacks something":
                asked = {"urgency": "routine", **asked, "services": ["shelter"]}
            case "takes a note of any length":
                asked["note"] = {**asked["note"], "text": asked["note"]["text"][:300]}
            case "takes a note in any form":
                asked["note"] = {**asked["note"], "text": normal(asked["note"]["text"])}
            case "takes an enquiry for any time":
                asked["until"] = moment_text(datetime.now(UTC) + timedelta(days=1))
            case "takes a note about somebody":
                asked["note"] = (
                    asked["note"] if len(asked["note"]["text"]) > 300 else _nothing_found(asked["note"])
                )
            case "refuses what it does not know in an enquiry" if set(asked) - _DESCRIBED:
                raise RefuseMessage("malformed_body")
        return asked

    def referral_enquiry_withdrawn(self, opened: Opened) -> bool:
        self._known_enquiry(opened)
        return False

    def referral_enquiry_answered(self, opened: Opened) -> bool:
        self._known_enquiry(opened)
        if self.broken == "lets whoever asks answer":
            return False
        raise RefuseMessage("not_your_side")

    def clock_enquiry_taken(self, opened: Opened) -> bool:
        if self.broken == "takes no word of the clock about an enquiry":
            raise RefuseMessage("not_for_a_clock")
        if self.broken == "does not know that another was taken":
            raise RefuseMessage("unknown_type")
        self._known_enquiry(opened)
        return False

    clock_enquiry_kept = clock_enquiry_taken

    def _known_enquiry(self, opened: Opened) -> None:
        subject = self.enquiries.get(read_name(opened.body))
        if subject is None and self.broken == "takes back an enquiry that it does not know":
            return
        if subject is None or (subject != opened.routing.subject and self.broken != "mixes enquiries up"):
            raise RefuseMessage("unknown_enquiry")

    # --- Bed counts ---------------------------------------------------------------------------------------------

    def referral_beds(self, opened: Opened) -> bool:
        try:
            told = read_beds(opened.body, datetime.now(UTC).date())
        except RefuseMessage:
            if self.broken == "takes any count":
                return False
            raise
        if told.said is Said.ASKED:
            if self.broken == "takes nothing that is asked about beds":
                raise RefuseMessage("not_yours")
            self.agreements[told.agreement] = opened.routing.subject
            return False
        self._known_agreement(told, opened)
        if told.said is Said.AGREED and self.broken != "lets whoever asked agree":
            raise RefuseMessage("not_your_side")
        if told.said is Said.COUNTED and self.broken != "takes a count that nobody agreed to":
            raise RefuseMessage("beds_not_agreed")
        if told.said is Said.ENDED and self.broken != "knows an agreement after its end":
            self.agreements.pop(told.agreement, None)
        return False

    def clock_bed_count(self, opened: Opened) -> bool:
        self._known_agreement(read_first_count(opened.body, datetime.now(UTC).date()), opened)
        if self.broken == "takes a first count that nobody agreed to":
            return False
        raise RefuseMessage("beds_not_agreed")

    def _known_agreement(self, told: Told, opened: Opened) -> None:
        subject = self.agreements.get(told.agreement)
        if subject is None and self.broken == "ends an agreement that it does not know":
            return
        if subject is None or (subject != opened.routing.subject and self.broken != "mixes agreements up"):
            raise RefuseMessage("unknown_agreement")


def _nothing_found(note: dict[str, str]) -> dict[str, str]:
    """The note without whatever it says, where that is in the one form."""
    return note if note["text"] != normal(note["text"]) else {**note, "text": "Nothing."}
