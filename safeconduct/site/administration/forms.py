"""The questions of administration, and what was answered. Nothing typed is lost when an answer cannot be used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from safeconduct.access.policy import policy
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.rights import Rights
from safeconduct.directory.models import Entry
from safeconduct.site.administration.doors import Service as Said
from safeconduct.vocabulary.codes import Need, Profession, Purpose, Sector, Service
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import language_in_full, language_named
from safeconduct.vocabulary.questions import Question

LANGUAGES_HINT = _("Separate several by commas: for example Ukrainian, Romanian, or uk, ro")
NAME_LONGEST, LINE_LONGEST = 100, 200

type Errors = Mapping[str, Words]


class Answers:
    """What a form has brought, each answer checked once; what is wrong is gathered and raised together."""

    def __init__(self, post: QueryDict) -> None:
        self.post = post
        self.errors: dict[str, Words] = {}

    def text(self, name: str, missing: Words = "", longest: int = LINE_LONGEST) -> str:
        """One line; `missing` is what is said when it is empty and must not be."""
        found = " ".join(self.post.get(name, "").split())
        if not found and missing:
            self.errors[name] = missing
        elif len(found) > longest:
            self.errors[name] = _("This is longer than %(most)d signs. Say it shorter.") % {"most": longest}
        return found

    def email(self, name: str) -> str:
        """An address."""
        found = self.text(name, _("Enter the colleague's e-mail address."), 254)
        try:
            validate_email(found)
        except ValidationError:
            self.errors.setdefault(name, _("This is no e-mail address. It looks like name@agency.example."))
        return found

    def code(self, name: str, allowed: Iterable[str], missing: Words) -> str:
        """One of a list."""
        found = self.post.get(name, "")
        if found not in set(allowed):
            self.errors[name] = missing
        return found

    def codes(self, name: str, allowed: Iterable[str], missing: Words = "") -> list[str]:
        """Several of a list; what is not in it is left out."""
        known = set(allowed)
        found = [code for code in dict.fromkeys(self.post.getlist(name)) if code in known]
        if missing and not found:
            self.errors[name] = missing
        return found

    def languages(self, name: str, missing: Words) -> list[str]:
        """Languages, as codes or as people write them."""
        try:
            pieces = [piece for piece in self.post.get(name, "").split(",") if piece.strip()]
            found = list(dict.fromkeys(language_named(piece) for piece in pieces))
        except BadCode as error:
            self.errors[name] = error.sentence
            return []
        if not found:
            self.errors[name] = missing
        return found

    def country(self, name: str) -> str:
        """A country, as a code or as people write it."""
        try:
            return country_named(self.text(name, _("Enter the country.")))
        except BadCode as error:
            self.errors.setdefault(name, error.sentence)
            return ""

    def moment(self, name: str) -> time | None:
        """A time of the day, or none."""
        found = self.text(name)
        try:
            return time.fromisoformat(found) if found else None
        except ValueError:
            self.errors[name] = _("Enter the time as 09:00.")
            return None

    def is_ticked(self, name: str) -> bool:
        """A box."""
        return bool(self.post.get(name))

    def require(self) -> None:
        """Raise BadInput when anything was wrong."""
        if self.errors:
            raise BadInput(self.errors)


@dataclass(frozen=True, slots=True)
class Asked:
    """How questions are filled: from what was entered, else from what stands."""

    stands: Mapping[str, str]
    entered: QueryDict | None = None
    errors: Errors | None = None

    def question(
        self,
        name: str,
        words: Words,
        kind: str = "text",
        options: Sequence[tuple[str, Words]] = (),
        hint: Words = "",
    ) -> Question:
        """One of them."""
        value = self.stands.get(name, "")
        if self.entered is not None:
            value = ",".join(self.entered.getlist(name))
        return Question(
            name, words, kind, value, options, (self.errors or {}).get(name, ""), hint, prefix="admin-"
        )


def professions() -> list[tuple[str, Words]]:
    """All of them, by their names in the language of the page."""
    return sorted(choices(Profession), key=lambda pair: str(pair[1]))


# --- Members ----------------------------------------------------------------------------------------------------


def invitation(asked: Asked, teams: Sequence[Team]) -> list[Question]:
    """Whom to invite, and as what."""
    return [
        asked.question("name", _("Name"), hint=_("As colleagues know them. Other agencies never see it.")),
        asked.question("email", _("E-mail address")),
        asked.question("profession", _("Profession"), "select", professions()),
        asked.question("teams", _("Teams"), "ticks", _team_options(teams)),
        asked.question(
            "supervises",
            _("Supervises: takes over cases, reviews emergency reading, confirms changes"),
            "tick",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who is invited."""

    name: str
    email: str
    rights: Rights
    teams: list[UUID]


def invitee(post: QueryDict, teams: Sequence[Team]) -> Invitee:
    """What was answered. Raises BadInput."""
    answers = Answers(post)
    name = answers.text("name", _("Enter the colleague's name."), NAME_LONGEST)
    email = answers.email("email")
    profession = answers.code("profession", set(Profession), _("Choose the profession."))
    seats = [UUID(code) for code in answers.codes("teams", {str(team.id) for team in teams})]
    if profession == Profession.ADMINISTRATOR and seats:
        answers.errors["teams"] = _(
            "An administrator opens no referral, so no team has a seat for one. Leave this open."
        )
    answers.require()
    return Invitee(name, email, Rights(Profession(profession), answers.is_ticked("supervises")), seats)


def seats(asked: Asked, teams: Sequence[Team]) -> list[Question]:
    """In which teams a member works."""
    return [asked.question("teams", _("Teams"), "ticks", _team_options(teams))]


def rights(asked: Asked, *, with_node: bool) -> list[Question]:
    """What a member may be and do."""
    found = [
        asked.question("profession", _("Profession"), "select", professions()),
        asked.question(
            "supervises",
            _("Supervises: takes over cases, reviews emergency reading, confirms changes"),
            "tick",
        ),
    ]
    if with_node:
        found.append(asked.question("keeps_node", _("Keeps the node: its agencies and its peers"), "tick"))
    return found


def wanted_rights(post: QueryDict, member: Member, *, with_node: bool) -> Rights:
    """What was answered. Raises BadInput."""
    answers = Answers(post)
    profession = answers.code("profession", set(Profession), _("Choose the profession."))
    answers.require()
    keeps = answers.is_ticked("keeps_node") if with_node else member.keeps_node
    return Rights(Profession(profession), answers.is_ticked("supervises"), keeps)


def as_stands(said: Rights) -> dict[str, str]:
    """Rights as a form shows them."""
    return {
        "profession": said.profession.value,
        "supervises": "yes" if said.supervises else "",
        "keeps_node": "yes" if said.keeps_node else "",
    }


def _team_options(teams: Sequence[Team]) -> list[tuple[str, Words]]:
    return [(str(team.id), team.name) for team in teams]


# --- The agency -------------------------------------------------------------------------------------------------


def facts(asked: Asked) -> list[Question]:
    """What the agency says of itself."""
    return [
        asked.question(
            "duty_number",
            _("Telephone at any hour"),
            hint=_("Partners call it in an emergency, and when no answer comes."),
        ),
        asked.question("languages", _("Languages that are read here"), hint=LANGUAGES_HINT),
    ]


def said_facts(post: QueryDict) -> tuple[str, list[str]]:
    """Telephone and languages. Raises BadInput."""
    answers = Answers(post)
    number = answers.text("duty_number", _("Enter a number that somebody answers."), 40)
    languages = answers.languages("languages", _("Enter at least one language."))
    answers.require()
    return number, languages


def facts_of(agency: Agency) -> dict[str, str]:
    """What stands."""
    return {"duty_number": agency.duty_number, "languages": in_full(agency.languages)}


def in_full(tags: Iterable[str]) -> str:
    """Languages as people write them, to be read again by the same form."""
    return ", ".join(language_in_full(tag) for tag in tags)


def team(asked: Asked) -> list[Question]:
    """A team that receives referrals."""
    return [
        asked.question("name", _("Name of the team")),
        asked.question(
            "professions",
            _("Professions that open what this team receives"),
            "ticks",
            [pair for pair in professions() if pair[0] != Profession.ADMINISTRATOR],
        ),
        asked.question("languages", _("Languages that the team reads"), hint=LANGUAGES_HINT),
    ]


def said_team(post: QueryDict) -> tuple[str, list[str], list[str]]:
    """Name, professions and languages. Raises BadInput."""
    answers = Answers(post)
    name = answers.text("name", _("Enter the name of the team."), NAME_LONGEST)
    allowed = set(Profession) - {Profession.ADMINISTRATOR}
    found = answers.codes("professions", allowed, _("Tick at least one profession."))
    languages = answers.languages("languages", _("Enter at least one language."))
    answers.require()
    return name, found, languages


def team_of(found: Team) -> dict[str, str]:
    """What stands."""
    return {
        "name": found.name,
        "professions": ",".join(found.professions),
        "languages": in_full(found.languages),
    }


def purposes(sector: Sector) -> list[tuple[str, Words]]:
    """For what an agency of this sector may receive anything at all, by the policy."""
    found = {
        cell.purpose
        for cell, row in policy().cells.items()
        if row.allows and cell.basis is Basis.CONSENT and cell.sector is sector
    }
    return [(purpose.value, label(purpose)) for purpose in Purpose if purpose in found]


def service(asked: Asked, teams: Sequence[Team], sector: Sector) -> list[Question]:
    """A service that a team gives."""
    return [
        asked.question("team", _("Team"), "select", _team_options(teams)),
        asked.question(
            "service", _("Service"), "select", sorted(choices(Service), key=lambda pair: str(pair[1]))
        ),
        asked.question("needs", _("Needs that it answers to"), "ticks", choices(Need)),
        asked.question("purpose", _("What it receives a person's data for"), "select", purposes(sector)),
        asked.question("takes_children", _("Takes children"), "tick"),
        asked.question("hours", _("Hours, in words"), hint=_("For example: Mon to Fri, 9 to 17")),
        asked.question(
            "open_days",
            _("Days"),
            "ticks",
            [(str(day), name) for day, name in WEEKDAYS.items()],
            _("None means day and night."),
        ),
        asked.question("opens", _("From"), hint=_("For example 09:00")),
        asked.question("closes", _("To"), hint=_("For example 17:00")),
    ]


def said_service(post: QueryDict, teams: Sequence[Team], sector: Sector) -> Said:
    """What was answered. Raises BadInput."""
    answers = Answers(post)
    team_id = answers.code("team", {str(team.id) for team in teams}, _("Choose the team."))
    name = answers.code("service", set(Service), _("Choose the service."))
    needs = answers.codes("needs", set(Need), _("Tick at least one need."))
    purpose = answers.code("purpose", {code for code, _words in purposes(sector)}, _("Choose the purpose."))
    days = [int(day) for day in answers.codes("open_days", map(str, WEEKDAYS))]
    opens, closes = answers.moment("opens"), answers.moment("closes")
    if opens and closes and closes <= opens:
        answers.errors["closes"] = _("It closes before it opens. Enter a later time.")
    hours = answers.text("hours", _("Say when somebody is there."), NAME_LONGEST)
    answers.require()
    return Said(
        team=UUID(team_id),
        service=name,
        needs=needs,
        purpose=purpose,
        takes_children=answers.is_ticked("takes_children"),
        hours=hours,
        open_days=days,
        opens=opens,
        closes=closes,
    )


def service_of(found: Entry) -> dict[str, str]:
    """What stands."""
    return {
        "team": str(found.team_id),
        "service": found.service,
        "needs": ",".join(found.needs),
        "purpose": found.purpose,
        "takes_children": "yes" if found.takes_children else "",
        "hours": found.hours,
        "open_days": ",".join(map(str, found.open_days)),
        "opens": f"{found.opens:%H:%M}" if found.opens else "",
        "closes": f"{found.closes:%H:%M}" if found.closes else "",
    }


# --- The node ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewAgency:
    """Another agency with a seat on this node, and its first administrator."""

    name: str
    country: str
    sector: Sector
    languages: list[str]
    duty_number: str
    administrator: str
    email: str


def agency(asked: Asked) -> list[Question]:
    """An agency and who will run its place here."""
    return [
        asked.question("name", _("Name of the agency")),
        asked.question("country", _("Country")),
        asked.question(
            "sector",
            _("Sector"),
            "select",
            sorted(choices(Sector), key=lambda pair: str(pair[1])),
            _("It decides what the agency can ever receive, and is not changed later."),
        ),
        *facts(asked),
        asked.question("administrator", _("Name of its first administrator")),
        asked.question("email", _("E-mail address of the administrator")),
    ]


def said_agency(post: QueryDict) -> NewAgency:
    """What was answered. Raises BadInput."""
    answers = Answers(post)
    name = answers.text("name", _("Enter the name of the agency."), NAME_LONGEST)
    country = answers.country("country")
    sector = answers.code("sector", set(Sector), _("Choose the sector."))
    languages = answers.languages("languages", _("Enter at least one language."))
    number = answers.text("duty_number", _("Enter a number that somebody answers."), 40)
    administrator = answers.text("administrator", _("Enter the administrator's name."), NAME_LONGEST)
    email = answers.email("email")
    answers.require()
    return NewAgency(name, country, Sector(sector), languages, number, administrator, email)
