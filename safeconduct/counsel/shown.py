"""A matter as the facts of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.counsel.codes import label
from safeconduct.counsel.sheet import AidStep, Hearing, Mandate, Served, Sheet
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.law import COUNTRIES_LABEL, Law

type Fact = tuple[Words, Words]
type _Title = tuple[Words, list[Fact]]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list of a matter."""

    number: int
    title: Words
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Group:
    """One list of a matter: where an entry is added, and what stands there."""

    part: str
    title: Words
    add: Words
    none: Words
    items: list[Item]


def course(sheet: Sheet) -> list[Fact]:
    """Where it stands; what nobody has said is left out."""
    one = sheet.course
    return [
        (words, said)
        for words, said in (
            (_("As what the person stands in it"), label(one.role) if one.role else ""),
            (_("Stage"), label(one.stage) if one.stage else ""),
            (COUNTRIES_LABEL, Law(one.jurisdictions).countries),
            (_("Court or authority"), one.court),
            (_("Their reference"), one.reference),
            (_("Next date"), day(one.next_on)),
            (_("Notes"), one.notes),
        )
        if said
    ]


def groups(sheet: Sheet) -> list[Group]:
    """The lists of a matter, each with its entries, the newest first."""
    return [
        Group(
            "mandate", _("Mandate and power of attorney"), _("Enter a mandate"), _("None yet."),
            _items(sheet.mandates, _mandate),
        ),
        Group("aid", _("Legal aid"), _("Write down a step"), _("None yet."), _items(sheet.aid, _aid)),
        Group("hearing", _("Hearings"), _("Enter a hearing"), _("None yet."), _items(sheet.hearings, _hearing)),
        Group(
            "served", _("Documents served"), _("Enter a document"), _("None yet."), _items(sheet.served, _served)
        ),
    ]  # fmt: skip


def end(sheet: Sheet) -> list[Fact]:
    """How it ended; nothing while it goes on."""
    if sheet.end is None:
        return []
    facts: list[Fact] = [
        (_("How it ended"), label(sheet.end.outcome)),
        (_("On which day"), day(sheet.end.on)),
    ]
    return [*facts, (_("In a few words"), sheet.end.note)] if sheet.end.note else facts


def part(sheet: Sheet, name: str, number: int | None) -> _Title:
    """What one form of a matter is about, as it stands: where it stands, or an entry of a list."""
    found = [item for one in groups(sheet) if one.part == name for item in one.items if item.number == number]
    return (found[0].title, found[0].facts) if found else ("", course(sheet))


def day(one: date | None) -> str:
    """A day as it is read; "" for none."""
    return date_format(one, "D j M Y") if one else ""


def _items[One](items: tuple[One, ...], shown: Callable[[One], _Title]) -> list[Item]:
    listed = [Item(number, *shown(one)) for number, one in enumerate(items)]
    return listed[::-1]


def _mandate(one: Mandate) -> _Title:
    return label(one.kind), _said(
        (_("Signed on"), day(one.signed_on)),
        (_("Language of the document"), language_in_full(one.language) if one.language else ""),
        (_("Valid until"), day(one.valid_until)),
        (_("Ended on"), day(one.ended_on)),
        (_("Why it ended"), label(one.why) if one.why else ""),
    )


def _aid(one: AidStep) -> _Title:
    return label(one.what), _said((_("On which day"), day(one.on)), (_("What shows it"), one.note))


def _hearing(one: Hearing) -> _Title:
    when = f"{day(one.on)} {one.time}".strip()
    measures = ((label(measure), label(said)) for measure, said in one.measures.items())
    return format_lazy("{when}: {held}", when=when, held=label(one.held)), _said(
        (_("Place"), one.place), *measures
    )


def _served(one: Served) -> _Title:
    return one.what, _said(
        (_("On which day"), day(one.on)),
        (_("By which court or authority"), one.by),
        (_("What it sets going"), one.sets_going),
        (_("Last day to act"), day(one.last_day)),
    )


def _said(*facts: Fact) -> list[Fact]:
    return [(words, said) for words, said in facts if said]
