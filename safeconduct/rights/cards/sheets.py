"""Cards, and the sheet for lawyers, prosecutors and judges, as papers: what is looked at is what is printed."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from safeconduct.rights.cards.card import Deck, Sentence, Topic
from safeconduct.rights.cards.shown import SURE, UNCHECKED, Law, Shown, law, laws, read_in_words
from safeconduct.rights.codes import Right, label
from safeconduct.rights.rule import COE, EU, Book, Rule
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet

ENGLISH = "en"
NEW_PAGE = Item("break")


def cards_sheet(cards: Iterable[Shown], title: str, language: str) -> Sheet:
    """All of them, each on a page of its own."""
    groups: list[Group] = []
    for card in cards:
        first = (NEW_PAGE,) if groups else ()
        groups.append(Group(card.title, tuple(_of_card(card)), first))
    return Sheet(language, title, tuple(groups))


def _of_card(card: Shown) -> Iterator[Item]:
    yield Item("list", "", tuple(card.steps))
    yield Item("strong", f"{_('The right behind it')}: {card.right}")
    for one in card.laws:
        yield from _of_law(one)
    if not card.laws:
        yield Item("text", str(_("Not known for this country.")))
    yield Item("text", f"{_('Whom to call')}: {'; '.join([str(card.call), *card.services])}")
    yield Item("text", f"{_('Whom to ask')}: {card.ask or _('Not known for this country.')}")
    yield Item("text", f"{_('Where in Safeconduct')}: {card.place}")
    for source in card.sources:
        yield Item("small", read_in_words(source), language=ENGLISH)
    yield Item("small", str(UNCHECKED))


def _of_law(one: Law) -> Iterator[Item]:
    yield _cited_as(one)
    yield Item("text", one.says, language=ENGLISH)
    for cited in one.cites:
        yield Item("small", cited, language=ENGLISH)


def _cited_as(one: Law) -> Item:
    return Item("text", f"{one.from_where}. {one.named} ({one.id}). {one.sure} {one.checked}")


def court_sheet(deck: Deck, stands: Book, language: str, today: date, country: str = "") -> Sheet:
    """The sheet: of each topic the sentences with what carries them, then what each country says itself."""
    countries = [country] if country else stands.countries
    groups = [Group(_(topic.title), tuple(_of_topic(topic, stands, today))) for topic in deck.topics]
    rights = {right: None for topic in deck.topics for right in topic.rights}
    groups += [
        Group(str(country_in_full(one)), tuple(_of_country(one, stands, list(rights), today)))
        for one in countries
    ]
    return Sheet(language, _("For lawyers, prosecutors and judges"), tuple(groups), _lead(), _warning())


def _lead() -> str:
    return _(
        "No penalty for what somebody was forced to do, special measures in court, proceedings that do not hurt. Each "
        "sentence says what carries it and how sure that is."
    )


def _warning() -> str:
    return _(
        "No lawyer has checked this sheet. It was put together from sources by developers: read the act before you "
        "rely on it. What rules say of themselves is in English."
    )


def _of_topic(topic: Topic, stands: Book, today: date) -> Iterator[Item]:
    for sentence in topic.sentences:
        yield Item("strong", _(sentence.says))
        yield from _carried_by(sentence, stands, today)


def _carried_by(sentence: Sentence, stands: Book, today: date) -> Iterator[Item]:
    for name in sentence.rules:
        one = law(_in_force(name, stands, today), today, is_public=True)
        yield _cited_as(one)
        for cited in one.cites:
            yield Item("small", cited, language=ENGLISH)
    for source in sentence.sources:
        yield Item("text", str(SURE[source.confidence]))
        yield Item("small", read_in_words(source), language=ENGLISH)


def _in_force(name: str, stands: Book, today: date) -> Rule:
    """The version that holds today; where none does, the last one."""
    versions = [rule for layer in (COE, EU) for rule in stands.packs[layer].rules if rule.id == name]
    return next((rule for rule in versions if rule.is_valid(today)), versions[-1])


def _of_country(country: str, stands: Book, rights: list[Right], today: date) -> Iterator[Item]:
    bound = [str(_("European Union")) if name == EU else str(_("Council of Europe")) for name in (EU, COE)
             if country in stands.packs[name].bound]  # fmt: skip
    yield Item("text", f"{_('Bound by what stands above of')}: {', '.join(bound)}")
    for right in rights:
        found = laws(stands, country, today, rights={right}, is_public=True)
        yield Item("strong", str(label(right)))
        if not found:
            yield Item("text", str(_("Not known for this country.")))
        for one in found:
            yield from _of_law(one)
