"""One referral, from a new person on, moved by members through the pages of their nodes."""

from collections.abc import Sequence
from uuid import UUID

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME, PHONE, SHARED, Walk
from tests.nodes.town import Town, until

SECRETS = (NAME, PHONE, CODE_WORD)
"""What only a receiver that has accepted may read."""

TO: dict[str, tuple[str, dict[str, str | list[str]]]] = {
    "acknowledged": ("acknowledge", {}),
    "in_service": ("start", {}),
    "outcome_recorded": ("record_outcome", {"outcome": "given"}),
}
JOURNEY = ["sent", "acknowledged", "accepted", "in_service", "outcome_recorded", "closed"]


def words(text: str, about: str = "needs") -> dict[str, str | list[str]]:
    """A text as the forms take it."""
    return {"text": text, "about": about, "spoken": "en"}


class Story:
    """A referral from one member's case to another's team; the nodes may be the same."""

    def __init__(
        self, town: Town, *, sender: str = "Ana Pop", receiver: str = "Sofie Maes", to: str = "Maison Lierre"
    ) -> None:
        self.town, self.to = town, to
        self.ana, self.sofie = town.hands(sender), town.hands(receiver)
        self.here, self.there = (str(town.pair.place(name).node.id) for name in (sender, receiver))
        self.person = self.path = ""

    # --- The sender ---------------------------------------------------------------------------------------

    def begun(self, person: str = "") -> Page:
        """A draft without a consent, as its page; `person` is an earlier story's."""
        self.person = person or self._case()
        draft = self.ana.draft(self.person, self.town.agency(self.to)["services"][0]["id"], "urgent")
        self.path = draft.path
        return draft

    def drafted(self, person: str = "", shared: Sequence[str] = SHARED) -> "Story":
        """A draft with its consent to share these sections; `person` is an earlier story's."""
        self.ana.consent(self.begun(person), told(list(shared), language="uk"))
        return self

    def posted(self, person: str = "") -> "Story":
        """Consented and sent, whether or not it can arrive."""
        self.drafted(person)
        self.ana.send(self.path)
        return self

    def sent(self) -> "Story":
        """Sent, and there."""
        self.posted().wait("sent")
        return self

    def _case(self) -> str:
        walk = Walk(self.town.pair, lambda _step: None)
        walk.ana = self.ana
        return walk._case()

    # --- On the way ---------------------------------------------------------------------------------------

    def reach(self, state: str) -> "Story":
        """From nothing to this state of the journey, on both sides."""
        self.sent()
        for step in JOURNEY[1 : JOURNEY.index(state) + 1]:
            self.step(step)
        return self

    def step(self, state: str) -> None:
        """The next step of the journey."""
        if state == "accepted":
            self.sofie.accept(self.path)
            until("what was held back arrives", lambda: NAME in self.sofie.see(self.path).text)
        elif state == "closed":
            self.ana.move(self.path, "close", {"confirmation": "confirmed"})
        else:
            self.sofie.move(self.path, *TO[state])
        self.wait(state)

    def withdraw(self, side: str, *, member: str = "") -> Page:
        """Taken back by a member of this side."""
        hands = self.town.hands(member) if member else {"sender": self.ana, "receiver": self.sofie}[side]
        reason = "consent_withdrawn" if side == "sender" else "by_person"
        return hands.withdraw(self.path, {"reason": reason, "channel": "person"})

    def take_back(self, *sections: str, member: str = "") -> Page:
        """The person, who is with the sender, takes these sections back and leaves the rest."""
        hands = self.town.hands(member) if member else self.ana
        page = hands.see(self.path)
        said = hands.browser.submit(
            page,
            f"{self.path}withdraw/",
            sections=list(sections),
            channel="person",
            reason="by_person",
        )
        assert said.status == 200
        return said

    def wait(self, state: str) -> None:
        """Until both sides are in this state."""
        until(f"both sides are {state} ({self.states()})", lambda: self.states() == (state, state))

    # --- What stands --------------------------------------------------------------------------------------

    @property
    def reference(self) -> str:
        """The name in the address."""
        return self.path.split("/")[2]

    @property
    def shared(self) -> UUID:
        """The referral's name on both sides."""
        return UUID(str(self.of_sender("shared")))

    def of_sender(self, column: str) -> object:
        """A column of the sender's row."""
        return self._of(self.here, "sender", column)

    def of_receiver(self, column: str) -> object:
        """A column of the receiver's row; None while there is none."""
        return self._of(self.there, "receiver", column)

    def _of(self, node: str, side: str, column: str) -> object:
        row = f"SELECT {column} FROM referrals.referral WHERE reference = %s AND side = %s"
        return self.town.value(node, row, self.reference, side)

    def states(self) -> tuple[object, object]:
        """Where both sides stand."""
        return self.of_sender("state"), self.of_receiver("state")

    def histories_agree(self) -> bool:
        """Whether both sides hold the same moves in the same order."""
        return self.town.history(self.here, self.shared, "sender") == self.town.history(
            self.there, self.shared, "receiver"
        )

    def keys_there(self) -> int:
        """How many section keys the receiver has of the person."""
        found: int = self.town.value(
            self.there,
            "SELECT count(*) FROM keys.section_key WHERE case_id = %s::uuid",
            self.of_receiver("case_id"),
        )
        return found

    def grants_there(self) -> int:
        """How many grants to the received case are alive."""
        found: int = self.town.value(
            self.there,
            "SELECT count(*) FROM access.grants WHERE case_id = %s::uuid AND ended_at IS NULL",
            self.of_receiver("case_id"),
        )
        return found

    def incoming(self) -> list[tuple[object, ...]]:
        """What the receiver has taken in of this referral, in its order: lane, number, type, status."""
        return self.town.ask(
            self.there,
            "SELECT lane, sequence, type, status FROM exchange.incoming "
            "WHERE handle = %s AND agency_id = %s::uuid ORDER BY received_at",
            self.of_sender("handle"),
            self.of_sender("other_agency_id"),
        )
