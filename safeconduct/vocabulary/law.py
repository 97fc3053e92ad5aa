"""Which law is asked about, or practised: countries and kinds of proceedings, as form F8 names them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Need, Proceeding, Purpose
from safeconduct.vocabulary.countries import COUNTRIES, country_in_full, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

LEGAL_NEEDS = frozenset({Need.LEGAL_AID, Need.LEGAL_STATUS, Need.COMPENSATION})
"""For which needs it is asked which law is meant; for every other need nobody asks."""
LEGAL_PURPOSES = frozenset({Purpose.LEGAL_ASSISTANCE, Purpose.COMPENSATION, Purpose.RESIDENCE_PROCEDURE})
"""For what a lawyer gets a referral: the row of the policy that opens the name to them names these."""
MOST_COUNTRIES = 10

COUNTRIES_LABEL = _("Countries of the proceedings")
KINDS_LABEL = _("Kinds of proceedings")
COUNTRIES_HINT = _("Separate several answers by commas: for example Ukraine, Romania, or UA, RO")
TOO_MANY = _("Name at most ten countries.")


@dataclass(frozen=True, slots=True)
class Law:
    """Countries by ISO 3166-1 and kinds of proceedings; what is empty was not said."""

    jurisdictions: tuple[str, ...] = ()
    proceeding_types: tuple[Proceeding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.jurisdictions or self.proceeding_types)

    @property
    def countries(self) -> str:
        """The countries in the language of the page."""
        return "; ".join(map(country_in_full, self.jurisdictions))

    @property
    def kinds(self) -> str:
        """The kinds of proceedings in the language of the page."""
        return "; ".join(str(label(one)) for one in self.proceeding_types)

    @property
    def in_words(self) -> list[tuple[Words, str]]:
        """As facts of a page; what was not said is left out."""
        both = ((COUNTRIES_LABEL, self.countries), (KINDS_LABEL, self.kinds))
        return [(words, said) for words, said in both if said]


NOT_SAID = Law()


def is_legal(need: str) -> bool:
    """Whether somebody who has this need is asked which law is meant."""
    return need in LEGAL_NEEDS


def law_of(jurisdictions: Iterable[str], proceeding_types: Iterable[str]) -> Law:
    """Of codes that were kept, in the order of their lists. A code that is in no list is left out."""
    wanted, kinds = set(jurisdictions), set(proceeding_types)
    return Law(
        tuple(code for code in COUNTRIES if code in wanted), tuple(one for one in Proceeding if one in kinds)
    )


def countries_in(text: str) -> list[str]:
    """The countries that a line names, as codes or as people write them. Raises BadCode."""
    pieces = [piece for piece in text.replace(";", ",").split(",") if piece.strip()]
    found = list(dict.fromkeys(country_named(piece) for piece in pieces))
    if len(found) > MOST_COUNTRIES:
        raise BadCode(TOO_MANY)
    return found


def law_entered(countries: str, kinds: Sequence[str]) -> Law:
    """What a form has brought. Raises BadInput, and nothing typed is lost."""
    errors: dict[str, Words] = {}
    found: list[str] = []
    try:
        found = countries_in(countries)
    except BadCode as wrong:
        errors["jurisdictions"] = wrong.sentence
    if set(kinds) - set(Proceeding):
        errors["proceeding_types"] = _("Choose from the list.")
    if errors:
        raise BadInput(errors)
    return law_of(found, kinds)


def typed(jurisdictions: Iterable[str]) -> str:
    """Countries as they would be typed: by name, or by the code where a comma would cut the name."""
    names = {code: country_in_full(code) for code in jurisdictions}
    return ", ".join(code if {",", ";"} & set(name) else name for code, name in names.items())


def law_questions(
    stands: Law, entered: Mapping[str, Sequence[str]] | None, errors: Mapping[str, Words], *, prefix: str
) -> list[Question]:
    """Which law is asked about: filled from what was entered, else from what stands."""
    if entered is None:
        countries, kinds = typed(stands.jurisdictions), ",".join(stands.proceeding_types)
    else:
        countries = next(iter(entered.get("jurisdictions", [])), "")
        kinds = ",".join(entered.get("proceeding_types", []))
    return [
        Question(
            "jurisdictions", COUNTRIES_LABEL, "text", countries, (), errors.get("jurisdictions", ""), COUNTRIES_HINT,
            prefix=prefix, longest=300,
        ),
        Question(
            "proceeding_types", KINDS_LABEL, "ticks", kinds, choices(Proceeding), errors.get("proceeding_types", ""),
            prefix=prefix,
        ),
    ]  # fmt: skip


def not_practised(wanted: Law, said: Law) -> Words:
    """Why a service that has said which law it practises does not fit; "" where it fits, or has not said."""
    if countries := _countries_not_practised(wanted, said):
        return format_lazy(
            _("It does not practise the law of {countries}."), countries=Law(tuple(countries)).countries
        )
    kinds = [
        one for one in wanted.proceeding_types if said.proceeding_types and one not in said.proceeding_types
    ]
    return format_lazy(_("It does not take: {kinds}."), kinds=Law((), tuple(kinds)).kinds) if kinds else ""


def _countries_not_practised(wanted: Law, said: Law) -> list[str]:
    return [one for one in wanted.jurisdictions if said.jurisdictions and one not in said.jurisdictions]


def in_one_line(law: Law) -> str:
    """Countries and kinds, as far as they are said."""
    return "; ".join(said for said in (law.countries, law.kinds) if said)


def practised(said: Law) -> Words:
    """What a service says of the law that it practises, in one line."""
    if not said:
        return _("Not said")
    return format_lazy("{}: {}", said.countries or _("Countries not said"), said.kinds or _("kinds not said"))


def is_said(wanted: Law, said: Law) -> bool:
    """Whether a service has said all that is asked of it."""
    return bool(
        (said.jurisdictions or not wanted.jurisdictions)
        and (said.proceeding_types or not wanted.proceeding_types)
    )


def distance(wanted: Law, said: Law) -> int:
    """0 for a service that says that it practises what is asked, 1 where it does not say.

    2 where it does not take the kind of proceedings, 3 where it practises the law of another country.
    """
    if _countries_not_practised(wanted, said):
        return 3
    if not_practised(wanted, said):
        return 2
    return 0 if is_said(wanted, said) else 1
