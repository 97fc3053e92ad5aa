"""What the person wishes of whoever interprets: questions of the section Safe contact, and how they are met. Pure.

They belong to that section since they say how the person can be spoken with: they travel with it, by consent, and are
erased with it. Source: shared practice (consent and ethics, section 8); the words were written by developers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer
from safeconduct.cases.interpreters.codes import WishedWay, choices
from safeconduct.cases.kinds import Field, Kind
from safeconduct.vocabulary.codes import Sex
from safeconduct.vocabulary.countries import country_in_full, country_named
from safeconduct.vocabulary.decisions import Words

SEX, DIALECT, NOT_FROM, WAY, NEVER = (
    "interpreter_sex", "interpreter_dialect", "interpreter_not_from", "interpreter_way", "interpreter_never",
)  # fmt: skip
SEXES: dict[str, Words] = {Sex.F.value: _("A woman"), Sex.M.value: _("A man")}

WISHES: tuple[Field, ...] = (
    Field(SEX, Kind.CODE, _("Interpreter: a woman or a man"), choices=SEXES),
    Field(DIALECT, Kind.TEXT, _("Interpreter: which dialect"), longest=200),
    Field(
        NOT_FROM, Kind.CODES, _("Interpreter: not from these countries or their communities"), known=country_named
    ),
    Field(WAY, Kind.CODE, _("Interpreter: how"), choices=dict(choices(WishedWay))),
    Field(
        NEVER,
        Kind.TEXT,
        _("Interpreter: nobody of these"),
        long=True,
        hint=_("Whom the person has named. They need not say why."),
    ),
)  # fmt: skip
"""The person's wishes, as the section Safe contact asks them."""

NOT_THE_SEX = _("The person wishes: {wish}.")
NOT_THE_WAY = _("The person wishes: {wish}.")
FROM_THERE = _("The person wants nobody from {country} or its communities.")
UNKNOWN_SEX = _("Whether this is a woman or a man is not written in the register, and the person has a wish.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was answered of them; "" and nothing where it stayed open."""

    sex: str = ""
    dialect: str = ""
    not_from: frozenset[str] = frozenset()
    way: WishedWay | None = None
    never: str = ""

    @property
    def words(self) -> list[tuple[Words, Words]]:
        """What whoever assigns reads: the question and what the person said."""
        way = dict(choices(WishedWay)).get(self.way or "", "")
        countries = ", ".join(country_in_full(code) for code in sorted(self.not_from))
        said = (SEXES.get(self.sex, ""), self.dialect, countries, way, self.never)
        return [(one.label, words) for one, words in zip(WISHES, said, strict=True) if words]


@dataclass(frozen=True, slots=True)
class Offered:
    """What is known of somebody who could interpret, as far as a wish touches it."""

    sex: str = ""
    countries: frozenset[str] = field(default_factory=frozenset)


def wishes(content: Content) -> Wishes:
    """The wishes in a section Safe contact, whoever wrote it: what is not known here is left out."""
    sex, way = _text(answer(content, SEX)), _text(answer(content, WAY))
    return Wishes(
        sex=sex if sex in SEXES else "",
        dialect=_text(answer(content, DIALECT)),
        not_from=frozenset(_texts(answer(content, NOT_FROM))),
        way=WishedWay(way) if way in set(WishedWay) else None,
        never=_text(answer(content, NEVER)),
    )


def against(said: Wishes, offered: Offered, *, by_telephone: bool) -> Iterator[Words]:
    """What the person wishes otherwise, in sentences. Dialects and names are words: they are read, not judged."""
    if said.sex and offered.sex != said.sex:
        yield format_lazy(NOT_THE_SEX, wish=SEXES[said.sex]) if offered.sex else UNKNOWN_SEX
    for country in sorted(said.not_from & offered.countries):
        yield format_lazy(FROM_THERE, country=country_in_full(country))
    if said.way is not None and by_telephone is not (said.way is WishedWay.TELEPHONE):
        yield format_lazy(NOT_THE_WAY, wish=dict(choices(WishedWay))[said.way])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> Iterable[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
