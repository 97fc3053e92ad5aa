"""The questions of emergency reading and of its review, and what was entered for them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import EmergencyReason, EmergencyVerdict
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, first
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section, in_order

SHORTEST, LONGEST = 20, 2000
"""Signs of a text that says something, and what a field takes."""
NUMBER_SIGNS = 12


def number_of(case: UUID) -> str:
    """A file's number, to be said on the telephone: the first twelve signs of its identifier."""
    signs = case.hex[:NUMBER_SIGNS]
    return "-".join(signs[start : start + 4] for start in range(0, NUMBER_SIGNS, 4))


def plain_number(text: str) -> str:
    """A number as it is looked for, however it was typed."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def asked_for(entered: Entered, errors: Mapping[str, Words], offered: Sequence[Section]) -> list[Question]:
    """The questions of the page that asks for an emergency reading."""
    return [
        Question(
            "reason",
            _("Why it cannot wait"),
            "radios",
            first(entered, "reason"),
            choices(EmergencyReason),
            errors.get("reason", ""),
        ),
        Question(
            "words",
            _("What has happened, in your own words"),
            "long",
            first(entered, "words"),
            error=errors.get("words", ""),
            hint=_("The second person reads it. Write what you saw or heard, and whom you could not reach."),
        ),
        Question(
            "sections",
            _("What you need to know"),
            "ticks",
            ",".join(entered.get("sections", [])),
            [(section.value, label(section)) for section in in_order(offered)],
            errors.get("sections", ""),
            _("Choose as little as helps."),
        ),
    ]


def reading(entered: Entered) -> tuple[frozenset[Section], EmergencyReason, str]:
    """What was asked for. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    reason, words = first(entered, "reason"), first(entered, "words").strip()
    if reason not in set(EmergencyReason):
        errors["reason"] = _("Choose why it cannot wait.")
    if wrong := _wrong_words(words):
        errors["words"] = wrong
    sections = frozenset(
        Section(name)
        for name in entered.get("sections", [])
        if name in {section.value for section in Section}
    )
    if not sections:
        errors["sections"] = _("Choose at least one section.")
    if errors:
        raise BadInput(errors)
    return sections, EmergencyReason(reason), words


def looked_at(entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """The questions of the page on which a second person answers."""
    return [
        Question(
            "verdict",
            _("Was it justified?"),
            "radios",
            first(entered, "verdict"),
            choices(EmergencyVerdict),
            errors.get("verdict", ""),
        ),
        Question(
            "words",
            _("Why you think so"),
            "long",
            first(entered, "words"),
            error=errors.get("words", ""),
            hint=_("Talk with the colleague first. Those who supervise read it."),
        ),
    ]


def verdict(entered: Entered) -> tuple[EmergencyVerdict, str]:
    """The second person's answer. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    said, words = first(entered, "verdict"), first(entered, "words").strip()
    if said not in set(EmergencyVerdict):
        errors["verdict"] = _("Choose whether it was justified.")
    if wrong := _wrong_words(words):
        errors["words"] = wrong
    if errors:
        raise BadInput(errors)
    return EmergencyVerdict(said), words


def _wrong_words(words: str) -> Words:
    if len(words) < SHORTEST:
        return _("Write one sentence that says what happened: at least 20 signs.")
    if len(words) > LONGEST:
        return _("Shorten this text to 2000 characters.")
    return _("Remove the characters that cannot be shown.") if "\x00" in words else ""
