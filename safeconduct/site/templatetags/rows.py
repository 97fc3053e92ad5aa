"""Rows of a table of referrals, written in Python: in templates each word, date and component is worked out anew."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.site.clock import face
from safeconduct.site.days import Days
from safeconduct.site.filling import filled, joined
from safeconduct.site.templatetags.look import glyph
from safeconduct.vocabulary.decisions import Words

register = template.Library()

_ROW = """<tr class="{}">
  <th scope="row">{}<a href="/referrals/{}/">{}</a>{}</th>
  <td class="c-asked">{}<span class="under">{}</span></td>
  <td class="c-state"><span class="tag {}">{}<span>{}</span></span>{}{}</td>
  <td class="c-urgency">{}</td>
  <td class="c-clock">{}{}</td>
  <td class="c-owner">{}</td>
  <td>{}{}</td>
</tr>"""
_CLOCK = (
    '<span class="clock {}"><svg class="ring" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
    "<span>{}</span></span>{}"
)
_RUNS = (
    '<circle cx="12" cy="12" r="10" stroke-width="2"></circle><circle cx="12" cy="12" r="3.5" stroke-width="7"'
    ' pathLength="100" stroke-dasharray="{} 100" transform="rotate(-90 12 12)"></circle>'
)
_STANDS = {
    "none": filled('<path d="{}" stroke="currentColor" stroke-width="2.5"></path>', "M6 12h12"),
    "late": filled(
        '<circle class="disc" cx="12" cy="12" r="11"></circle><path class="sign" d="{}"></path>',
        "M12 6v7M12 17.5v.1",
    ),
}
_ACT = '<a class="button tinted" href="/referrals/{0}/">{1}<span class="unseen"> {0}</span></a>'
_LATER = '<a class="later" href="/referrals/{0}/away/">{1}<span class="unseen"> {0}</span></a>'
_PICK = '<input type="checkbox" name="row" value="{}" aria-label="{}"{}>'
_PERSON = '<li><a href="/people/{}/">{}</a> <span>{}</span> <span class="when">{}</span></li>'
_DUE = '<li><a href="/people/{}/#{}">{}</a> <span>{}</span> <span class="when">{}{}</span></li>'
_LATE = "<strong>{}</strong> "
_TOLD = '<span class="clock-for">{}</span>'
_KINDS = {
    (True, False): "yours",
    (True, True): "yours late",
    (False, False): "theirs",
    (False, True): "theirs late",
}

# Lazy, so that a table asks for each of them once.
_ASK, _ASKED, _FROM = (
    _("To %(other)s, %(country)s"),
    _("You asked %(other)s, %(country)s"),
    _("From %(other)s, %(country)s"),
)
_BY, _YOU, _TEAM, _THEY, _PUT_AWAY = _("By %(when)s"), _("You"), _("Team"), _("They"), _("Put away")
_DUE_BY, _OPENED, _NONE = _("by %(when)s"), _("opened %(on)s"), _("No referral under way")
_YOU_MUST, _THEY_MUST = _("You must %(what)s"), _("They must %(what)s")
_BY_DAY, _ON_DAY, _IS_LATE = _("By %(day)s"), _("On %(day)s"), _("Late.")


class Said:
    """Words of lists in the active language, each put into it once for a table; what it holds keeps its identity."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Words, str, SafeString]] = {}
        self.days = Days()

    def __call__(self, words: Words) -> str:
        """As a text, not escaped."""
        return self._of(words)[1]

    def shown(self, words: Words) -> SafeString:
        """As HTML."""
        return self._of(words)[2]

    def _of(self, words: Words) -> tuple[Words, str, SafeString]:
        kept = self._kept.get(id(words))
        if kept is None:
            kept = self._kept[id(words)] = (words, str(words), filled("{}", words))
        return kept


@register.simple_tag
def rows_of(lines: Iterable[Mapping[str, Any]], now: datetime, me: UUID, picks: bool = False) -> SafeString:
    """The rows of `cotton/worklist.html` for `me`, of lines (`in_words` of referrals), in the active language."""
    said = Said()
    return joined(_row(line, now, me, said, picks) for line in lines)


@register.simple_tag
def people_of(people: Iterable[tuple[Any, Mapping[str, Any] | None]]) -> SafeString:
    """The lines of "My people": whom it is about, and the referral whose clock ends first."""
    said = Said()
    return joined(_person(person, line, said) for person, line in people)


@register.simple_tag
def dues_of(
    lines: Iterable[tuple[UUID, str, date, bool]], part: str, what: str, is_day: bool = False
) -> SafeString:
    """People by the day on which something is due on a part of their page; `is_day`: it is that day itself."""
    said = Said()
    when, late = said(_ON_DAY if is_day else _BY_DAY), filled(_LATE, said(_IS_LATE))
    rows = (
        (case, part, alias or "–", what, late if is_late else "", when % {"day": said.days.day_and_year(on)})
        for case, alias, on, is_late in lines
    )
    return joined(filled(_DUE, *row) for row in rows)


def _row(line: Mapping[str, Any], now: datetime, me: UUID, said: Said, picks: bool) -> SafeString:
    row, reference = line["row"], filled("{}", line["row"].reference)
    may_give = picks and line.get("may_give", False)
    return filled(
        _ROW,
        said.shown(_KINDS[bool(line["is_yours"]), bool(line["is_late"])]),
        _pick(row.reference, is_picked=line.get("picked", False)) if may_give else "",
        reference,
        reference,
        _under(line["alias"]),
        said.shown(line["service"]),
        _other(line, said),
        said.shown(line["tag"]),
        glyph(line["glyph"]) if line["glyph"] else "",
        said.shown(line["state"]),
        _emergency() if line["is_emergency"] else "",
        _under(line["by_hand"] and said(line["by_hand"])),
        said.shown(line["urgency"]),
        _clock(line, now, said),
        _under(line["cites"].words) if line["cites"] else "",
        _owner(line, me, said),
        filled(_ACT, reference, said.shown(line["act"])) if line["is_yours"] and line["act"] else "",
        _later(line, reference, said),
    )


def _under(words: object) -> SafeString | str:
    return filled('<span class="under">{}</span>', words) if words else ""


def _pick(reference: str, *, is_picked: bool) -> SafeString:
    words = gettext("Choose %(reference)s") % {"reference": reference}
    return filled(_PICK, reference, words, " checked" if is_picked else "")


def _emergency() -> SafeString:
    return filled('<span class="flag">{}{}</span>', glyph("triangle"), gettext("Emergency"))


def _clock(line: Mapping[str, Any], now: datetime, said: Said) -> SafeString:
    until: datetime | None = line["until"]
    shown = face(line["row"].since, until, now, language=said.days.language)
    ring = _STANDS.get(shown.kind) or filled(_RUNS, shown.gone)
    words = shown.words
    if until and shown.kind == "running":
        words = said(_BY) % {"when": said.days.day_and_time(until)}
    told = filled(_TOLD, said.shown(line["next"])) if line["next"] else ""
    return filled(_CLOCK, shown.kind, ring, words, told)


def _later(line: Mapping[str, Any], reference: SafeString, said: Said) -> SafeString | str:
    if away := line.get("asleep"):
        told = {"when": said.days.day(away["until"]), "why": away["why"]}
        return _under(gettext("Put away until %(when)s: %(why)s") % told)
    if not line["may_wait"]:
        return ""
    return filled(_LATER, reference, said.shown(_PUT_AWAY))


def _other(line: Mapping[str, Any], said: Said) -> str:
    row, other = line["row"], line["other"]
    words = _ASK if row.state == "draft" else _ASKED if row.side == "sender" else _FROM
    return said(words) % {"other": other.name, "country": other.country}


def _owner(line: Mapping[str, Any], me: UUID, said: Said) -> str:
    if line["row"].worker_id == me:
        return said.shown(_YOU)
    return line.get("owner_name") or said.shown(_TEAM if line["is_yours"] else _THEY)


def _person(person: Any, line: Mapping[str, Any] | None, said: Said) -> SafeString:
    due = line["row"].due_at if line else None
    if due is not None:
        when = said(_DUE_BY) % {"when": said.days.day_and_time(due)}
    else:
        when = said(_OPENED) % {"on": said.days.day_and_year(person.opened_at)}
    return filled(_PERSON, person.case, person.alias or "–", _stands(line, said), when)


def _stands(line: Mapping[str, Any] | None, said: Said) -> str:
    if not line:
        return said(_NONE)
    if away := line.get("asleep"):
        told = {"when": said.days.day(away["until"]), "why": away["why"]}
        return gettext("Put away until %(when)s: %(why)s") % told
    return said(_YOU_MUST if line["is_yours"] else _THEY_MUST) % {"what": said(line["next"])}
