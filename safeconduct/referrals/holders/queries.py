"""Who holds what over there, and what is asked across, of one file of the own agency: in one question."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from safeconduct.agencies.models import Member
from safeconduct.cases.asking.elsewhere import Across, AskedFromThere, AskedThere, HeldThere
from safeconduct.cases.asking.queries import today_of
from safeconduct.referrals.holders.labels import ANSWERS
from safeconduct.referrals.holders.rules import HolderAnswer
from safeconduct.vocabulary.codes import AskFor, Profession
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.sections import Section

# At the sender what was told of there; at the receiver what it said itself is on the referral's page only. A consent
# that is over may have no clock's move yet, so its end is asked as well.
_ACROSS = """
(SELECT json_build_array(
   (SELECT COALESCE(json_agg(json_build_array(h.section, h.profession, a.name, a.country, h.since, h.told_at,
                                              r.reference, k.said) ORDER BY h.section, h.profession, a.name), '[]')
      FROM referrals.named_holder h
      JOIN referrals.referral r ON r.id = h.referral_id AND r.side = 'sender'
       AND (r.consent ->> 'until')::timestamptz > %s
      JOIN agencies.agency a ON a.id = r.other_agency_id
      LEFT JOIN LATERAL (
        SELECT json_build_array(q.ask_for, q.asked_at, q.until, q.answer) AS said
          FROM referrals.holder_ask q
         WHERE q.referral_id = h.referral_id AND q.section = h.section AND q.asked_by = %s
         ORDER BY q.asked_at DESC, q.id LIMIT 1) k ON true
     WHERE h.case_id = %s),
   (SELECT COALESCE(json_agg(json_build_array(q.section, q.ask_for, a.name, a.country, r.reference, q.until)
                             ORDER BY q.until, q.id), '[]')
      FROM referrals.holder_ask q
      JOIN referrals.referral r ON r.id = q.referral_id AND r.side = 'receiver'
       AND (r.consent ->> 'until')::timestamptz > %s
      JOIN agencies.agency a ON a.id = r.other_agency_id
     WHERE q.case_id = %s AND q.asked_by IS NULL AND q.answer = '' AND q.until >= %s))::text)
"""
_ALONE = f"SELECT {_ACROSS}"


def across(case: UUID, by: Member, at: datetime) -> Across:
    """What the row policies show to whoever acts: who has the file in hand, and of questions only the two concerned."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, _values(case, by, at))
        row = cursor.fetchone()
    return read(row[0]) if row else Across()


def question(case: UUID, by: Member, at: datetime) -> RawSQL:
    """The same as one value of another statement, for a page that has many already (`read`)."""
    return RawSQL(_ACROSS, _values(case, by, at), output_field=TextField())  # noqa: S611 - fixed


def read(value: str) -> Across:
    """What `question` gives."""
    held, asked = json.loads(value)
    return Across([_held(*one) for one in held], [_asked(*one) for one in asked])


def _values(case: UUID, by: Member, at: datetime) -> list[UUID | datetime | date]:
    return [at, by.id, case, at, case, today_of(at)]


def _held(
    section: str, profession: str, name: str, country: str, since: str, told: str, reference: str, asked: Any
) -> HeldThere:
    return HeldThere(
        Section(section),
        Profession(profession),
        _in_full(name, country),
        date.fromisoformat(since),
        today_of(datetime.fromisoformat(told)),
        reference,
        _asked_there(*asked) if asked else None,
    )


def _asked_there(ask_for: str, asked_at: str, until: str, answer: str) -> AskedThere:
    return AskedThere(
        AskFor(ask_for),
        today_of(datetime.fromisoformat(asked_at)),
        date.fromisoformat(until),
        ANSWERS[HolderAnswer(answer)] if answer else "",
    )


def _asked(section: str, ask_for: str, name: str, country: str, reference: str, until: str) -> AskedFromThere:
    return AskedFromThere(
        Section(section), AskFor(ask_for), _in_full(name, country), reference, date.fromisoformat(until)
    )


def _in_full(name: str, country: str) -> str:
    return f"{name}, {country_in_full(country)}"
