"""What of a conference travels, written and read: names, days, codes; words only as a text of the item's section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.audit.actions import Detail
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.codes import moment, moment_text
from safeconduct.referrals.conferring.codes import Step
from safeconduct.referrals.texts import Kind

CONFERRED = "safeconduct.referral.conferred.v1"

WORDS: Mapping[Step, Kind] = {
    Step.ASKED: Kind.CONFERENCE,
    Step.PROPOSED: Kind.PROPOSAL,
    Step.DECIDED: Kind.CONFERENCE,
    Step.MINUTED: Kind.CONFERENCE,
}
"""The steps that come with words, and of which kind; the others come with none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One step about a conference. Its names are those of this referral alone."""

    step: Step
    conference: UUID
    item: UUID | None = None
    """None where it is about the whole conference: `met`."""
    until: datetime | None = None
    """With `asked`: until when proposals are written."""
    meets_at: datetime | None = None
    """With `asked` and `met`: when one meets; None for a conference without a meeting."""
    came: bool | None = None
    """With `met`: whether somebody of the other agency was there; None while that is not said."""

    def named(self) -> UUID:
        """The item that it is about. A step without one never comes here."""
        assert self.item is not None  # noqa: S101  (`read` has looked)
        return self.item

    def detail(self) -> Detail:
        """What the audit keeps of it: names, never words."""
        item: Detail = {"item": str(self.item)} if self.item else {}
        return {"conference": str(self.conference), **item}

    def members(self) -> dict[str, object]:
        """As it travels."""
        return {
            "step": self.step.value,
            "conference": str(self.conference),
            "item": str(self.item) if self.item else None,
            "until": moment_text(self.until) if self.until else None,
            "meets_at": moment_text(self.meets_at) if self.meets_at else None,
            "came": self.came,
        }


def read(data: object) -> Said:
    """The step of a body. Raises RefuseMessage("malformed_body")."""
    try:
        assert isinstance(data, dict)  # noqa: S101  (an AssertionError is caught with the others)
        said = Said(
            step=Step(data["step"]),
            conference=UUID(data["conference"]),
            item=None if data["item"] is None else UUID(data["item"]),
            until=_moment(data["until"]),
            meets_at=_moment(data["meets_at"]),
            came=_yes_or_no(data["came"]),
        )
        if (said.item is None) is not (said.step is Step.MET):
            raise ValueError("every step but that about a meeting names its item")
        if (said.until is None) is (said.step is Step.ASKED):
            raise ValueError("only what is asked has a day")
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefuseMessage("malformed_body") from error
    return said


def _moment(value: object) -> datetime | None:
    found = moment(value)
    if value is not None and found is None:
        raise ValueError("no moment")
    return found


def _yes_or_no(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError("neither yes nor no")
    return value
