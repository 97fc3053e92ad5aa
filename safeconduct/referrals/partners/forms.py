"""What is asked when something told is entered: by whom, how, when; and the questions of the step itself."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency
from safeconduct.referrals import forms, hours
from safeconduct.referrals.history import Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.partners.rules import TELLERS, Told
from safeconduct.referrals.texts import KIND_OF, Kind
from safeconduct.referrals.texts import Words as Text
from safeconduct.vocabulary.codes import PartnerWay
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.workdays import zone

type Post = Mapping[str, str]

NAME_LONGEST = 80
WHO: list[tuple[str, Words]] = [(one.value, label(one)) for one in TELLERS]


def telling(
    entered: Post | None,
    *,
    ways: Iterable[str],
    at: datetime,
    country: str,
    prefix: str,
    errors: Mapping[str, Words] | None = None,
    with_who: bool = True,
) -> list[Question]:
    """By whom it was told, how and when; of what somebody here did only how and when. Now is proposed."""
    given, wrong = entered or {}, errors or {}
    now = at.astimezone(zone(country)).strftime("%Y-%m-%dT%H:%M")
    usual = list(ways)
    how = given.get("told_how", usual[0] if len(usual) == 1 else "")
    when_hint = _("Your time, %(in_your_country)s") % {"in_your_country": hours.on_the_clock(country)}
    who = [
        Question(
            "told_by", _("What they are there"), "select", given.get("told_by", ""), WHO,
            error=wrong.get("told_by", ""), prefix=prefix,
        ),
        Question(
            "told_name", _("Their name, if you know it"), "text", given.get("told_name", ""),
            error=wrong.get("told_name", ""), prefix=prefix, longest=NAME_LONGEST,
            hint=_("Sealed with the needs of the person; it stands in no list. Never the person's name."),
        ),
    ]  # fmt: skip
    return [
        *(who if with_who else []),
        Question(
            "told_how", _("How you heard it") if with_who else _("How it left"), "select", how, choices(PartnerWay),
            error=wrong.get("told_how", ""), prefix=prefix,
        ),
        Question(
            "told_at", _("When they told it") if with_who else _("When it left"), "datetime-local",
            given.get("told_at", now), error=wrong.get("told_at", ""), prefix=prefix, hint=when_hint,
        ),
    ]  # fmt: skip


def said(entered: Post, *, country: str, with_who: bool = True) -> Told:
    """Who told it, how and when. Raises BadInput naming what is missing; a moment that cannot be is the rule's."""
    by, how = entered.get("told_by", ""), entered.get("told_how", "")
    when = hours.entered(entered.get("told_at", ""), country)
    errors: dict[str, Words] = {}
    if with_who and by not in TELLERS:
        errors["told_by"] = _("Choose what the one who told it is there.")
    if how not in set(PartnerWay):
        errors["told_how"] = _("Choose how.")
    if when is None:
        errors["told_at"] = _("Enter the day and the time.")
    if len(entered.get("told_name", "")) > NAME_LONGEST:
        errors["told_name"] = _("Shorten the name to 80 characters.")
    if errors:
        raise BadInput(errors)
    return Told(by=by if with_who else "", how=how, at=when)


def named(entered: Post, language: str) -> tuple[Text, ...]:
    """Their name as a text under the key of the needs, which every referral shares; none where nobody gave one."""
    name = " ".join(entered.get("told_name", "").split())
    return (Text(Kind.TOLD_BY, Section.NEEDS, language, name),) if name else ()


def theirs(row: Referral) -> Referral:
    """The envelope as the receiver would have it, for what is asked of a receiver. Never saved."""
    seen = copy(row)
    seen.side = Side.RECEIVER
    return seen


def questions(
    row: Referral, event: Event, *, agencies: list[Agency], country: str, entered: Post | None = None
) -> list[Question]:
    """What a receiver answers with this step. Who takes it on there has no place here, and is named as who told it."""
    seen, given = theirs(row), entered or {}
    asked = forms.questions(seen, event, colleagues=[], agencies=agencies, country=country, entered=entered)
    asked = [one for one in asked if one.name != "worker"]
    if event in KIND_OF and row.case_id is not None:
        asked += forms.word_questions(seen, KIND_OF[event], given, prefix=f"{event}-")
    return asked


def codes(
    row: Referral, event: Event, entered: Post, standing: Iterable[Move], *, country: str
) -> dict[str, Any]:
    """What was answered, as a move of the receiver carries it."""
    return forms.codes(theirs(row), event, entered, standing, country=country)
