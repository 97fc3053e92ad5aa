"""What one screening holds under the section's key, checked and read. Texts about the person never lie open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.interpreters import entering
from safeconduct.cases.interpreters.rules import Helper
from safeconduct.cases.interviews.codes import AgainWhy
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.screening.codes import (
    LABELS,
    Agreed,
    Conclusion,
    Dimension,
    Evidence,
    Mode,
    Next,
    Place,
    Profile,
    Result,
    Said,
    Value,
)
from safeconduct.cases.screening.lists import lists
from safeconduct.cases.screening.rules import Answer, Finding
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.languages import language_named

type Entered = Mapping[str, list[str]]

FORM = 1
"""The version of the form: of these fields, not of a list."""

INTERPRETER = "interpreter"
"""Kept as the reference of the register, or as words; how it is entered see `interpreters/entering.py`."""
HEAD: tuple[Field, ...] = (
    Field("talked_on", Kind.DATE, _("Day of the talk")),
    Field("mode", Kind.CODE, _("How you spoke"), choices=LABELS[Mode]),
    Field("place", Kind.CODE, _("Kind of place"), choices=LABELS[Place]),
    Field("language", Kind.CODE, _("Language of the talk"), known=language_named),
    Field(INTERPRETER, Kind.TEXT, _("Interpreter")),
)
"""Round the talk; none of them must be answered."""

NOTE = Field("note", Kind.TEXT, _("A note"), long=True)
REASONS = Field("reasons", Kind.TEXT, _("Your reasons"), long=True)


@dataclass(frozen=True, slots=True)
class Talk:
    """One screening as it stands."""

    agreed: Agreed
    profile: Profile
    version: int
    said: tuple[Said, ...] = ()
    again: AgainWhy | None = None
    """Why the person was asked about this another time."""
    head: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    conclusion: Conclusion | None = None
    reasons: str = ""
    next: tuple[Next, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    """What the rule found for each dimension when it was finished; a later list changes nothing of it."""
    rule: str = ""
    compared: str = ""
    """Who had compared the list with its source, as it stood then; "" for nobody."""

    def sealed_form(self) -> dict[str, Any]:
        """As it is sealed."""
        answers = {
            code: {"value": one.value.value} | ({"evidence": one.evidence.value} if one.evidence else {})
            for code, one in self.answers.items()
        }
        return {
            "form": FORM,
            "agreed": self.agreed.value,
            "profile": self.profile.value,
            "version": self.version,
            "said": [one.value for one in self.said],
            "again": self.again.value if self.again else "",
            "head": dict(self.head),
            "answers": answers,
            "notes": dict(self.notes),
            "conclusion": self.conclusion.value if self.conclusion else "",
            "reasons": self.reasons,
            "next": [one.value for one in self.next],
            "results": dict(self.results),
            "rule": self.rule,
            "compared": self.compared,
        }

    @classmethod
    def of(cls, sealed: Mapping[str, Any]) -> Self:
        """What was sealed, read again."""
        answers = {
            code: Answer(Value(said["value"]), Evidence(said["evidence"]) if "evidence" in said else None)
            for code, said in sealed["answers"].items()
        }
        return cls(
            Agreed(sealed["agreed"]),
            Profile(sealed["profile"]),
            sealed["version"],
            tuple(Said(one) for one in sealed["said"]),
            AgainWhy(sealed["again"]) if sealed["again"] else None,
            sealed["head"],
            answers,
            sealed["notes"],
            Conclusion(sealed["conclusion"]) if sealed["conclusion"] else None,
            sealed["reasons"],
            tuple(Next(one) for one in sealed["next"]),
            sealed["results"],
            sealed["rule"],
            sealed["compared"],
        )

    def emptied(self, agreed: Agreed) -> "Talk":
        """What stays of a talk that the person did not want or ended: that, and nothing that was said."""
        return Talk(agreed, self.profile, self.version)

    def with_results(self, found: list[Finding], rule: str, compared: str) -> "Talk":
        """The same, with what the rule found."""
        computed = {one.dimension.value: one.result.value for one in found}
        is_computed = any(result != Result.NOT_COMPUTED for result in computed.values())
        return replace(self, results=computed, rule=rule if is_computed else "", compared=compared)


def head(entered: Entered, offered: Sequence[Helper] = (), *, stands: str = "") -> dict[str, Any]:
    """The fields round the talk, and which list, checked. Raises BadInput, field by field.

    `offered` are the interpreters of the register; `stands` is who interprets by what was saved before.
    """
    found: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for one in HEAD:
        if one.name != INTERPRETER:
            _take(one, entered, found, errors)
    profile = (entered.get("profile") or [""])[0]
    if profile not in set(Profile):
        errors["profile"] = _("Choose what the talk is about, and for whom the list is.")
    try:
        interpreter = entering.entered_as(offered, stands, entered)
    except BadInput as wrong:
        errors |= wrong.errors
    else:
        found |= {INTERPRETER: interpreter} if interpreter else {}
    if errors:
        raise BadInput(errors)
    said = tuple(one for one in Said if one.value in entered.get("said", []))
    return {
        "profile": Profile(profile),
        "version": lists()[Profile(profile)].version,
        "said": said,
        "head": found,
    }


def part(profile: Profile, dimension: Dimension, entered: Entered) -> tuple[dict[str, Answer], str]:
    """The answers of one dimension and its note, checked; what nobody touched is not in it. Raises BadInput."""
    answers: dict[str, Answer] = {}
    errors: dict[str, Words] = {}
    for code in lists()[profile].of(dimension):
        chosen = (entered.get(code) or [""])[0]
        try:
            if chosen:
                answers[code] = answer_of(chosen)
        except ValueError:
            errors[code] = _("Choose an answer from the list.")
    found: dict[str, str] = {}
    _take(NOTE, entered, found, errors)
    if errors:
        raise BadInput(errors)
    return answers, found.get("note", "")


def conclusion(entered: Entered) -> tuple[Conclusion | None, str, tuple[Next, ...]]:
    """What the professional entered at the end. Raises BadInput for a text that cannot be kept."""
    found: dict[str, str] = {}
    errors: dict[str, Words] = {}
    _take(REASONS, entered, found, errors)
    if errors:
        raise BadInput(errors)
    said = (entered.get("conclusion") or [""])[0]
    following = tuple(one for one in Next if one.value in entered.get("next", []))
    return Conclusion(said) if said in set(Conclusion) else None, found.get("reasons", ""), following


def answer_of(chosen: str) -> Answer:
    """The answer behind one line of the list, such as `yes.told` or `declined`. Raises ValueError."""
    value, _dot, evidence = chosen.partition(".")
    return Answer(Value(value), Evidence(evidence) if evidence else None)


def line_of(answer: Answer) -> str:
    """The line of the list that this answer is."""
    return f"{answer.value}.{answer.evidence}" if answer.evidence else answer.value.value


def _take(one: Field, entered: Entered, found: dict[str, Any], errors: dict[str, Words]) -> None:
    try:
        value = one.cleaned(list(entered.get(one.name, [])))
    except ValueError as error:
        errors[one.name] = error.args[0]
    else:
        if value is not None:
            found[one.name] = value
