"""What was different where a step was done in another way than the standard asks: said from the facts. Pure.

No word that somebody wrote is in it: sections, urgencies, days, and what was moved.
"""

from collections.abc import Callable, Iterable, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.referrals.moves import Event
from safeconduct.site.training.facts import Facts
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

type Why = Callable[[Facts], Sequence[Words]]


def nothing(_facts: Facts) -> list[Words]:
    """For a check that is never done otherwise."""
    return []


def one(sentence: Words) -> Why:
    """Where there is one way only to do it otherwise."""
    return lambda _facts: [sentence]


def written_late(section: Section) -> Why:
    """Nothing, or too late, was written there."""

    def why(facts: Facts) -> list[Words]:
        named = {"section": label(section)}
        if facts.saved.get(section) is None:
            return [_("The referral left before anything was written under %(section)s.") % named]
        return [_("%(section)s was written after the referral had left.") % named]

    return why


def consent_is_other(facts: Facts) -> list[Words]:
    """A ground, a consent without an end, or one that came later."""
    sent = facts.sent
    if sent is None or sent.agreed is None:
        return []
    agreed, found = sent.agreed, list[Words]()
    if not agreed.is_consent:
        found.append(_("A ground in place of a consent was recorded."))
    if agreed.ends_at is None:
        found.append(_("The consent has no end."))
    if sent.sent_at is not None and agreed.recorded_at > sent.sent_at:
        found.append(_("It was recorded after the referral had left."))
    return found


def other_sections(most: frozenset[Section], least: frozenset[Section]) -> Why:
    """What travelled and is not needed, and what is missing."""

    def why(facts: Facts) -> list[Words]:
        went = facts.sent.sections if facts.sent else frozenset()
        found = list[Words]()
        if more := _named(went - most):
            found.append(_("Shared, and not needed: %(sections)s.") % {"sections": more})
        if missing := _named(least - went):
            found.append(_("Needed, and not shared: %(sections)s.") % {"sections": missing})
        return found

    return why


def other_urgency(wanted: Urgency) -> Why:
    """Which one it left with."""

    def why(facts: Facts) -> list[Words]:
        if facts.sent is None:
            return []
        said = {"left": label(facts.sent.urgency), "wanted": label(wanted)}
        return [_("It left as: %(left)s. The situation is: %(wanted)s.") % said]

    return why


def was_late(facts: Facts) -> list[Words]:
    """Until when it was due, and when somebody acted."""
    found = list[Words]()
    for each in facts.sent.answers if facts.sent else ():
        due = date_format(localtime(each.due), "j F Y, H:i")
        if each.at is None and facts.now > each.due:
            found.append(_("The other side was to act until %(due)s, and has not yet.") % {"due": due})
        elif each.at is not None and each.at > each.due:
            said = {"due": due, "at": date_format(localtime(each.at), "j F Y, H:i")}
            found.append(_("The other side was to act until %(due)s, and did so on %(at)s.") % said)
    return found


def asked_for_others(wanted: frozenset[Section]) -> Why:
    """Which sections an authority asked for beside those of the task."""

    def why(facts: Facts) -> list[Words]:
        more = _named({each.section for each in facts.authority} - wanted)
        return [_("Also asked for: %(sections)s.") % {"sections": more}]

    return why


def question_came_late(facts: Facts) -> list[Words]:
    """The referral was there before a question, or without one."""
    if facts.questions:
        return [_("The referral left before the service was asked without a name.")]
    return [_("The referral left, and no service was asked without a name.")]


def was_ended(facts: Facts) -> list[Words]:
    """Declined, taken back, or begun without a meeting that both sides agreed on."""
    sent = facts.sent
    said: dict[Event, Words] = {
        Event.WITHDRAW: _("The referral was taken back."),
        Event.DECLINE: _("The other side declined."),
        Event.START: _("The service began, and no place and hour were agreed on."),
    }
    return [words for event, words in said.items() if sent is not None and sent.first(event) is not None][:1]


def _named(sections: Iterable[Section]) -> str:
    found = set(sections)
    return ", ".join(str(label(section)) for section in Section if section in found)
