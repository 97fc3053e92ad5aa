"""What a taking back at the first link means for the next one, and what of it is told one link back. Pure.

A sub-referral rests on a consent of its own, so it never ends by itself when the one before it is taken back: whoever
referred on asks the person, and enters what they say. What comes of it goes back one link as a code, and only where
the person agreed that the first agency knows of the referral at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.codes import moment, moment_text
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section, in_order

ALL = "all"
"""In the place of sections: the whole referral was taken back."""

NOTHING_TAKEN_BACK = Reason(
    "nothing_taken_back_before",
    _("Nothing of what brought the person to you is taken back and still open here."),
    _("If the person wants this referral to end, take it back."),
)
NOT_IN_YOUR_HANDS = Reason(
    "not_in_your_hands",
    _("Only who has the person's file in hand enters that they let it go on."),
    _("Tell the case lead what the person said. Taking it back you can enter yourself, at any time."),
)


class Standing(StrEnum):
    """How an onward referral stands after what came before it was taken back, as it is told one link back."""

    GOES_ON = "goes_on"
    """The person was asked there, and lets it go on."""
    TAKEN_BACK = "taken_back"
    """It is taken back as well; the next agency has not answered."""
    ERASED = "erased"
    """The next agency says that it is erased there."""
    RETAINED = "retained"
    """The next agency says that a law keeps it there, locked."""
    TOLD = "told"
    """The next agency has no node, and was told; by whom and when stands beside it."""
    OVER = "over"
    """It was over before."""
    PART_SEEN_TO = "part_seen_to"
    """Parts were taken back: of them nothing is open at the next agency. Whether it ever had them is not said."""


@dataclass(frozen=True, slots=True)
class Before:
    """What of the received referral is taken back by the person's word."""

    is_withdrawn: bool
    parts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The onward referral, as far as a taking back goes."""

    carries: frozenset[str]
    is_withdrawn: bool
    is_over: bool
    kept_on: frozenset[str]
    holder_answer: str = ""
    is_by_hand: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """What is told one link back: a code and a moment; of a partner without a node, what the one is who was told."""

    answer: Standing
    at: datetime
    told_by: str = ""

    def members(self) -> dict[str, str]:
        """As it travels, and as the first sender keeps it."""
        return {"answer": self.answer.value, "at": moment_text(self.at), "told_by": self.told_by}


def open_parts(before: Before, after: Next) -> list[str]:
    """What was taken back before, and is neither taken back here nor let go on by the person: `[ALL]`, sections, or
    nothing."""
    if after.is_over or after.is_withdrawn:
        return []
    if before.is_withdrawn:
        return [] if ALL in after.kept_on else [ALL]
    named = (before.parts & after.carries) - after.kept_on
    return [section.value for section in in_order(Section(name) for name in named)]


def may_keep_on(before: Before, after: Next, *, has_it_in_hand: bool) -> Decision:
    """Whether it may be entered that the person lets it go on: by who has their file in hand, while it is asked."""
    if not open_parts(before, after):
        return Refused(NOTHING_TAKEN_BACK)
    return Allowed() if has_it_in_hand else Refused(NOT_IN_YOUR_HANDS)


def standing(before: Before, after: Next) -> Standing | None:
    """What is told one link back; None while there is nothing to tell."""
    if not before.is_withdrawn:
        is_seen_to = bool(before.parts) and not open_parts(before, after)
        return Standing.PART_SEEN_TO if is_seen_to else None
    if after.is_withdrawn:
        return _of_a_withdrawal(after)
    if after.is_over:
        return Standing.OVER
    return Standing.GOES_ON if ALL in after.kept_on else None


def _of_a_withdrawal(after: Next) -> Standing:
    if after.is_by_hand and after.is_told:
        return Standing.TOLD
    if after.holder_answer == Standing.ERASED:
        return Standing.ERASED
    return Standing.RETAINED if after.holder_answer.startswith(Standing.RETAINED) else Standing.TAKEN_BACK


def read_back(found: object) -> Back:
    """What a receiver said of the next link. Raises ValueError for anything else."""
    said = found if isinstance(found, Mapping) else {}
    at, told_by = moment(said.get("at")), said.get("told_by", "")
    if at is None or not isinstance(told_by, str) or told_by not in {"", *Profession}:
        raise ValueError("no answer of the next link")
    return Back(Standing(str(said.get("answer"))), at, told_by)


def backs(found: Iterable[object]) -> list[Back | None]:
    """Of each kept onward referral what was said of it after a taking back, in their order."""
    return [_or_none(one.get("back")) if isinstance(one, Mapping) else None for one in found]


def _or_none(found: object) -> Back | None:
    try:
        return read_back(found)
    except ValueError:
        return None
