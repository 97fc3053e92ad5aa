"""An enquiry as it travels, written and read. What arrives is read without trust, and scanned again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.objects import Fields
from safeconduct.referrals.codes import day, moment, moment_text
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.rules import PERSONAL_DATA, says_nobody
from safeconduct.vocabulary.codes import (
    Answer3,
    Constraint,
    Exploitation,
    Feasibility,
    PartOfCountry,
    Profession,
    Service,
    Sex,
    Urgency,
)
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.errors import BadCode, BadReference
from safeconduct.vocabulary.identifiers import normal_reference
from safeconduct.vocabulary.languages import LANGUAGES, language
from safeconduct.vocabulary.scanner import normal

ASKED = "safeconduct.referral.enquired.v1"
ANSWERED = "safeconduct.referral.enquiry_answered.v1"
WITHDRAWN = "safeconduct.referral.enquiry_withdrawn.v1"
# All of `safeconduct.referral.*.v1`: a pattern of their own on the cards would change every fingerprint.

LONGEST_TERM = timedelta(days=60)
"""No enquiry is open for longer: its term decides how long the other side keeps it."""
MOST_LANGUAGES = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: codes, and a note that was scanned."""

    is_child: Answer3
    sex: str
    languages: tuple[str, ...]
    services: tuple[Service, ...]
    exploitation: tuple[Exploitation, ...]
    urgency: Urgency
    part_of_country: PartOfCountry
    constraints: tuple[Constraint, ...]
    note: str = ""
    note_language: str = ""

    def columns(self) -> dict[str, object]:
        """The same for a row."""
        return {
            "is_child": self.is_child.value, "sex": self.sex, "languages": list(self.languages),
            "services": _values(self.services), "exploitation": _values(self.exploitation),
            "urgency": self.urgency.value, "part_of_country": self.part_of_country.value,
            "constraints": _values(self.constraints), "note": self.note, "note_language": self.note_language,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole enquiry in a message's body."""

    id: UUID
    reference: str
    team: UUID
    service: str
    role: str
    country: str
    until: datetime
    question: Question


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answers; only "possible from" has a day, only "ask another" a team and its service."""

    code: Feasibility
    possible_from: date | None = None
    other_team: UUID | None = None
    other_service: str = ""

    def columns(self) -> dict[str, object]:
        """The same for a row."""
        return {
            "answer": self.code.value, "possible_from": self.possible_from,
            "other_team": self.other_team, "other_service": self.other_service,
        }  # fmt: skip


def question_of(row: Enquiry) -> Question:
    """What a row asks, to be asked of another service as well."""
    return _question(_fields(asked(row)["enquiry"]))


def asked(row: Enquiry) -> Fields:
    """The body of the question: of whoever asks the profession and the country, of the others asked nothing."""
    note = {"language": row.note_language, "text": row.note} if row.note else None
    return {
        "enquiry": {
            "id": str(row.shared), "reference": row.reference, "team": str(row.team_id), "service": row.service,
            "role": row.role, "country": row.country, "until": moment_text(row.until), "is_child": row.is_child,
            "sex": row.sex, "languages": row.languages, "services": row.services, "exploitation": row.exploitation,
            "urgency": row.urgency, "part_of_country": row.part_of_country, "constraints": row.constraints,
            "note": note,
        }
    }  # fmt: skip


def answered(row: Enquiry, role: str) -> Fields:
    """The body of the answer."""
    other = {"team": str(row.other_team), "service": row.other_service} if row.other_team else None
    from_day = row.possible_from.isoformat() if row.possible_from else None
    return {
        "enquiry": str(row.shared), "role": role, "answer": row.answer, "possible_from": from_day, "other": other,
    }  # fmt: skip


def withdrawn(row: Enquiry) -> Fields:
    """The body of a withdrawal."""
    return {"enquiry": str(row.shared)}


def read_asked(body: Mapping[str, object], at: datetime) -> Arrived:
    """The question of a body. Raises RefuseMessage: `malformed_body`, or `personal_data` where the note is scanned."""
    try:
        arrived = _arrived(_fields(body["enquiry"]))
    except (BadCode, BadReference, KeyError, TypeError, ValueError) as error:
        raise RefuseMessage("malformed_body") from error
    if arrived.until > at + LONGEST_TERM:
        raise RefuseMessage("malformed_body")
    decision = says_nobody(arrived.question.note)
    if isinstance(decision, Refused) and decision.reason == PERSONAL_DATA:
        raise RefuseMessage("personal_data")
    if isinstance(decision, Refused):
        raise RefuseMessage("malformed_body")
    return arrived


def read_answer(body: Mapping[str, object]) -> Answer:
    """The answer of a body. Raises RefuseMessage("malformed_body")."""
    try:
        code, other = Feasibility(_text(body["answer"])), body["other"]
        said = body["possible_from"]
        from_day = None if said is None else day(said)
        if (from_day is None) is (code is Feasibility.POSSIBLE_FROM) or (
            said is not None and from_day is None
        ):
            raise ValueError("only possible_from has its day")
        if (other is None) is (code is Feasibility.ASK_OTHER):
            raise ValueError("only ask_other names another service")
        if other is None:
            return Answer(code, from_day)
        named = _fields(other)
        return Answer(code, None, UUID(_text(named["team"])), Service(_text(named["service"])).value)
    except (KeyError, TypeError, ValueError) as error:
        raise RefuseMessage("malformed_body") from error


def read_name(body: Mapping[str, object]) -> UUID:
    """Which enquiry a body is about. Raises RefuseMessage("malformed_body")."""
    try:
        return UUID(_text(body["enquiry"]))
    except (KeyError, TypeError, ValueError) as error:
        raise RefuseMessage("malformed_body") from error


def _arrived(data: Fields) -> Arrived:
    until, country = moment(data["until"]), _text(data["country"])
    if until is None or len(country) != 2 or not (country.isascii() and country.isupper()):
        raise ValueError("no moment, or no country")
    return Arrived(
        id=UUID(_text(data["id"])),
        reference=normal_reference(_text(data["reference"])),
        team=UUID(_text(data["team"])),
        service=Service(_text(data["service"])).value,
        role=Profession(_text(data["role"])).value,
        country=country,
        until=until,
        question=_question(data),
    )


def _question(data: Fields) -> Question:
    note, spoken = "", ""
    if data["note"] is not None:
        words = _fields(data["note"])
        note, spoken = _text(words["text"]), language(_text(words["language"]))
        if not note or note != normal(note):
            raise ValueError("no note, or not in the one form")
    sex = _text(data["sex"])
    services = _codes(Service, data["services"])
    if not services:
        raise ValueError("nothing is asked")
    return Question(
        is_child=Answer3(_text(data["is_child"])),
        sex=Sex(sex).value if sex else "",
        languages=_languages(data["languages"]),
        services=services,
        exploitation=_codes(Exploitation, data["exploitation"]),
        urgency=Urgency(_text(data["urgency"])),
        part_of_country=PartOfCountry(_text(data["part_of_country"])),
        constraints=_codes(Constraint, data["constraints"]),
        note=note,
        note_language=spoken,
    )


def _languages(value: object) -> tuple[str, ...]:
    if (
        not isinstance(value, list)
        or len(value) > MOST_LANGUAGES
        or not all(tag in LANGUAGES for tag in value)
    ):
        raise ValueError("no list of languages")
    return tuple(value)


def _codes[Codes: StrEnum](codes: type[Codes], value: object) -> tuple[Codes, ...]:
    if not isinstance(value, list) or len(value) > len(codes):
        raise ValueError("no list of codes")
    return tuple(codes(_text(one)) for one in value)


def _values(codes: tuple[StrEnum, ...]) -> list[str]:
    return [code.value for code in codes]


def _fields(value: object) -> Fields:
    if not isinstance(value, dict):
        raise TypeError("no object")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
