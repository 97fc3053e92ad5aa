"""Between the node and its public site: two files in the site's folder, each written whole by one side.

The worker carries what it cannot open: it holds no key for questions. What the site wrote is read without trust: the
process that wrote it serves strangers.
"""

import logging
import os
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Max

from safeconduct.access.acting import working
from safeconduct.agencies.models import Agency
from safeconduct.keys import question_keys
from safeconduct.referrals.letters import rules
from safeconduct.referrals.letters.models import Letter, LetterDesk, LetterThread
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.letters.desks import MOST, Desk, Open

logger = logging.getLogger(__name__)
SITE = "public"


def carry(home: Path) -> None:
    """Fetch what waits on the site, hand over what was answered, say who answers; nothing where there is no site."""
    folder = home / SITE
    if not folder.is_dir():
        return
    try:
        found = form.carried_in(_read(folder / form.TO_NODE))
    except form.Malformed:
        logger.warning("the site's file of questions was not taken: it is none")
        found = form.Carried()
    with working() as at:
        today = at.date()
        _hand_over(found)
        arrived = [*_bring(found, today), *_end(found)]
        answers = [
            form.Sealed(pk, thread, bytes(sealed or b""))
            for pk, thread, sealed in Letter.objects.filter(outgoing__isnull=False)
            .order_by("pk")
            .values_list("pk", "thread_id", "outgoing")[: form.AT_ONCE]
        ]
        said = _said()
    if found.tried:
        logger.warning("somebody tries codes at the public site")
    _lay(folder / form.TO_SITE, form.Carried(tuple(answers), arrived=tuple(arrived), looked_on=today).text())
    if said is not None:
        _lay(folder / form.OPEN, said.text())


def forget() -> None:
    """Delete conversations that were kept long enough, and letters of none. The row policies choose them."""
    with working(), connection.cursor() as cursor:
        cursor.execute('DELETE FROM "referrals"."letter_thread"')
        cursor.execute('DELETE FROM "referrals"."letter"')


def _hand_over(found: form.Carried) -> None:
    """What the site has is kept here only as we read it ourselves."""
    Letter.objects.filter(pk__in=found.arrived, outgoing__isnull=False).update(outgoing=None)


def _bring(found: form.Carried, today: date) -> list[UUID]:
    """Keep the questions that are new; the ids of all that came, also of those that nobody is there for."""
    kept = LetterThread.objects.count()
    letters = [each for each in found.letters if kept < _most(each)]
    if len(letters) < len(found.letters):
        logger.warning("not every question was fetched: %d conversations are kept already", kept)
    desks = {row.agency_id: row for row in LetterDesk.objects.all()[:MOST]}
    had = set(Letter.objects.filter(pk__in=[each.id for each in letters]).values_list("pk", flat=True))
    ended, places = set(found.ended), _places(found)
    for each in letters:
        if each.id not in had and each.thread not in ended and each.desk in desks and len(each.mark) == 32:
            _keep(each, desks[each.desk], today, places)
    return [each.id for each in letters]


def _most(letter: form.Sealed) -> int:
    """How many conversations may be kept while this one is still fetched."""
    return rules.MOST_KEPT + (rules.MOST_WORKED if letter.is_worked else 0)


def _places(found: form.Carried) -> Mapping[UUID, int]:
    """The place that all letters of this exchange get, by conversation: behind what stood there before."""
    wanted = {each.thread for each in found.letters}
    # Whoever answers holds the row of the conversation while a place is given.
    list(LetterThread.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    last = dict(
        Letter.objects.filter(thread_id__in=wanted)
        .values_list("thread_id")
        .annotate(last=Max("place"))
        .order_by()
    )
    return {each: 1 + last.get(each, 0) for each in wanted}


def _keep(each: form.Sealed, desk: LetterDesk, today: date, places: Mapping[UUID, int]) -> None:
    until = rules.last_day(today)
    new = LetterThread(
        id=each.thread, agency_id=desk.agency_id, team_id=desk.team_id, mark=each.mark, arrived_on=today,
        last_on=today, until=until,
    )  # fmt: skip
    LetterThread.objects.bulk_create([new], ignore_conflicts=True)
    known = LetterThread.objects.filter(pk=each.thread).values_list("agency_id", "team_id").first()
    if known is None or known[0] != desk.agency_id:  # laid into somebody else's conversation
        return
    LetterThread.objects.filter(pk=each.thread).update(waits=True, last_on=today, until=until)
    Letter.objects.bulk_create(
        [
            Letter(
                id=each.id, thread_id=each.thread, agency_id=known[0], team_id=known[1], is_ours=False, day=today,
                sealed=each.sealed, key=each.key, place=places[each.thread],
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _end(found: form.Carried) -> list[UUID]:
    """The person has deleted these: they go here at once, with an answer that was written meanwhile."""
    gone = LetterThread.objects.filter(pk__in=found.ended)
    gone.update(until=date.min)  # the row policy lets the worker delete only what is over
    gone.delete()
    Letter.objects.filter(thread_id__in=found.ended).delete()
    return list(found.ended)


def _said() -> Open | None:
    """Who answers, and to which key; None while nobody ever did."""
    keys = question_keys.known(settings.KEYS_FOLDER) if settings.KEYS_FOLDER else []
    if not keys:
        return None
    rows = list(LetterDesk.objects.filter(is_open=True)[:MOST])
    agencies = {each.id: each for each in Agency.objects.filter(pk__in=[row.agency_id for row in rows])}
    desks = [
        Desk(
            row.agency_id,
            agencies[row.agency_id].name,
            agencies[row.agency_id].country,
            row.days,
            row.contact_of,
        )
        for row in rows
        if row.agency_id in agencies
    ]
    return Open(
        settings.NODE or "", keys[0].number, keys[0].half, tuple(sorted(desks, key=lambda one: one.name))
    )


def _read(path: Path) -> bytes | None:
    try:
        # What another process may have put there is no link to follow, and no pipe to wait for.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            return file.read(form.LARGEST + 1)
    except OSError:
        return None


def _lay(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(
        os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    half.replace(path)
