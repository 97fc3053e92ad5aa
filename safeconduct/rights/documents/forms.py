"""The questions of the pages of documents, and what was entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.documents.actions import Place
from safeconduct.rights.documents.kinds import FORMATS, KINDS, Document, Format
from safeconduct.rights.documents.queries import Asked, Consented
from safeconduct.rights.documents.rules import For, Reader
from safeconduct.rights.documents.sources import Choice
from safeconduct.vocabulary.countries import country_in_full, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, first
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE, INTERFACE_NEXT, LANGUAGES
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]

CHOOSE = _("Choose for whom it is.")
NO_LANGUAGE = _("There is no template in this language. Choose one from the list.")
OWN_USE = _("The person, for their own use")
HANDED_IN = _("The person, who signs it and hands it in")
TYPED = _("It stands in the document and is kept nowhere.")
MAY_BE_TYPED = _(
    "Such as police, an office or a court; empty: a line to fill in by hand. It is kept nowhere."
)
WHO = _("Write who reads it, such as a court or an office.")
TOO_LONG = _("Write at most 300 characters.")
NO_CHOICE = _("Choose one from the list.")
LONGEST = 300
OF_TEMPLATES = (*INTERFACE, *INTERFACE_NEXT)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen for one kind of document."""

    consents: Sequence[Consented]
    languages: Sequence[str]
    which: Words = ""
    """The question of which claim or matter; "" where nothing is kept for this kind."""
    choices: Sequence[Choice] = ()


def questions(
    kind: Document, offered: Offered, nearest: str, entered: Entered, errors: Errors
) -> list[Question]:
    """For whom, of which claim or matter, in which language: all of it codes, which may stand in an address."""
    own = HANDED_IN if KINDS[kind].is_handed_in else OWN_USE
    whom = [
        (For.PERSON.value, own),
        *((str(one.agreed.consent), _named(one)) for one in offered.consents),
        (For.OTHER.value, _("Somebody else: every line about the person stays blank")),
    ]
    which = Question(
        "of", offered.which, "radios", first(entered, "of"),
        [("", _("None of these")), *((str(one.id), one.name) for one in offered.choices)], errors.get("of", ""),
        _("What is written there goes into a document for the person, and into none for an agency."),
    )  # fmt: skip
    return [
        Question(
            "whom", _("For whom it is"), "radios", first(entered, "whom"), whom, errors.get("whom", ""),
            _("Each consent that holds now stands here, with what it is for."),
        ),
        *([which] if offered.choices else []),
        Question(
            "language", _("In which language"), "select", first(entered, "language", nearest),
            [(tag, LANGUAGES[tag].both_names) for tag in offered.languages], errors.get("language", ""),
        ),
    ]  # fmt: skip


def making_questions(asked: Asked, entered: Entered, errors: Errors) -> list[Question]:
    """To whom, in words that never stand in an address; and as what."""
    named = Question(
        "named", _("To whom it goes"), "text", first(entered, "named"), error=errors.get("named", ""),
        hint=TYPED if asked.reader.whom is For.OTHER else MAY_BE_TYPED, longest=LONGEST,
    )  # fmt: skip
    return [
        *([named] if asked.takes_addressee else []),
        Question(
            "format", _("As what"), "radios", first(entered, "format", Format.PDF.value),
            [(one.value, words) for one, words in FORMATS.items()],
        ),
    ]  # fmt: skip


def asked(kind: Document, offered: Offered, entered: Entered) -> Asked:
    """What was chosen, without an addressee. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    reader = _reader(first(entered, "whom"), offered.consents)
    if reader is None:
        errors["whom"] = CHOOSE
    language = first(entered, "language")
    if language not in offered.languages:
        errors["language"] = NO_LANGUAGE
    of = next((one.id for one in offered.choices if str(one.id) == first(entered, "of")), None)
    if first(entered, "of") and of is None:
        errors["of"] = NO_CHOICE
    if errors or reader is None:
        raise BadInput(errors)
    return Asked(kind, language, reader, of=of)


def addressed(asked: Asked, entered: Entered) -> Asked:
    """The same with the addressee that was typed. Raises BadInput."""
    named = " ".join(first(entered, "named").split())
    if asked.reader.whom is For.OTHER and not named:
        raise BadInput({"named": WHO})
    if len(named) > LONGEST:
        raise BadInput({"named": TOO_LONG})
    return replace(asked, named=named if asked.takes_addressee else "")


def form_of(entered: Entered) -> Format:
    """As what it is given out; a PDF where nothing else was chosen."""
    said = first(entered, "format")
    return Format(said) if said in set(Format) else Format.PDF


def _reader(whom: str, consents: Sequence[Consented]) -> Reader | None:
    if whom in {For.PERSON, For.OTHER}:
        return Reader(For(whom))
    found = next((one.agreed for one in consents if str(one.agreed.consent) == whom), None)
    return Reader(For.AGREED, found) if found else None


def _named(one: Consented) -> Words:
    return format_lazy(
        _("{team}, {agency}, {country}. Agreed: {purpose}"),
        team=one.to.name, agency=one.to.agency.name, country=country_in_full(one.to.agency.country),
        purpose=label(one.agreed.purpose),
    )  # fmt: skip


# --- templates ---


def template_questions(entered: Entered, errors: Errors) -> list[Question]:
    """What a template is for."""
    return [
        Question(
            "kind", _("Which document"), "select", first(entered, "kind"),
            [(one.value, about.label) for one, about in KINDS.items()], errors.get("kind", ""),
        ),
        Question(
            "language", _("In which language it is written"), "select", first(entered, "language"),
            [(tag, LANGUAGES[tag].both_names) for tag in OF_TEMPLATES], errors.get("language", ""),
        ),
        Question(
            "country", _("For readers in which country"), "text", first(entered, "country"),
            error=errors.get("country", ""), hint=_("Empty: any. Only one for a country can be checked by its lawyer."),
        ),
    ]  # fmt: skip


def template_entered(entered: Entered) -> Place:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    kind, language, country = (first(entered, name).strip() for name in ("kind", "language", "country"))
    if kind not in set(Document):
        errors["kind"] = _("Choose a document.")
    if language not in OF_TEMPLATES:
        errors["language"] = _("Choose a language.")
    try:
        country = country_named(country) if country else ""
    except BadCode as wrong:
        errors["country"] = wrong.sentence
    if errors:
        raise BadInput(errors)
    return Place(Document(kind), language, country)
