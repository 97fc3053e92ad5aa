"""Answering, ending, and what becomes of a conversation when the person tells the code. Each is recorded."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member, Team
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import actions as cases
from safeconduct.cases.contents import answer as answer_in
from safeconduct.cases.fields import LONGEST_NOTES
from safeconduct.cases.queries import case_in_hand, read_sections
from safeconduct.keys import sealing
from safeconduct.keys.errors import CannotOpen
from safeconduct.referrals.letters import opening, queries, rules
from safeconduct.referrals.letters.models import Letter, LetterDesk, LetterThread
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.letters import code as codes
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.sections import Section


@transaction.atomic
def answer(
    thread: UUID, text: str, *, language: str, is_last: bool = False, by: Member, at: datetime, key: UUID | None = None
) -> None:  # fmt: skip
    """Seal an answer to the person, and once more to ourselves. Raises NotPossible: DELETED too.

    `key` comes with the form: a form that is sent twice is one letter, and may be the last one.
    """
    row = _locked(thread, at=at)
    require(rules.may_take_part(Profession(by.profession)))
    if key and Letter.objects.filter(id=key, thread_id=thread, written_by=by.id).exists():
        return
    require(rules.may_answer(text, is_over=row.ended_on is not None))
    found = queries.one(thread, by=by, at=at)
    if not found.reply:
        raise NotPossible(rules.CANNOT_OPEN)
    today = at.date()
    number = 1 + sum(line.row.is_ours for line in found.lines)
    kind = form.Kind.LAST if is_last else form.Kind.ANSWER
    packed = form.Letter(kind, text, language, number=number).packed()
    info, ours = form.info(kind, thread), opening.newest(today)
    Letter(
        id=key or uuid4(), thread_id=thread, agency_id=row.agency_id, team_id=row.team_id, is_ours=True, number=number,
        day=today, place=found.place + 1,
        sealed=sealing.seal(packed, ours.half, info), key=ours.number,
        outgoing=sealing.seal(packed, found.reply, info), written_by=by.id,
    ).save(force_insert=True)  # fmt: skip
    row.last_on, row.waits, row.until = today, False, rules.last_day(today)
    row.ended_on = today if is_last else None
    row.save(update_fields=["last_on", "waits", "until", "ended_on"])
    _record("letter:ended" if is_last else "letter:answered", thread, by=by, at=at)


def thread_of(typed: str, *, by: Member, at: datetime) -> LetterThread:
    """The conversation of the own team whose code the person told. Raises NotPossible.

    A wrong code is recorded here, and the page goes on after it: never ask inside a part that is taken back with it.
    """
    code = codes.read(typed)
    found = queries.kept(at).filter(mark=_mark(code)).first() if code is not None else None
    if found is None:
        record("letter:wrong_code", by=as_actor(by), at=at)
        raise NotPossible(rules.wrong_code(typed))
    return found


def put_into_file(typed: str, *, case: UUID | None, alias: str = "", by: Member, at: datetime) -> CaseId:
    """By the wish of the person who told the code: the conversation becomes notes of their file, which never leave
    the agency; of one that `by` has in hand, or of a new one under `alias`. Raises NotFound, NotPossible.

    The conversation stays what it is, and names no file in the open; told again, it goes into the same file with what
    is new, and into no second one. A referral is made from the file, with consent as always.
    """
    thread = thread_of(typed, by=by, at=at)
    with transaction.atomic():
        return _put_into_file(thread.id, case=case, alias=alias, by=by, at=at)


def _put_into_file(found_by_code: UUID, *, case: UUID | None, alias: str, by: Member, at: datetime) -> CaseId:
    thread = _locked(found_by_code, at=at)
    found = queries.one(thread.id, by=by, at=at)
    if case is not None:
        case_in_hand(case)
    there = _file_in_hand(thread)
    if there is not None:
        require(rules.may_file_again(into_the_same=case == there.case, last=found.place, there=there.place))
    language = {"languages": [found.language]} if found.language else {}
    chosen = CaseId(case) if case else cases.open_case(by=by, at=at, profile={"pseudonym": alias, **language})
    before = read_sections(chosen, [Section.NARRATIVE], by=by, at=at).get(Section.NARRATIVE)
    content = dict(before.content) if before else {}
    notes = "\n\n".join(
        part
        for part in (
            answer_in(content, "notes") or "",
            _written(found, behind=there.place if there else None),
        )
        if part
    )
    require(rules.may_stand_in_notes(len(notes), longest=LONGEST_NOTES))
    content["notes"] = notes
    base = before.version if before else 0
    cases.save_section(case=chosen, section=Section.NARRATIVE, content=content, base=base, by=by, at=at)
    filed = opening.Filed(chosen, found.place)
    thread.filed, thread.filed_key = opening.sealed_file(thread.id, filed, at.date())
    thread.save(update_fields=["filed", "filed_key"])
    record("letter:put_into_file", by=as_actor(by), at=at, case=chosen)
    return chosen


@transaction.atomic
def set_desk(
    *, team: UUID | None, is_open: bool, days: int, is_contact: bool, by: Member, at: datetime
) -> None:
    """Whether the agency takes questions, by which team, and within how many working days it looks.

    Whoever administers the agency says it. Raises NotPossible.
    """
    teams = set(Team.objects.filter(agency_id=by.agency_id).values_list("pk", flat=True))
    members = Member.objects.filter(agency_id=by.agency_id, suspended_at=None)
    has_coordinator = members.filter(profession=Profession.COORDINATOR.value).exists()
    require(rules.may_open_desk(rules.Desk(team in teams, is_contact, has_coordinator)))
    said = {
        "team_id": team, "is_open": is_open, "days": days, "changed_at": at,
        "contact_of": by.agency.country if is_contact else "",
    }  # fmt: skip
    LetterDesk.objects.update_or_create(pk=by.agency_id, defaults=said)
    opening.newest(at.date())
    record("letters:desk", by=as_actor(by), at=at, detail={"open": is_open})


def _mark(code: codes.Code) -> bytes:
    """Of the public half that these six words give: what the site sent with the conversation."""
    seeds = codes.derived(code, settings.NODE or "").seeds
    return sha256(sealing.ExchangeKey.from_seeds(seeds[:64], seeds[64:]).public_bytes()).digest()


def file_of(typed: str, *, by: Member, at: datetime) -> UUID | None:
    """The file in hand in which this conversation stands already; None where it stands in none. Raises NotPossible."""
    there = _file_in_hand(thread_of(typed, by=by, at=at))
    return there.case if there else None


def _file_in_hand(thread: LetterThread) -> opening.Filed | None:
    try:
        there = opening.file_of(thread)
        if there is not None:
            case_in_hand(there.case)
    except (CannotOpen, NotFound):
        raise NotPossible(rules.FILED_BY_OTHERS) from None
    return there


def _written(found: queries.Conversation, *, behind: int | None) -> str:
    """The letters as case notes; only those behind this place where the others stand there."""
    lines = [_("Asked on the public site without a name; the person wished it to be kept here.")]
    for line in found.lines:
        if behind is not None and line.row.place <= behind:
            continue
        who = line.by or _("The person")
        lines.append(f"{line.row.day.isoformat()}, {who}:\n{line.said.text if line.said else '–'}")
    return "\n\n".join(lines)


def _locked(thread: UUID, *, at: datetime) -> LetterThread:
    row = queries.kept(at).select_for_update().filter(pk=thread).first()
    if row is None:
        raise NotPossible(rules.DELETED)
    return row


def _record(what: str, thread: UUID, *, by: Member, at: datetime) -> None:
    record(what, by=as_actor(by), at=at, detail={"conversation": str(thread)})
