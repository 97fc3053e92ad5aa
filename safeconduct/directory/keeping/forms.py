"""What may be said of a service that is wrong: a part, and a few words without any person in them. Pure."""

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.keeping.parts import Part
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.looks_like import why_not
from safeconduct.vocabulary.scanner import normal

LONGEST = 300
CHOOSE = _("Choose what is wrong.")
NO_WORDS = _("Write in a few words what is wrong.")
TOO_LONG = _("Write at most 300 characters.")


def wrong_of(part: str, words: str) -> tuple[Part, str]:
    """The part and the words as they are kept. Raises BadInput by the names of the fields.

    The words are searched as the note of an enquiry is: a new number is told on the telephone, or entered by who edits
    the service.
    """
    errors: dict[str, Words] = {}
    if part not in set(Part):
        errors["part"] = CHOOSE
    said = normal(words[: 4 * LONGEST]).strip()
    if not said:
        errors["words"] = NO_WORDS
    elif len(said) > LONGEST:
        errors["words"] = TOO_LONG
    elif fault := why_not(said):
        errors["words"] = fault
    if errors:
        raise BadInput(errors)
    return Part(part), said
