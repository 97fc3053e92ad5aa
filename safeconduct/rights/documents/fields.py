"""What a template can ask for: each field with its section, and how its words are made in a language. Pure.

Only what stands in a file is put in. What is open, closed or not agreed becomes a blank line, and is never guessed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer
from safeconduct.vocabulary.citizenships import citizenship_in_full
from safeconduct.vocabulary.codes import AgeBand, DecidingBody, Exploitation, Need, VictimStatus
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.sections import Section

type Reader = Callable[[Content], str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in a template, its words for people, and where it stands."""

    name: str
    label: Words
    section: Section | None
    """None for what is not about the person."""
    read: Reader | None = None
    """From the section's content; None where somebody else puts it in."""
    invented: str = ""
    """What stands in a preview."""
    is_own: bool = False
    """Kept by the agency beside the plan, or by a lawyer: it goes to the person, and to no other agency."""

    @property
    def is_chosen(self) -> bool:
        """Of a claim or matter that has to be chosen: see `sources.py`."""
        return self.section is Section.LEGAL


def day(on: date | str) -> str:
    """A day in the language that is set."""
    return date_format(date.fromisoformat(on) if isinstance(on, str) else on, "j F Y")


def _text(name: str) -> Reader:
    return lambda content: _plain(answer(content, name))


def _day(name: str) -> Reader:
    def read(content: Content) -> str:
        said = _plain(answer(content, name))
        try:
            return day(said) if said else ""
        except ValueError:
            return said

    return read


def _code(name: str, codes: type[StrEnum]) -> Reader:
    return lambda content: _labelled(codes, _plain(answer(content, name)))


def _codes(name: str, codes: type[StrEnum]) -> Reader:
    return lambda content: "; ".join(_labelled(codes, one) for one in _listed(answer(content, name)))


def _named(name: str, in_full: Callable[[str], Words]) -> Reader:
    return lambda content: "; ".join(str(in_full(one)) for one in _listed(answer(content, name)))


def _labelled(codes: type[StrEnum], code: str) -> str:
    """The label of a code; one that a newer version wrote stays as it is."""
    return str(label(codes(code))) if code in set(codes) else code


def _listed(value: Any) -> Iterable[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _plain(value: Any) -> str:
    """Without signs that no document can hold."""
    if not isinstance(value, str):
        return ""
    return "".join(sign for sign in value if sign >= " " or sign == "\n").strip()


FIELDS: tuple[Field, ...] = (
    Field("agency_name", _("Name of your agency"), None, invented="House Linden"),
    Field("agency_country", _("Country of your agency"), None, invented="Romania"),
    Field("agency_number", _("Number of your agency that is answered"), None, invented="+40 700 000 000"),
    Field("profession", _("Profession of whoever makes the document"), None, invented="Social worker"),
    Field("recipient", _("To whom it goes"), None, invented="Court of Lindenstadt"),
    Field("purpose", _("What the person agreed to"), None, invented="Legal assistance"),
    Field("today", _("The day on which it is made"), None, invented="1 March 2027"),
    Field("alias", _("Alias"), Section.PROFILE, _text("pseudonym"), "Linden"),
    Field("age", _("Age"), Section.PROFILE, _code("age_band", AgeBand), "25 to 34"),
    Field("languages", _("Languages"), Section.PROFILE, _named("languages", language_in_full), "Ukrainian"),
    Field("citizenships", _("Citizenships"), Section.PROFILE, _named("citizenships", citizenship_in_full), "Ukraine"),
    Field("names", _("Names"), Section.IDENTITY, _text("names"), "Nadia Invented"),
    Field("birth_date", _("Date of birth"), Section.IDENTITY, _day("birth_date"), "1 January 2000"),
    Field("identity_documents", _("Documents and numbers"), Section.IDENTITY, _text("documents"), "AA 000000"),
    Field("address", _("Address"), Section.IDENTITY, _text("address"), "Linden Street 1"),
    Field(
        "view_of_danger", _("The person's own view of the danger"), Section.SAFETY, _text("persons_view"),
        "Afraid to meet one of them in the corridor.",
    ),
    Field(
        "exploitation_forms", _("Forms of exploitation"), Section.EXPLOITATION, _codes("forms", Exploitation),
        "Forced labour",
    ),
    Field(
        "exploitation_countries", _("Countries where it happened"), Section.EXPLOITATION,
        _named("countries", country_in_full), "Romania; Spain",
    ),
    Field("exploitation_from", _("From about (month and year)"), Section.EXPLOITATION, _text("from_month"), "May 2026"),
    Field("exploitation_to", _("To about (month and year)"), Section.EXPLOITATION, _text("to_month"), "January 2027"),
    Field(
        "identification", _("Identification"), Section.EXPLOITATION, _code("status", VictimStatus), "Presumed"
    ),
    Field("identified_by", _("Who decided"), Section.EXPLOITATION, _code("decided_by", DecidingBody), "Police"),
    Field("needs", _("Needs"), Section.NEEDS, _codes("needs", Need), "Legal help; a safe place"),
    Field("wish", _("The person's own wish"), Section.NEEDS, _text("wish"), "To rest first."),
    Field("days", _("Last days of rights, and how sure each is"), Section.PLAN, None, "", is_own=True),
    Field(
        "reflection_law", _("The time to reflect in the law of this country"), None,
        invented="At least 30 days: CETS 197, 13",
    ),
    Field("reflection_from", _("First day of the time to reflect"), Section.PLAN, None, "1 March 2027", is_own=True),
    Field("reflection_until", _("Last day of the time to reflect"), Section.PLAN, None, "31 March 2027", is_own=True),
    *(
        Field(name, words, Section.LEGAL, None, invented, is_own=True)
        for name, words, invented in (
            ("claim_happened", _("In which country it happened"), "Spain"),
            ("claim_lives", _("In which country the person lives"), "Romania"),
            ("claim_losses", _("What was lost"), "Wages that were not paid: 1,250.50 EUR"),
            ("claim_sum", _("The sum of each currency"), "1,250.50 EUR"),
            ("claim_routes", _("Where it is claimed"), "Before a labour court"),
            ("claim_before", _("Court or authority, and its number of the file"), "Court of Lindenstadt, 12/2027"),
            ("claim_authorities", _("Who helps and who decides"), "No scheme known"),
            ("claim_last_day", _("Last day to claim"), "1 June 2027"),
            ("claim_language", _("Language of the form"), "Spanish"),
            ("claim_hearing", _("How the person is heard"), "By video"),
            ("claim_steps", _("How far it has come"), "1 March 2027: Prepared"),
            ("matter_kind", _("What the matter is about"), "Criminal proceedings"),
            ("matter_role", _("As what the person stands in it"), "Injured party"),
            ("matter_court", _("Court or authority"), "Court of Lindenstadt"),
            ("matter_reference", _("Reference of the court or authority"), "12/2027"),
            (
                "matter_hearings", _("Hearings that are to come, with measures of protection"),
                "1 April 2027: Screen (Asked for)",
            ),
            ("matter_aid", _("Legal aid"), "1 March 2027: Asked for"),
            ("matter_until", _("Valid until"), "1 March 2028"),
            ("matter_lawyer", _("Lawyer of the matter"), "Lea Invented, House Linden, Romania"),
        )
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Field] = {one.name: one for one in FIELDS}


class Blank(str):
    """A line to be filled in by hand; as a condition it counts as nothing."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


BLANK = Blank("_" * 24)
