"""Whose a referral is on this side: by name inside the agency, so that nobody waits for somebody unaware of it."""

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import member
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Event, State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label


def owner(row: Referral, by: Member) -> str:
    """The sentence for the banner; "" while nobody is named, and when it is over."""
    if row.worker_id is None or State(row.state) in ENDED:
        return ""
    if row.worker_id == by.id:
        return _("On this side it is yours.")
    try:
        found = member(row.worker_id)
    except NotFound:
        return _(
            "Whoever had it on this side works here no more. Ask an administrator to hand the work over."
        )
    known = {"name": found.name, "profession": label(Profession(found.profession))}
    return _("On this side it is with %(name)s, %(profession)s.") % known


def first_of(colleagues: list[Member], me: Member) -> list[Member]:
    """The colleagues who can take it on, who acts before all others."""
    return [me, *(one for one in colleagues if one.id != me.id)]


def named_already(event: Event, me: Member) -> dict[str, str] | None:
    """What is chosen before anybody chooses: who accepts takes it on; for a colleague there is a form of its own."""
    return {"worker": str(me.id)} if event is Event.ACCEPT else None
