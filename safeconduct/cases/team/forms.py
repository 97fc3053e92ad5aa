"""The questions of the team's pages: to whom, until when, whether the person knows, why it is taken over."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.text import format_lazy
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safeconduct.agencies.models import Member
from safeconduct.vocabulary.codes import Profession, TakeOverReason
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

type Entered = Mapping[str, str]
type Errors = Mapping[str, Words]

STAYS, LEAVES = "stays", "leaves"


def who(possible: Sequence[Member], entered: Entered, errors: Errors) -> Question:
    """Which colleague: those who can be chosen."""
    options = [
        (str(one.id), format_lazy("{name}, {role}", name=one.name, role=label(Profession(one.profession))))
        for one in possible
    ]
    return Question(
        "member", _("Who"), "radios", entered.get("member", ""), options, errors.get("member", "")
    )


def place(entered: Entered, errors: Errors) -> list[Question]:
    """Until when a place lasts, and whether the person knows."""
    return [
        Question(
            "until",
            _("Until when"),
            "date",
            entered.get("until", ""),
            error=errors.get("until", ""),
            hint=_("The last day. Leave it empty, and the place stays until somebody ends it."),
        ),
        told(entered, errors),
    ]


def told(entered: Entered, errors: Errors) -> Question:
    """The one tick without which nothing opens."""
    return Question(
        "told",
        _("The person knows who this colleague is, and what they will read"),
        "tick",
        entered.get("told", ""),
        error=errors.get("told", ""),
    )


def after(entered: Entered, errors: Errors) -> Question:
    """What becomes of who offers the lead."""
    options = [
        (STAYS, _("I keep a place on the case")),
        (LEAVES, _("I leave the case, and open nothing of it any more")),
    ]
    return Question(
        "after",
        _("When they have accepted"),
        "radios",
        entered.get("after", ""),
        options,
        errors.get("after", ""),
    )


def with_received(entered: Entered) -> Question:
    """Whether what was received beside the file goes with the lead."""
    return Question(
        "with_received",
        _("What was referred to us about this person, and I work on, goes with the lead"),
        "tick",
        entered.get("with_received", ""),
        hint=_(
            "They take it over with the lead, and you read nothing of it any more; or they leave it with you."
        ),
    )


def takes_received(n: int) -> Question:
    """Whether what was received comes with the lead; `n` referrals."""
    words = ngettext(
        "I also take over %(n)d referral that came to us about this person",
        "I also take over %(n)d referrals that came to us about this person",
        n,
    )
    return Question("with_received", words % {"n": n}, "tick", "", prefix="offer-")


def why(entered: Entered, errors: Errors) -> Question:
    """Why nobody can hand over."""
    return Question(
        "reason",
        _("Why nobody can hand over"),
        "radios",
        entered.get("reason", ""),
        choices(TakeOverReason),
        errors.get("reason", ""),
        _("The person will read it."),
    )


def chosen(entered: Entered) -> UUID:
    """The colleague who was chosen. Raises BadInput."""
    try:
        return UUID(entered.get("member", ""))
    except ValueError:
        raise BadInput({"member": _("Choose a colleague.")}) from None


def end_of(entered: Entered) -> datetime | None:
    """The end of the last day, None where it stays open. Raises BadInput."""
    day = entered.get("until", "").strip()
    try:
        found = parse_date(day) if day else None
    except ValueError:
        found = None
    if day and found is None:
        raise BadInput({"until": _("Enter a day, such as 2027-03-31, or leave it empty.")})
    return make_aware(datetime.combine(found, time(23, 59, 59))) if found else None


def stays(entered: Entered) -> bool:
    """Whether who offers keeps a place. Raises BadInput."""
    if (said := entered.get("after", "")) not in (STAYS, LEAVES):
        raise BadInput({"after": _("Choose whether you keep a place.")})
    return said == STAYS


def reason(entered: Entered) -> TakeOverReason:
    """Why it is taken over. Raises BadInput."""
    if (said := entered.get("reason", "")) not in set(TakeOverReason):
        raise BadInput({"reason": _("Choose why nobody can hand over.")})
    return TakeOverReason(said)
