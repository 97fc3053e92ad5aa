"""What a consent says, as one frozen document, and the extract of it that travels to the recipient."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from safeconduct.consent.rules import Fact, Recipient, Shareable, Talk
from safeconduct.consent.wording import TEXT_VERSION, nearest
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.sections import Section, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Named recipient x sections x purpose x until, how it was given, and under which conditions."""

    team: UUID
    agency: UUID
    purpose: Purpose
    sections: list[Section]
    until: datetime | None = None
    told: list[Fact] = field(default_factory=list)
    limit_told: bool = False
    research: str = ""
    """What the person said about figures without names: `rules.Research`, or "" when nobody has said."""
    language: str = ""
    presentation: str = ""
    method: str = ""
    interpreter: str = ""
    witness: str = ""
    conditions: list[str] = field(default_factory=list)
    tell_outcome: bool = False
    follow_changes: bool = False
    guardian: str = ""
    assents: bool = False
    ground: str = ""
    copy: str = ""
    """Whether the person has a copy: `rules.Copy`, or "" when nobody has said."""
    text_language: str = ""
    """Which of our texts was read out. The talk may have been in another language, through an interpreter."""
    text_version: str = TEXT_VERSION

    @property
    def read_in(self) -> str:
        """The language of the text that was read out; where that was not kept, the nearest to the talk."""
        return self.text_language or nearest(self.language)

    def talk(
        self,
        *,
        is_child: bool,
        recipient: Recipient | None = None,
        shareable: Shareable | None = None,
        guardian_refused: Reason | None = None,
    ) -> Talk:
        """The facts that the rule asks for. `is_child` is true as well where it is not known."""
        return Talk(
            told=frozenset(self.told),
            sections=frozenset(self.sections),
            until=self.until,
            language=self.language,
            method=self.method,
            witness=self.witness,
            names_recipient=True,
            is_limit_told=self.limit_told,
            conditions=frozenset(self.conditions),
            recipient=recipient,
            is_child=is_child,
            guardian=self.guardian,
            assents=self.assents,
            guardian_refused=guardian_refused,
            shareable=shareable or Shareable(),
        )

    def members(self) -> dict[str, Any]:
        """As it is stored and signed: texts, lists and booleans only."""
        members = asdict(self)
        members["team"], members["agency"] = str(self.team), str(self.agency)
        members["purpose"] = self.purpose.value
        members["sections"] = [section.value for section in in_order(self.sections)]
        members["told"] = [fact.value for fact in Fact if fact in self.told]
        members["until"] = self.until.isoformat() if self.until else None
        return members


def read(members: dict[str, Any]) -> Document:
    """A stored document. Raises KeyError or ValueError for one that this release cannot read."""
    until = cast(str | None, members["until"])
    return Document(
        **{
            **members,
            "team": UUID(members["team"]),
            "agency": UUID(members["agency"]),
            "purpose": Purpose(members["purpose"]),
            "sections": [Section(name) for name in members["sections"]],
            "told": [Fact(name) for name in members["told"]],
            "until": datetime.fromisoformat(until) if until else None,
        }
    )
