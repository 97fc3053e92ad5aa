"""Reading in an emergency, ending it, looking at somebody else's: each recorded in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access import emergency
from safeconduct.access.emergency import Use
from safeconduct.access.policy import policy
from safeconduct.access.queries import held
from safeconduct.access.ring import ring
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.emergency.rules import Reader, Second, could_read, may_read, may_review
from safeconduct.keys.keysets import DataKey
from safeconduct.keys.sections import associated
from safeconduct.vocabulary.codes import EmergencyReason, EmergencyVerdict, Profession, Sector
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section, in_order

TABLE = "access.break_glass_use"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: these sections of this case, why, and how long their sign-in can last."""

    case: UUID
    sections: frozenset[Section]
    reason: EmergencyReason
    words: str
    rest: timedelta


def reader_of(member: Member, *, has_sign_in: bool) -> Reader:
    """The facts about who asks that the rule wants."""
    return Reader(Sector(member.agency.sector), Profession(member.profession), has_sign_in)


def is_shut_out(member: Member, readings: Mapping[Section, object]) -> bool:
    """Whether this member does not read the file, and is shown the way to emergency reading."""
    is_closed = Section.PROFILE not in readings
    return is_closed and bool(could_read(policy(), reader_of(member, has_sign_in=True)))


def offered(case: UUID, reader: Reader) -> dict[Section, bool]:
    """What of a case could be read, and whether it is open already. Raises NotFound outside the own agency."""
    found = emergency.offer(case)
    if found is None and could_read(policy(), reader):
        raise NotFound(_("There is no such file in your agency."))
    return found or {}


@transaction.atomic
def read(asked: Asked, *, by: Member, at: datetime) -> datetime:
    """Open the sections in this sign-in; until when. Who calls this has asked for a fresh confirmation.

    Raises NotPossible with the rule's reason, AccessRefused when the database sees it otherwise.
    """
    reader = reader_of(by, has_sign_in=asked.rest > timedelta())
    require(may_read(policy(), reader, offered(asked.case, reader), asked.sections, block=emergency.block()))
    use, sections = uuid4(), in_order(asked.sections)
    until = emergency.read(
        use=use,
        case=asked.case,
        sections=sections,
        reason=asked.reason,
        sealed=_sealed(use, asked.words),
        rest=asked.rest,
    )
    record(
        "emergency:opened",
        by=as_actor(by),
        at=at,
        case=asked.case,
        purpose=emergency.PURPOSE,
        detail={
            "use": str(use),
            "reason": asked.reason.value,
            "sections": [section.value for section in sections],
            "until": until.isoformat(timespec="minutes"),
        },
    )
    return until


@transaction.atomic
def end(*, by: Member, at: datetime) -> list[UUID]:
    """The reader needs it no more: all that is open in this sign-in ends, each recorded of its own case; which cases.

    Ending is always allowed, also what has ended by itself: then nothing is recorded.
    """
    mine = [one for one in emergency.for_me() if one.what == "mine" and one.ends_at is not None]
    emergency.close("by_reader")
    for one in mine:
        record(
            "emergency:ended",
            by=as_actor(by),
            at=at,
            case=one.case,
            detail={"use": str(one.id), "why": "by_reader", "sections": str(len(one.sections))},
        )
    return [one.case for one in mine]


def waiting(use: UUID, *, what: str) -> Use:
    """The use that waits for the acting member as `what`. Raises NotPossible for one's own, otherwise NotFound."""
    found = next((one for one in emergency.for_me() if one.id == use), None)
    if found is not None and found.what == "mine":
        require(may_review(Second(True, True, found.profession, supervises=False, has_in_hand=False)))
    if found is None or found.what != what:
        raise NotFound(_("There is nothing here for you to look at."))
    return found


@transaction.atomic
def review(use: UUID, verdict: EmergencyVerdict, words: str, *, by: Member, at: datetime) -> None:
    """A second person's word on it; what was not justified ends at once, and every supervisor is told."""
    found = waiting(use, what="review")
    in_hand = any(grant.basis is not Basis.BREAK_GLASS for grant in held(found.case))
    second = Second(False, True, Profession(by.profession), supervises=by.supervises, has_in_hand=in_hand)
    require(may_review(second))
    key = _key(found)
    place = associated(TABLE, "verdict_words", use)
    emergency.review(use, verdict, key.encrypt(words.encode(), place) if key else None)
    detail: dict[str, str | int | bool | list[str]] = {"use": str(use), "verdict": verdict.value}
    record("emergency:reviewed", by=as_actor(by), at=at, case=found.case, detail=detail)


@transaction.atomic
def note(use: UUID, *, by: Member, at: datetime) -> None:
    """A supervisor has taken note that it was not justified: whoever read is not held back by it any more."""
    found = waiting(use, what="note")
    emergency.note(use)
    record("emergency:noted", by=as_actor(by), at=at, case=found.case, detail={"use": str(use)})


def words_of(use: Use) -> str:
    """Why, in the reader's own words; "" when they went with the file."""
    return _opened(use, "words", use.words)


def verdict_words_of(use: Use) -> str:
    """What the second person wrote; likewise."""
    return _opened(use, "verdict_words", use.verdict_words)


def _sealed(use: UUID, words: str) -> tuple[bytes, bytes]:
    """The words under a key of their own, and that key under the node's."""
    key = DataKey.generate()
    wrapped = ring().kek.wrap(key, associated(TABLE, "wrapped", use))
    return key.encrypt(words.encode(), associated(TABLE, "words", use)), wrapped


def _key(use: Use) -> DataKey | None:
    return ring().kek.unwrap(use.wrapped, associated(TABLE, "wrapped", use.id)) if use.wrapped else None


def _opened(use: Use, column: str, sealed: bytes | None) -> str:
    key = _key(use)
    return key.decrypt(sealed, associated(TABLE, column, use.id)).decode() if key and sealed else ""
