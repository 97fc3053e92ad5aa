"""To whom a step of the plan goes, by when, and in which section's name its words travel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency
from safeconduct.referrals import envelope
from safeconduct.referrals.codes import day
from safeconduct.referrals.models import Referral
from safeconduct.referrals.plan_tasks.actions import Put
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import NEVER_SENT, Section, in_order


@dataclass(frozen=True, slots=True)
class Entered:
    """What was sent for one step, by the words of the step."""

    what: str = ""
    referrals: Sequence[str] = ()
    about: str = ""
    spoken: str = ""
    due: str = ""
    errors: Mapping[str, Words] = field(default_factory=dict)


def questions(
    step: Mapping[str, str],
    number: int,
    rows: Sequence[Referral],
    names: Mapping[UUID, Agency],
    entered: Entered | None,
) -> list[Question]:
    """For one step. Its own day and the plan are offered; who does it is not chosen beforehand."""
    prefix, given = f"step-{number}-", entered or Entered()
    shared = shared_with(rows)
    first = Section.PLAN if Section.PLAN in shared else Section.NEEDS
    wrong = given.errors
    return [
        Question(
            "referrals", _("To whom"), "ticks", list(given.referrals),
            [(str(row.id), f"{names[row.other_agency_id]} ({row.reference})") for row in rows],
            wrong.get("referrals", ""), prefix=prefix,
        ),
        Question(
            "due", _("By which day"), "date", given.due if entered else step.get("planned", ""),
            error=wrong.get("due", ""), hint=_("May stay empty"), prefix=prefix,
        ),
        Question(
            "about", _("What the words are about"), "select", given.about or first.value,
            [(section.value, label(section)) for section in shared], wrong.get("about", ""),
            _("Only who was shown this section can read them."), prefix=prefix,
        ),
        Question(
            "spoken", _("Language of the words"), "select", given.spoken or "en",
            [(tag, LANGUAGES[tag].own) for tag in INTERFACE], wrong.get("spoken", ""), prefix=prefix,
        ),
    ]  # fmt: skip


def shared_with(rows: Sequence[Referral]) -> list[Section]:
    """The sections that one of them at least was shown, by what the person agreed to."""
    return in_order({one for row in rows for one in envelope.extract(row.consent).sections} - NEVER_SENT)


def put(entered: Entered, rows: Sequence[Referral]) -> Put:
    """What was entered, checked. Raises BadInput."""
    errors: dict[str, Words] = {}
    known = {str(row.id): row.id for row in rows}
    chosen = tuple(known[one] for one in dict.fromkeys(entered.referrals) if one in known)
    if not chosen:
        errors["referrals"] = _("Choose at least one agency.")
    due = day(entered.due or None)
    if entered.due and due is None:
        errors["due"] = _("Enter the date as year-month-day, for example 2026-12-31.")
    if entered.about not in set(shared_with(rows)):
        errors["about"] = _("Choose what the words are about.")
    if entered.spoken not in LANGUAGES:
        errors["spoken"] = _("Choose the language.")
    if errors:
        raise BadInput(errors)
    return Put(
        what=entered.what, referrals=chosen, about=Section(entered.about), language=entered.spoken, due=due
    )
