"""Asking, looking, writing more, deleting. What was written is sealed before anything of it reaches the database."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from safeconduct.public.questions import desks, limits, rules
from safeconduct.public.questions.models import Ended, Letter, Node, Thread
from safeconduct.public.questions.sealing import Reply, seal
from safeconduct.vocabulary.decisions import Decision, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.letters import code as codes
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.letters.desks import Open

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """One answer, opened; `language` is what it is written in."""

    text: str
    language: str
    day: date


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """What whoever has the code sees: the answers, how many of the own letters nobody has fetched yet, until when."""

    thread: UUID
    desk: UUID
    answers: list[Answer]
    waiting: int
    until: date
    is_over: bool
    spoilt: int = 0
    """Answers that this code does not open: somebody changed them on their way."""


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """The code of a question, and until when it stays. `is_again`: its form had been sent before."""

    code: codes.Code
    until: date
    is_again: bool = False


def ask(
    text: str, *, desk: UUID, secret: bytes, language: str, work: bytes | None = None, now: datetime
) -> Asked:
    """Seal a question and keep it; the code under which its answer will be read. Raises NotPossible.

    `secret` is what the form brought, random and kept nowhere: the code comes from it, so a form that is sent twice,
    by a second press or on a slow road, is one question and shows the same six words again. `work` is the mark of
    work that was done for this form: with it the question stands in a queue of its own.
    """
    made, once = codes.of_form(secret), codes.thread_of_form(secret)
    if again := _sent_before(made, once):
        return again
    require(rules.may_ask(text))
    known = desks.opened()
    if known is None or desks.desk_of(known, desk) is None:
        raise NotPossible(rules.CLOSED)
    is_worked = limits.spend(work, now=now)
    require(_room(desk, None, is_worked=is_worked, now=now))
    with limits.in_turn(is_worked=is_worked):
        derived = codes.derived(made, known.node)
    reply = Reply(derived.seeds)
    thread = Thread(id=once, tag=derived.tag, mark=reply.mark, desk=desk, until=rules.last_day(now.date()))
    letter = _sealed(text, thread, reply, known, language, is_worked=is_worked, now=now)
    try:
        with transaction.atomic():
            thread.save(force_insert=True)
            letter.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at once
        if again := _sent_before(made, once):
            return again
        raise
    return Asked(made, thread.until)


def look(typed: str, *, now: datetime) -> Seen:
    """What lies under these words. Raises NotPossible: NO_CODE, NOTHING, BUSY.

    A code that is none of ours costs as much time as one that is: both are derived, and both are looked for.
    """
    thread, reply = _found(typed, now=now)
    return _seen(thread, reply)


def write_more(
    typed: str, text: str, *, once: UUID, language: str, work: bytes | None = None, now: datetime
) -> Seen:
    """One more question in the same conversation; `work` as in `ask`. Raises NotPossible."""
    thread, reply = _found(typed, now=now)
    require(rules.may_ask(text))
    known = desks.opened()
    if known is None or desks.desk_of(known, thread.desk) is None:
        raise NotPossible(rules.CLOSED)
    seen = _seen(thread, reply)
    if seen.is_over:
        raise NotPossible(rules.OVER)
    is_worked = limits.spend(work, now=now)
    require(_room(thread.desk, thread.pk, is_worked=is_worked, now=now))
    letter = _sealed(
        text, thread, reply, known, language, number=seen.waiting + 1, is_worked=is_worked, now=now
    )
    letter.pk = once
    with transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(until=rules.last_day(now.date()))
        Letter.objects.bulk_create([letter], ignore_conflicts=True)
    thread.until = rules.last_day(now.date())
    return _seen(thread, reply)


def end(typed: str, *, now: datetime) -> None:
    """Delete the conversation here at once, and tell the node to. Raises NotPossible."""
    thread, _reply = _found(typed, now=now)
    with transaction.atomic():
        Ended.objects.get_or_create(pk=thread.pk, defaults={"day": now.date()})
        thread.delete()


def _sent_before(made: codes.Code, once: UUID) -> Asked | None:
    """The question of the same form; a form whose question was deleted brings nothing back. Raises NotPossible."""
    until = Thread.objects.filter(pk=once).values_list("until", flat=True).first()
    if until is not None:
        return Asked(made, until, is_again=True)
    if Ended.objects.filter(pk=once).exists():
        raise NotPossible(rules.NOTHING)
    return None


def looked_on() -> date | None:
    """The day on which somebody at the node looked last; None before the first time."""
    return Node.objects.values_list("looked_on", flat=True).first()


def _found(typed: str, *, now: datetime) -> tuple[Thread, Reply]:
    limits.may_look(now=now)
    code = codes.read(typed)
    if code is None:
        raise NotPossible(rules.NO_CODE)
    known = desks.opened()
    with limits.in_turn():
        derived = codes.derived(code, known.node if known else "")
    thread = Thread.objects.filter(tag=derived.tag).first()
    if thread is None or not hmac.compare_digest(bytes(thread.tag), derived.tag):
        limits.note_wrong(now=now)
        raise NotPossible(rules.NOTHING)
    return thread, Reply(derived.seeds)


def _seen(thread: Thread, reply: Reply) -> Seen:
    letters = list(Letter.objects.filter(thread=thread).order_by("id")[:MOST_SHOWN])
    opened = [(_opened(each, reply), each.day) for each in letters if each.is_answer]
    answers = sorted(((letter, day) for letter, day in opened if letter), key=lambda one: one[0].number)
    return Seen(
        thread=thread.pk,
        desk=thread.desk,
        answers=[Answer(letter.text, letter.language, day) for letter, day in answers],
        waiting=sum(not each.is_answer for each in letters),
        until=thread.until,
        is_over=any(letter.kind is form.Kind.LAST for letter, _day in answers),
        spoilt=len(opened) - len(answers),
    )


def _opened(letter: Letter, reply: Reply) -> form.Letter | None:
    """The answer; None for what was not sealed to this code, or was changed on its way."""
    try:
        return form.unpacked(reply.open(bytes(letter.sealed), form.info(form.Kind.ANSWER, letter.thread_id)))
    except form.Malformed:
        return None


def _sealed(
    text: str, thread: Thread, reply: Reply, known: Open, language: str, *, number: int = 1, is_worked: bool,
    now: datetime,
) -> Letter:  # fmt: skip
    """`number` is its place among those that wait: letters that are fetched together are read in their order."""
    packed = form.Letter(form.Kind.QUESTION, text, language, reply.half, number=number).packed()
    sealed = seal(packed, known.half, form.info(form.Kind.QUESTION, thread.pk))
    return Letter(
        id=uuid4(), thread=thread, is_answer=False, day=now.date(), sealed=sealed, key=known.key, is_worked=is_worked
    )  # fmt: skip


def _room(desk: UUID, thread: UUID | None, *, is_worked: bool, now: datetime) -> Decision:
    """Whether its queue has room; of one conversation both queues are counted."""
    queue = Q(is_worked=is_worked)
    waiting = Letter.objects.filter(is_answer=False).aggregate(
        of_all=Count("pk", filter=queue),
        of_desk=Count("pk", filter=queue & Q(thread__desk=desk)),
        of_thread=Count("pk", filter=Q(thread=thread)),
    )
    in_the_hour = limits.counted("work" if is_worked else "ask", now=now)
    return rules.is_room(rules.Waiting(**waiting, in_the_hour=in_the_hour), is_worked=is_worked)
