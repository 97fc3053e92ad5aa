"""The counters beside Today for what is no referral: each with its place on the page, from what was asked already."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.asides import Asides
from safeconduct.vocabulary.decisions import Words


@dataclass(frozen=True, slots=True)
class Counter:
    """One line of the rail: where it leads, its name, how many wait."""

    id: str
    title: Words
    number: int
    is_alarm: bool = False


def counters(aside: Asides, *, to_review: int) -> list[Counter]:
    """Those with something in them, what hurts most first; `to_review` are readings in an emergency."""
    found = (
        Counter("missing", _("Children who did not arrive"), len(aside.missing), is_alarm=True),
        Counter("emergencies", _("Emergency readings"), to_review, is_alarm=True),
        Counter("deadlines", _("Last days of rights"), sum(n for _case, _day, n in aside.deadlines)),
        Counter("matters", _("Matters and claims"), aside.of_lawyers.days),
        Counter("other-lawyers", _("Lawyers of other agencies"), aside.of_lawyers.messages),
        Counter("lead-offers", _("The lead is offered to you"), len(aside.leads)),
        Counter("persons-words", _("What people say"), len(aside.words)),
        Counter("authorities", _("An authority asks"), sum(number for _case, number in aside.authorities)),
        Counter("asked", _("Asked of you"), sum(number for _case, number in aside.asked)),
        Counter("conferences", _("Case conferences"), len(aside.conferences)),
        Counter("complaints", _("Complaints"), aside.complaints),
        Counter("givings", _("Somebody asks for what is kept"), len(aside.givings)),
        Counter("letters", _("Questions without a name"), aside.letters),
        Counter("enquiries", _("Enquiries without a name"), aside.to_answer),
        Counter("rules-of-law", _("Rules of law"), aside.of_lawyers.rules_that_wait),
        Counter("editions", _("Editions of figures"), aside.of_figures.asks),
        Counter("counted-once", _("Counted once"), aside.of_figures.pairs),
    )
    return [one for one in found if one.number]
