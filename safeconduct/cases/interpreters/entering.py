"""Who interpreted, where a talk is written down: somebody of the register, or one of another service in words.

For every room in which that is entered. Whoever is anything to the person is refused there too, with the same sentence.
"""

from collections.abc import Mapping, Sequence

from safeconduct.cases.interpreters.forms import OTHER, chosen_entered, who_questions
from safeconduct.cases.interpreters.rules import (
    NO_NAME,
    NOT_IN_THE_REGISTER,
    Helper,
    may_be_named,
    may_interpret,
)
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question


def questions(
    offered: Sequence[Helper], stands: str, entered: Entered | None, errors: Mapping[str, Words]
) -> list[Question]:
    """Who interpreted, what stands chosen: of the register by the reference, else as words."""
    chosen = _chosen(offered, stands)
    words = stands if chosen == OTHER else ""
    return who_questions(offered, entered or {}, errors, words=words, chosen=chosen)


def entered_as(offered: Sequence[Helper], stands: str, entered: Entered) -> str:
    """The reference or the words for who interpreted; "" for nobody. Raises BadInput with the rule's sentence.

    Of what stands unchanged it is not asked again what they are to the person.
    """
    if not any([*entered.get("helper", []), *entered.get("interpreter", [])]):
        return ""
    chosen = chosen_entered(entered)
    if chosen.helper is None:
        if chosen.words == stands and _chosen(offered, stands) == OTHER:
            return stands
        allowed = may_be_named(chosen.words, chosen.tie)
        if isinstance(allowed, Refused):
            at = "interpreter" if allowed.reason == NO_NAME else "tie"
            raise BadInput({at: allowed.reason.whole})
        return chosen.words
    found = next((one for one in offered if one.id == chosen.helper), None)
    if found is None:
        raise BadInput({"helper": NOT_IN_THE_REGISTER.whole})
    allowed = may_interpret(chosen.tie)
    if isinstance(allowed, Refused) and found.reference != stands:
        raise BadInput({"tie": allowed.reason.whole})
    return found.reference


def _chosen(offered: Sequence[Helper], stands: str) -> str:
    known = next((str(one.id) for one in offered if one.reference == stands), OTHER)
    return known if stands else ""
