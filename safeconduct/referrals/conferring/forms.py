"""The questions of the two pages of a shared conference, and what was entered for them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.texts import LONGEST
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES
from safeconduct.vocabulary.questions import Question

type Post = Mapping[str, str]


def spoken(given: Post, *, prefix: str = "", chosen: str, error: Words = "") -> Question:
    """In which language something is written; `chosen` is that of the page."""
    return Question(
        "spoken", _("Language of the words"), "select", given.get("spoken", chosen),
        [(tag, f"{LANGUAGES[tag].own}") for tag in INTERFACE], error, prefix=prefix,
    )  # fmt: skip


def proposal(given: Post, errors: Mapping[str, Words], *, prefix: str, chosen: str) -> list[Question]:
    """What the own profession proposes to an item."""
    return [
        Question(
            "text", _("What your profession proposes, and why"), "long", given.get("text", ""), (),
            errors.get(f"{prefix}text", ""),
            _(
                "It goes to the agency that asked, under the key of this section. You write it once. No names of other "
                "people, no names of suspects, no clinical detail."
            ),
            prefix=prefix, longest=LONGEST,
        ),
        spoken(given, prefix=prefix, chosen=chosen, error=errors.get(f"{prefix}spoken", "")),
    ]  # fmt: skip


def proposed(post: Post, *, prefix: str) -> tuple[str, str]:
    """The words and their language. Raises BadInput by the fields' ids."""
    errors: dict[str, Words] = {}
    text = post.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        errors["text"] = _("Write what you propose, or say that your profession takes no part.")
    elif len(text) > LONGEST:
        errors["text"] = _("Shorten this text to 2000 characters.")
    language = language_of(post, errors)
    if errors:
        raise BadInput({f"{prefix}{name}": said for name, said in errors.items()})
    return text, language


def language_of(post: Post, errors: dict[str, Words]) -> str:
    """The language that was chosen; what is wrong with it goes into `errors`."""
    found = post.get("spoken", "")
    if found not in LANGUAGES:
        errors["spoken"] = _("Choose the language.")
    return found
