"""Who holds a section, in words: by profession and agency. The same words whether anything is written or not."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.asking.elsewhere import HeldThere
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

WHO: dict[Profession, Words] = {
    Profession.SOCIAL_WORKER: _("a social worker"),
    Profession.ADVOCATE: _("an independent advocate"),
    Profession.LAWYER: _("a lawyer"),
    Profession.PSYCHOLOGIST: _("a psychologist"),
    Profession.DOCTOR: _("a doctor"),
    Profession.NURSE: _("a nurse"),
    Profession.CHILD_PROTECTION_WORKER: _("a child protection worker"),
    Profession.MEDIATOR: _("a cultural mediator"),
    Profession.UNION_ADVISER: _("a trade union adviser"),
}
"""Everybody whom the policy lets keep a section of an own case; a test holds this against it."""

NOBODY: Words = _("Nobody holds it yet")
ELSEWHERE: Words = _("Held by another profession or agency")
"""Of what was received: the other agency keeps it, or the person has not agreed to share it."""


def held_by(professions: Iterable[Profession]) -> Words:
    """The sentence for one section: which professions keep it, each once."""
    those = set(professions)
    names = [words for profession, words in WHO.items() if profession in those]
    if not names:
        return ELSEWHERE if those else NOBODY
    *others, last = names
    if not others:
        return format_lazy(_("Held by {who} of this agency"), who=last)
    before = format_lazy(", ".join(["{}"] * len(others)), *others)
    return format_lazy(_("Held by {others} and {last} of this agency"), others=before, last=last)


def held_there(found: Sequence[HeldThere]) -> Words:
    """Who of another agency keeps it, by that agency's word; "" where nobody said so."""
    if not found:
        return ""
    first = found[0]
    who = format_lazy(
        ", ".join(["{}"] * len(found)), *(WHO.get(one.profession, label(one.profession)) for one in found)
    )
    return format_lazy(
        _("Held by {who} of {agency} (by their word of {day})"),
        who=who,
        agency=first.agency,
        day=date_format(max(one.told_on for one in found), "j M Y"),
    )
