"""What can go wrong, as one tree; every message tells the reader what to do.

SafeconductError(sentence)
  NotPossible(reason)       a rule said no; shown to the member as it stands (409)
  NotFound                  not there, or not for this reader: both look alike (404)
  BadInput(errors)          one sentence per field of the form (422)
  BadReference              a referral's reference that cannot be right
  BadCode                   a code that is in no list of the vocabulary
  NotCanonical              a value that has no single canonical JSON form
  NotAnEdition              a document that is no edition of tables; says which member is not as it must be
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeconduct.vocabulary.decisions import Reason, Words


class SafeconductError(Exception):
    """The root of all errors of the house; `sentence` may be translated lazily."""

    sentence: "Words" = ""

    def __init__(self, sentence: "Words" = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence) or super().__str__()


class NotPossible(SafeconductError):
    """A rule refused; carries the reason that the page, the API and the audit all use."""

    def __init__(self, reason: "Reason") -> None:
        super().__init__(reason.sentence)
        self.reason = reason

    def beside(self, at: Mapping[str, str]) -> dict[str, "Words"]:
        """What a form says of it, by the question that `at` has for its code; raised again where it has none."""
        if self.reason.code not in at:
            raise self
        return {at[self.reason.code]: self.reason.whole}


class NotFound(SafeconductError):
    """Nothing there for this reader; never says whether somebody else would see it."""


class BadInput(SafeconductError):
    """Answers that cannot be used; `errors` maps the field's name to a sentence."""

    def __init__(self, errors: Mapping[str, "Words"]) -> None:
        super().__init__()
        self.errors: dict[str, Words] = dict(errors)

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.errors.values())


class BadReference(SafeconductError):
    """A text that is no referral reference."""


class BadCode(SafeconductError):
    """A code that is in no list of the vocabulary."""


class NotAnEdition(SafeconductError):
    """A document that is no edition of tables; the sentence names the member that is not as it must be."""


class NotCanonical(SafeconductError):
    """A value that canonical JSON does not admit."""
