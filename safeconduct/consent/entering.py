"""What was typed about a consent becomes a document, and a document stands in the form again."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from safeconduct.consent.conditions import COUNTRIES, as_entered, with_countries
from safeconduct.consent.document import Document
from safeconduct.consent.rules import GROUNDS, Copy, Fact, Research
from safeconduct.consent.wording import LANGUAGES as TEXTS
from safeconduct.consent.wording import TEXT_VERSION, nearest, versions
from safeconduct.vocabulary.codes import Condition, ConsentMethod, NoConsentGround, Presentation, Purpose
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.languages import language
from safeconduct.vocabulary.sections import Section, in_order


def document(entered: Entered, *, team: UUID, agency: UUID, purpose: Purpose) -> Document:
    """What was entered, as a document. Raises BadInput, field by field; what is missing is the rule's matter."""
    errors: dict[str, Words] = {}

    def one(name: str) -> str:
        return next(iter(entered.get(name, [])), "").strip()

    def many[T](name: str, kind: type[T]) -> list[T]:
        try:
            return [kind(value) for value in entered.get(name, [])]  # type: ignore[call-arg]  # an enum of texts
        except ValueError:
            errors[name] = _("Choose answers from the list.")
            return []

    spoken = one("language")
    try:
        spoken = language(spoken) if spoken else ""
    except BadCode:
        errors["language"] = _("Choose the language from the list.")
    if (text := one("text_language")) and text not in TEXTS:
        errors["text_language"] = _("Choose the text from the list.")
    for name in ("interpreter", "witness", "guardian"):
        if len(one(name)) > 60:
            errors[name] = _("Shorten this to 60 characters; a role or a code is enough.")
    if (one("text_version") or TEXT_VERSION) not in versions():
        errors["text_version"] = _("Open the page again: this text is not known.")
    made = Document(
        team=team,
        agency=agency,
        purpose=purpose,
        sections=in_order(many("sections", Section)),
        until=_end(one("until"), errors),
        told=many("told", Fact),
        limit_told=bool(one("limit")),
        research=next(iter(many("research", Research) if one("research") else []), ""),
        language=spoken,
        text_language=text or (nearest(spoken) if spoken else ""),
        presentation=next(iter(many("presentation", Presentation) if one("presentation") else []), ""),
        method=next(iter(many("method", ConsentMethod) if one("method") else []), ""),
        interpreter=one("interpreter"),
        witness=one("witness"),
        guardian=one("guardian"),
        assents=bool(one("assents")),
        ground=one("ground"),
        conditions=with_countries(many("conditions", Condition), one(COUNTRIES), errors),
        tell_outcome=bool(one("tell_outcome")),
        follow_changes=bool(one("follow_changes")),
        copy=next(iter(many("copy", Copy) if one("copy") else []), ""),
        text_version=one("text_version") or TEXT_VERSION,
    )
    if errors:
        raise BadInput(errors)
    return made


def _end(text: str, errors: dict[str, Words]) -> datetime | None:
    if not text:
        return None
    try:
        return make_aware(datetime.combine(date.fromisoformat(text), time(23, 59, 59)))
    except ValueError:
        errors["until"] = _("Enter the date as year-month-day, for example 2026-12-31.")
        return None


def ground_document(entered: Entered, *, team: UUID, agency: UUID) -> Document:
    """What was entered about a ground, with the purpose that the ground brings. Raises BadInput."""
    chosen = next(iter(entered.get("ground", [])), "")
    if chosen not in {ground.value for ground in GROUNDS}:
        raise BadInput({"ground": _("Choose the ground from the list.")})
    purpose, _most = GROUNDS[NoConsentGround(chosen)]
    return document(entered, team=team, agency=agency, purpose=purpose)


def _chosen_text(made: Document) -> str:
    """The text that was chosen; one that only followed from the language of the talk stays open, as that may change."""
    follows = bool(made.language) and made.text_language == nearest(made.language)
    return "" if follows else made.text_language


def entered_from(made: Document) -> dict[str, list[str]]:
    """A saved talk as the form takes it, so that it goes on where it stopped."""
    given = {
        "told": [fact.value for fact in made.told],
        "limit": ["yes"] if made.limit_told else [],
        "research": [made.research],
        "sections": [section.value for section in made.sections],
        "language": [made.language],
        "text_language": [_chosen_text(made)],
        "presentation": [made.presentation],
        "method": [made.method],
        "interpreter": [made.interpreter],
        "witness": [made.witness],
        "guardian": [made.guardian],
        "assents": ["yes"] if made.assents else [],
        "until": [localtime(made.until).date().isoformat()] if made.until else [],
        **as_entered(made.conditions),
        "tell_outcome": ["yes"] if made.tell_outcome else [],
        "follow_changes": ["yes"] if made.follow_changes else [],
        "copy": [made.copy],
    }
    return {name: values for name, values in given.items() if values != [""]}
