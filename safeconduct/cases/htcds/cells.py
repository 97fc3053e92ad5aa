"""One cell, from the words of HTCDS to ours. A reader raises WrongCell with what is wrong and what is right."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.htcds.columns import SEVERAL, Kind
from safeconduct.vocabulary.citizenships import citizenship
from safeconduct.vocabulary.codes import DecidingBody, Exploitation, Gender, Need, Unanswered, VictimStatus
from safeconduct.vocabulary.countries import country
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.languages import language
from safeconduct.vocabulary.tables.cells import plain_text
from safeconduct.vocabulary.tables.problems import WrongCell

OLDEST = 120
LONGEST_NAME = 200
MOST_VALUES = 20

TOO_LONG = _("This is longer than {most} characters.")
TOO_MANY = _("There are more than {most} values in this cell.")
NOT_A_DAY = _("“{value}” is no date. Write year-month-day, for example 1996-04-02.")
NO_SUCH_DAY = _("“{value}” is a day that no calendar has.")
IN_THE_FUTURE = _("“{value}” lies in the future.")
TOO_OLD = _("“{value}” is more than 120 years ago.")
NOT_A_CODE = _("“{value}” is not in the list of this column. It knows {codes}.")
NOT_A_CODE_BUT = _("“{value}” is not in the list of this column; is {meant} meant?")
NOT_A_COUNTRY = _(
    "“{value}” is no country code. Write two or three letters of ISO 3166, for example RO or ROU."
)
NOT_A_LANGUAGE = _("“{value}” is no language code that is known here. Write ISO 639, for example ro or ron.")
NOT_YES_OR_NO = _("“{value}” is neither true nor false.")
NOT_A_PHONE = _("This is no telephone number. Write + and the country's number, for example +40 000 100 001.")
NOT_AN_AGE = _("“{value}” is no age in whole years.")

GENDERS: dict[str, Any] = {
    "Feminine": Gender.WOMAN.value,
    "Masculine": Gender.MAN.value,
    "TransgenderFeminine": Gender.TRANS_WOMAN.value,
    "TransgenderMasculine": Gender.TRANS_MAN.value,
    "NonConforming": Gender.NON_BINARY.value,
    # Not asked, declined and unknown were one code there; what was asked cannot be told any more.
    "NonSpecifiedUnknown": {"unanswered": Unanswered.UNKNOWN.value},
}
STATUSES: dict[str, str] = {
    "PossibleVictimOfTrafficking": VictimStatus.PRESUMED.value,
    "ActualVictimOfTrafficking": VictimStatus.IDENTIFIED.value,
    "NotAVictimOfTrafficking": VictimStatus.NOT_VICTIM.value,
}
DECIDING: dict[str, str] = {
    "Police": DecidingBody.POLICE.value,
    "NGO": DecidingBody.NGO.value,
    "CourtOrProsecution": DecidingBody.COURT_PROSECUTION.value,
    "NonPoliceGovernmentalOrganization": DecidingBody.NON_POLICE_GOVERNMENT.value,
    "Other": DecidingBody.OTHER.value,
}
EXPLOITATIONS: dict[str, str] = {
    "ForcedLabour": Exploitation.LABOUR_EXPLOITATION.value,
    "SexualExploitation": Exploitation.SEXUAL_EXPLOITATION.value,
    "ChildLabour": Exploitation.CHILD_LABOUR.value,
    "ForcedMarriage": Exploitation.FORCED_MARRIAGE.value,
    "Servitude": Exploitation.DOMESTIC_SERVITUDE.value,
    "ForcedMilitaryByNonStateActors": Exploitation.ARMED_GROUP_RECRUITMENT.value,
    "OrganRemoval": Exploitation.ORGAN_REMOVAL.value,
    "ForcedBegging": Exploitation.FORCED_BEGGING.value,
    "ForcedAdoption": Exploitation.ILLEGAL_ADOPTION.value,
    "Surrogacy": Exploitation.SURROGACY.value,
    "Other": Exploitation.OTHER.value,
}
NEEDS: dict[str, str] = {
    "Education": Need.EDUCATION_TRAINING.value,
    "Financial": Need.INCOME.value,
    "Health": Need.MEDICAL_CHRONIC.value,
    "LabourExploitationRehabilitation": Need.EMPLOYMENT.value,
    "Legal": Need.LEGAL_AID.value,
    "Livelihood": Need.EMPLOYMENT.value,
    "RightsBasedTraining": Need.DIGITAL_SAFETY.value,
    "SexualExploitationRehabilitation": Need.PSYCHOLOGICAL.value,
    "SocialCare": Need.HOUSING.value,
}
"""The type of a support plan is the nearest that the standard has to a need; several of our needs share one type."""
PLACES_IN_STORY = {name: name for name in ("Recruitment", "Transit", "Exploitation")}
CASE_STATUSES = {name: name for name in ("Active", "FollowUp", "Closed", "ClosedReferred")}
YES_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def read_cell(kind: Kind, text: str, *, today: date) -> Any:
    """What a cell that is not empty says, in our codes; a list where the column may hold several. Raises WrongCell."""
    if kind not in SEVERAL:
        return _read(kind, _plain(kind, text), today)
    pieces = [piece for piece in text.split(";") if piece.strip(" ")]
    if len(pieces) > MOST_VALUES:
        raise WrongCell(format_lazy(TOO_MANY, most=MOST_VALUES))
    values = [_read(kind, _plain(kind, piece), today) for piece in pieces]
    return list(dict.fromkeys(values))


def _plain(kind: Kind, text: str) -> str:
    """The text of one value without spaces around it. Raises WrongCell for what is a formula or cannot be shown."""
    bare = text.strip(" ")
    # The apostrophe is what an export puts before a number that would be taken for a formula.
    if kind is Kind.PHONES and re.fullmatch(r"'?\+[0-9 ()./-]+", bare):
        return bare.removeprefix("'")
    return plain_text(bare)


def _read(kind: Kind, value: str, today: date) -> Any:
    match kind:
        case Kind.DAY if re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
            return _day(f"{value}-01", today)  # a month, as our own export writes it; nothing reads its day
        case Kind.BIRTH_DATE | Kind.DAY:
            return _day(value, today)
        case _:
            return READERS[kind](value)


def _day(value: str, today: date) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise WrongCell(format_lazy(NOT_A_DAY, value=value[:30]))
    return checked_day(value, *map(int, value.split("-")), today=today)


def checked_day(value: str, year: int, month: int, number: int, *, today: date) -> date:
    """The day of these numbers, written as `value`. Raises WrongCell for one that is none, to come, or long gone."""
    try:
        day = date(year, month, number)
    except ValueError:
        raise WrongCell(format_lazy(NO_SUCH_DAY, value=value)) from None
    if day > today:
        raise WrongCell(format_lazy(IN_THE_FUTURE, value=value))
    if day.year < today.year - OLDEST:
        raise WrongCell(format_lazy(TOO_OLD, value=value))
    return day


def _name(value: str) -> str:
    if len(value) > LONGEST_NAME:
        raise WrongCell(format_lazy(TOO_LONG, most=LONGEST_NAME))
    return value


def _one_of(codes: Mapping[str, Any]) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        if value in codes:
            return codes[value]
        by_lower = {code.lower(): code for code in codes}
        close = get_close_matches(value.lower()[:60], by_lower, n=1, cutoff=0.6)
        if close:
            raise WrongCell(format_lazy(NOT_A_CODE_BUT, value=value[:30], meant=by_lower[close[0]]))
        raise WrongCell(format_lazy(NOT_A_CODE, value=value[:30], codes=", ".join(codes)))

    return read


def _known(find: Callable[[str], str], sentence: Any) -> Callable[[str], str]:
    def read(value: str) -> str:
        try:
            return find(value)
        except BadCode:
            raise WrongCell(format_lazy(sentence, value=value[:30])) from None

    return read


def _yes_no(value: str) -> bool:
    if value.lower() not in YES_NO:
        raise WrongCell(format_lazy(NOT_YES_OR_NO, value=value[:30]))
    return YES_NO[value.lower()]


def _phone(value: str) -> str:
    """E.164 as the standard asks for it; what people write between the digits is taken out."""
    digits = re.sub(r"[ ()./-]", "", value)
    if not re.fullmatch(r"\+?[1-9][0-9]{1,14}", digits):
        raise WrongCell(NOT_A_PHONE)
    return value


def _age(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or int(value) > OLDEST:
        raise WrongCell(format_lazy(NOT_AN_AGE, value=value[:30]))
    return int(value)


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.NAME: _name,
    Kind.GENDER: _one_of(GENDERS),
    Kind.YES_NO: _yes_no,
    Kind.LANGUAGES: _known(language, NOT_A_LANGUAGE),
    Kind.COUNTRIES: _known(country, NOT_A_COUNTRY),
    Kind.CITIZENSHIPS: _known(citizenship, NOT_A_COUNTRY),
    Kind.COUNTRY: _known(country, NOT_A_COUNTRY),
    Kind.PHONES: _phone,
    Kind.AGE: _age,
    Kind.STATUS: _one_of(STATUSES),
    Kind.DECIDED_BY: _one_of(DECIDING),
    Kind.FORMS: _one_of(EXPLOITATIONS),
    Kind.PLACE_IN_STORY: _one_of(PLACES_IN_STORY),
    Kind.CASE_STATUS: _one_of(CASE_STATUSES),
    Kind.PLAN: _one_of(NEEDS),
}
"""The reader of each kind; the two kinds of days need to know today."""
