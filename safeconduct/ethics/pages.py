"""The page on which a member reads what holds for their profession here, and for any other one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safeconduct.access.policy import policy
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.ethics.all import DUTIES
from safeconduct.ethics.duties import HELD_LABELS, Duty, duties_of
from safeconduct.ethics.rooms import rooms_of
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label


@for_members
def ethics(request: MemberRequest, profession: str = "") -> HttpResponse:
    """Of the own profession first; the others are one link away, since a team should know each other's limits."""
    own = Profession(request.member.profession)
    shown = _profession(profession) if profession else own
    must, must_not = duties_of(shown, DUTIES)
    sector = Sector(request.member.agency.sector)
    context = {
        "profession": label(shown),
        "is_own": shown is own,
        "must": [_line(duty) for duty in must],
        "must_not": [_line(duty) for duty in must_not],
        "sector": label(sector),
        "rooms": [
            {"room": room, "section": label(room.section)} for room in rooms_of(policy(), sector, shown)
        ],
        "others": [
            {"code": other.value, "label": label(other), "is_shown": other is shown} for other in Profession
        ],
    }
    return render(request, "ethics/duties.html", context)


def _profession(code: str) -> Profession:
    try:
        return Profession(code)
    except ValueError:
        raise NotFound(_("There is no such profession.")) from None


def _line(duty: Duty) -> dict[str, Any]:
    return {"duty": duty, "held": HELD_LABELS[duty.held], "sentences": [one.sentence for one in duty.reasons]}
