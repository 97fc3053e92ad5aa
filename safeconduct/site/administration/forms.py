"""The questions of administration, and what was answered. Nothing typed is lost when an answer cannot be used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.rights import Rights
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.languages import language_in_full, language_named, suggested
from safeconduct.vocabulary.mail_addresses import is_mail_address
from safeconduct.vocabulary.questions import Question

LANGUAGES_HINT = _("Separate several by commas: for example Ukrainian, Romanian, or uk, ro")
WAYS_OF_CONTACT = _("Several: with a semicolon between. Write SMS before a number to which one writes.")
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
        elif "\x00" in found:
            self.errors[name] = _("Remove the characters that cannot be shown.")
        return found

    def email(self, name: str) -> str:
        """An address."""
        found = self.text(name, _("Enter the colleague's e-mail address."), 254)
        if not is_mail_address(found):
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
        if not found:
            return None
        moment: time | None
        try:
            moment = time.fromisoformat(found)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is not None:  # one with a zone cannot be compared, nor kept
            self.errors[name] = _("Enter the time as 09:00.")
            return None
        return moment

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


def languages(asked: Asked, name: str, words: Words, hint: Words) -> Question:
    """A question for languages, by name: those that there are stand beside it, and several may be typed."""
    return replace(asked.question(name, words, hint=hint), suggested=suggested(get_language() or "en"))


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
        asked.question("teams", _("Teams"), "ticks", team_options(teams)),
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
    return [asked.question("teams", _("Teams"), "ticks", team_options(teams))]


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


def team_options(teams: Sequence[Team]) -> list[tuple[str, Words]]:
    """Each team of the agency, to choose from."""
    return [(str(team.id), team.name) for team in teams]


# --- The agency -------------------------------------------------------------------------------------------------


def facts(asked: Asked) -> list[Question]:
    """What the agency says of itself."""
    return [
        asked.question(
            "duty_number",
            _("Telephone at any hour"),
            hint=format_lazy(
                "{} {}", _("Partners call it in an emergency, and when no answer comes."), WAYS_OF_CONTACT
            ),
        ),
        languages(asked, "languages", _("Languages that are read here"), LANGUAGES_HINT),
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
        languages(asked, "languages", _("Languages that the team reads"), LANGUAGES_HINT),
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


def identity(asked: Asked) -> list[Question]:
    """By what partners know an agency, and what the firewall asks."""
    return [
        asked.question("name", _("Name of the agency")),
        asked.question("country", _("Country")),
        asked.question(
            "sector",
            _("Sector"),
            "select",
            sorted(choices(Sector), key=lambda pair: str(pair[1])),
            _(
                "It decides what the agency can ever receive, and changes only while nothing is in hand there."
            ),
        ),
    ]


def said_identity(post: QueryDict) -> tuple[str, str, str]:
    """Name, country and sector. Raises BadInput."""
    answers = Answers(post)
    found = identity_in(answers)
    answers.require()
    return found


def identity_in(answers: Answers) -> tuple[str, str, str]:
    """Name, country and sector, of a form with more; what is wrong is gathered there."""
    name = answers.text("name", _("Enter the name of the agency."), NAME_LONGEST)
    return name, answers.country("country"), answers.code("sector", set(Sector), _("Choose the sector."))


def agency(asked: Asked) -> list[Question]:
    """An agency and who will run its place here."""
    return [
        *identity(asked),
        *facts(asked),
        asked.question("administrator", _("Name of its first administrator")),
        asked.question("email", _("E-mail address of the administrator")),
    ]


def said_agency(post: QueryDict) -> NewAgency:
    """What was answered. Raises BadInput."""
    answers = Answers(post)
    name, country, sector = identity_in(answers)
    languages = answers.languages("languages", _("Enter at least one language."))
    number = answers.text("duty_number", _("Enter a number that somebody answers."), 40)
    administrator = answers.text("administrator", _("Enter the administrator's name."), NAME_LONGEST)
    email = answers.email("email")
    answers.require()
    return NewAgency(name, country, Sector(sector), languages, number, administrator, email)
