"""What can be asked: a code for some of the six dimensions, and a year that is over. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.editions import rules, words
from safeconduct.statistics.editions.tables import CLASSES, GROUPS, NAMES
from safeconduct.statistics.protecting.guard import DIFFERENCE, FEW_PERSONS
from safeconduct.statistics.protecting.reasons import (
    BELOW_MINIMUM,
    CONTRADICTION,
    CORRECTION,
    OUT_OF_TIME,
    TOO_LARGE,
)
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.rules import ONLY_COORDINATORS
from safeconduct.vocabulary.decisions import Reason, Refused, Words
from safeconduct.vocabulary.errors import BadInput

OTHER_AGENCIES = Reason(
    "other_agencies_were_counted",
    _("What was said of this year before counted other agencies than those that have named you."),
    _("Beside it no question can be examined. Ask the agencies to name you too, or ask about another year."),
)
REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        FEW_PERSONS, DIFFERENCE, BELOW_MINIMUM, CONTRADICTION, CORRECTION, OUT_OF_TIME, TOO_LARGE,
        OTHER_AGENCIES, ONLY_COORDINATORS, rules.NO_SUCH_YEAR, rules.LEDGER_MOVED,
    )
} | {"nearly_all": DIFFERENCE}  # fmt: skip  # so were some refused before the reasons were made one
ANSWERED = "answered"
NOT_A_YEAR: Words = _("Choose a year that is over.")
RUNNING: Words = _(
    "{year} is not over: the next answer would tell who was added. Ask from 1 January {next} on."
)
TOO_EARLY: Words = _("Nothing is counted before {first}. Choose a later year.")
NOT_A_CODE: Words = _("Choose one of the list.")


@dataclass(frozen=True, slots=True)
class Question:
    """One group: a code for each dimension that is asked, in the order of the dimensions."""

    year: int
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As the guard takes it."""
        return tuple((name, self.codes[name]) for name in NAMES if name in self.codes)

    @property
    def words(self) -> list[tuple[Words, Words]]:
        """Each dimension that is asked, and its code, for people."""
        return [(words.DIMENSIONS[name], words.of_code(name, code)) for name, code in self.pairs]

    @property
    def known(self) -> Statement:
        """Makes its codes known where nobody is in them: an answer is then 0, which is true."""
        return Statement(self.pairs, None, Role.SHOWN, minimum=0)


def offered(name: str) -> list[tuple[str, Words]]:
    """The codes of a dimension, groups of them last."""
    return [(code, words.of_code(name, code)) for code in (*CLASSES[name], *GROUPS.get(name, {}))]


def why_not(year: int, today: date) -> Words:
    """Why nothing can be asked of this year; "" where it is one that is over."""
    if year >= today.year and year <= MAXYEAR:
        return format_lazy(RUNNING, year=year, next=year + 1)
    if 0 < year < rules.FIRST_YEAR:
        return format_lazy(TOO_EARLY, first=rules.FIRST_YEAR)
    return NOT_A_YEAR if isinstance(rules.may_be_of(year, today), Refused) else ""


def read(year: object, codes: Mapping[str, object], today: date) -> Question:
    """The question that was typed; "" asks nothing of a dimension. Raises BadInput with a sentence for each part."""
    errors: dict[str, Words] = {}
    text = str(year) if isinstance(year, int | str) else ""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if why := why_not(number, today):
        errors["year"] = why
    asked = {name: str(code) for name, code in codes.items() if code not in ("", None)}
    for name, code in asked.items():
        if name not in NAMES or code not in dict(offered(name)):
            errors[name] = NOT_A_CODE
    if errors:
        raise BadInput(errors)
    return Question(number, asked)
