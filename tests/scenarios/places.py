"""The two places where every scenario is walked: two agencies of one node, and two nodes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from safeconduct.commands.demonstration.walk import SHARED
from safeconduct.vocabulary.sections import Section
from tests.nodes.software import Software
from tests.nodes.story import Story
from tests.nodes.town import Town

WHERE = ("one node", "two nodes")


@dataclass
class Place:
    """Who sends is Ana Pop, a social worker; who receives are a lawyer next door or a shelter's team abroad."""

    town: Town
    where: str
    _programs: dict[tuple[str, tuple[str, ...]], Software] = field(default_factory=dict)
    _stories: dict[str, Story] = field(default_factory=dict)

    @property
    def receiver(self) -> str:
        """Who answers."""
        return "Radu Ene" if self.where == WHERE[0] else "Sofie Maes"

    @property
    def colleague(self) -> str:
        """Of the receiver's team."""
        return "Irina Luca" if self.where == WHERE[0] else "Karim Haddad"

    @property
    def stranger(self) -> str:
        """Of another agency on the receiver's node."""
        return "Elena Dobre" if self.where == WHERE[0] else "Claire Dubois"

    @property
    def node(self) -> str:
        """The receiver's node."""
        return "ro" if self.where == WHERE[0] else "be"

    @property
    def service(self) -> str:
        """The id of the service that is asked for."""
        return str(self.town.agency(self.to)["services"][0]["id"])

    @property
    def outcome(self) -> dict[str, object]:
        """That it was given."""
        return {"outcomes": {str(self.town.agency(self.to)["services"][0]["service"]): "given"}}

    @property
    def to(self) -> str:
        """The agency that is asked."""
        return "Cabinet Teiul" if self.where == WHERE[0] else "Maison Lierre"

    def story(self) -> Story:
        """A referral that has not begun."""
        return Story(self.town, receiver=self.receiver, to=self.to)

    def shared(self, state: str) -> Story:
        """One that has come so far and that nobody moves any more."""
        if state not in self._stories:
            self._stories[state] = self.story().reach(state)
        return self._stories[state]

    def program(self, member: str, *scopes: str) -> Software:
        """A program of this member's, made for all or for these."""
        key = (member, scopes)
        if key not in self._programs:
            more: Sequence[Sequence[str]] = [scopes] if scopes else []
            self._programs[key] = Software.of(self.town, member, *more)
        return self._programs[key]

    def forget(self, member: str) -> None:
        """The member's tokens ended when the member was suspended; the next program makes its own."""
        self._programs = {key: program for key, program in self._programs.items() if key[0] != member}

    def read(self, story: Story, member: str) -> set[str]:
        """The sections that this member's program is given; none where there is no such referral for them."""
        asked = "&".join(f"section={section}" for section in Section)
        said = self.program(member).ask("GET", f"/referrals/{story.reference}/sections?{asked}")
        return (
            {item["section"] for item in said.body["items"] if item["content"]}
            if said.status == 200
            else set()
        )

    def move(self, story: Story, member: str, event: str, **codes: object) -> int:
        """The status of this move by this member's program."""
        body = {"move": event, "codes": codes}
        return self.program(member).ask("POST", f"/referrals/{story.reference}/moves", body).status


ALL = set(SHARED)
AT_ONCE = {"profile", "needs", "safety"}
