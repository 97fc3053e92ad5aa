"""A step card as it is shown in one country: the law behind it, whom to call, where it is done. Nothing of a case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.models import Entry
from safeconduct.rights.cards.card import Card, Read
from safeconduct.rights.cards.places import PLACES
from safeconduct.rights.codes import Right, label
from safeconduct.rights.rule import Book, Rule, Source
from safeconduct.rights.shown import LAYERS
from safeconduct.rights.why import named
from safeconduct.vocabulary.codes import Confidence, Service
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label as vocabulary_label

UNCHECKED = _("Checked by no lawyer and no practitioner.")
SURE: dict[Confidence, Words] = {
    Confidence.VERIFIED: _("From a source that was read."),
    Confidence.SECONDARY: _("From a secondary source."),
    Confidence.UNVERIFIED: _("Not read by us: compare it with the act before you rely on it."),
}
"""Uncertain law is shown to nobody."""
MOST_SERVICES = 2


@dataclass(frozen=True, slots=True)
class Law:
    """One rule behind a card or a sentence. Its own sentence is English."""

    id: str
    from_where: Words
    named: str
    says: str
    sure: Words
    cites: tuple[str, ...]
    checked: Words
    """By whom of this country it was compared with the law and when, or that nobody has done so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One card in the language of the page, for one country."""

    slug: str
    title: str
    steps: list[str]
    right: Words
    call: Words
    services: list[str]
    """Who offers it in this country, by the directory of this node."""
    ask: str
    """Whom the pack names to ask, in English; "" where that is not known."""
    country: Words
    place: Words
    link: str
    form: str
    laws: list[Law]
    sources: tuple[Read, ...]


def shown(card: Card, stands: Book, country: str, today: date, entries: Collection[Entry] = ()) -> Shown:
    """The card for somebody whose agency is in this country."""
    place = PLACES[card.place]
    pack = stands.packs.get(country) if country in stands.countries else None
    return Shown(
        card.slug,
        gettext(card.title),
        [gettext(step) for step in card.steps],
        label(card.right),
        label(card.call),
        [_service(one) for one in list(entries)[:MOST_SERVICES]],
        pack.ask.name if pack and pack.ask else "",
        country_in_full(country),
        place.words,
        "" if place.of_a_case else reverse(place.page),
        reverse("blank_form", kwargs={"name": card.form}) if card.form else "",
        laws(stands, country, today, names=card.rules, rights={card.right}),
        card.sources,
    )


def laws(
    stands: Book,
    country: str,
    today: date,
    *,
    rights: Collection[Right],
    names: Collection[str] = (),
    is_public: bool = False,
) -> list[Law]:
    """The rules of these names that hold in a country, and after them what it says of these rights itself."""
    found = [
        rule
        for pack in reversed(stands.layers(country))
        for rule in pack.rules
        if rule.is_valid(today)
        and (rule.id in names or (rule.jurisdiction == country and rule.right in rights and rule.is_shown))
    ]
    return [law(rule, today, is_public=is_public) for rule in found if rule.confidence in SURE]


def law(rule: Rule, today: date, *, is_public: bool = False) -> Law:
    """A rule with everything that says how sure it is; for everybody without the name of who checked it."""
    return Law(
        rule.id,
        LAYERS.get(rule.jurisdiction) or country_in_full(rule.jurisdiction),
        named(rule),
        rule.says,
        SURE[rule.confidence],
        tuple(_cited(source) for source in rule.sources),
        _checked(rule, today, is_public=is_public),
    )


def _checked(rule: Rule, today: date, *, is_public: bool) -> Words:
    """Members read the name, as on the rule's page. A name is no public thing: the agency may be hard to find."""
    if rule.checked_on is None or not rule.is_checked(today):
        return _("Not verified.")
    day = date_format(rule.checked_on, "D j M Y")
    if is_public:
        return format_lazy(_("Checked on {day} by a lawyer named for it on this node."), day=day)
    return gettext("Checked on %(day)s by %(who)s.") % {"day": day, "who": rule.checked_by}


def read_in_words(source: Read) -> str:
    """What was read about a measure, in one line."""
    return f"{', '.join(source.cites)} ({source.read_on.isoformat()}). {source.limits}".strip()


def _cited(source: Source) -> str:
    return f"{', '.join(source.cites)} ({source.read_on.isoformat()}). {source.limits}".strip()


def _service(entry: Entry) -> str:
    named = vocabulary_label(Service(entry.service)) if entry.service in set(Service) else entry.service
    return f"{entry.agency.name}: {named}"
