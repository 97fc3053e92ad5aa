"""What is asked of whoever proposes a rule, signs it, or says that it is wrong; and what was entered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Status
from safeconduct.rights.editing.judging import NO_DAY
from safeconduct.rights.editing.remarks import LONGEST as LONGEST_REMARK
from safeconduct.rights.editing.remarks import Wrong
from safeconduct.rights.editing.words import CODES, FIELDS, options
from safeconduct.rights.rule import Pack, Source
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, first, number_in
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]

COOPERATION: Sequence[tuple[str, Words]] = (
    ("false", _("No")), ("true", _("Yes: it may apply, and a lawyer explains it first")), ("not_known", _("Not read")),
)  # fmt: skip
HINTS: Mapping[str, Words] = {
    "says": _("A sentence of our own, not the wording of the law, and never a person."),
    "n": _("Empty where the rule has no length."),
    "source": _("What was read before. Tick what this version rests on."),
    "cites": _("One a line. Empty where the sources above are enough."),
    "rests_on": _("Names of rules of the Union or the Council of Europe, such as EU-RP-02, with commas."),
    "valid_from": _(
        "Left as it is: it corrects this version. A later day: this version ends the day before."
    ),
}
GROUPS: Sequence[tuple[Words, Sequence[str]]] = (
    (_("The rule"), ("right", "instrument", "article", "says", "trigger", "addressee", "on_cooperation")),
    (_("For whom"), ("person", "citizenship", "exploited", "also")),
    (_("How long"), ("n", "unit", "kind", "starts", "counting", "ends")),
    (_("Where it comes from"), ("source", "cites", "read_on", "limits", "confidence", "rests_on")),
    (_("Since when"), ("status", "valid_from", "valid_to", "note")),
)
LONG = frozenset({"says", "cites", "limits", "note"})
WHY = "why"


def groups(
    content: Mapping[str, Any], pack: Pack, entered: Entered, errors: Errors, *, is_new: bool, why: str = ""
) -> list[tuple[Words, list[Question]]]:
    """The fields of a rule, as it stands or as they were entered."""
    given = {name: first(entered, name) if entered else value for name, value in _values(content).items()}
    if entered:
        given |= {name: ", ".join(entered.get(name, [])) for name in ("also", "ends", "source")}
    made = [
        (title, [_question(name, given.get(name, ""), pack, errors, content) for name in names])
        for title, names in GROUPS
    ]
    if is_new:
        made[0][1].insert(
            0, Question("id", FIELDS["id"], "text", first(entered, "id"), error=errors.get("id", ""))
        )
    asked = Question(
        WHY, _("Why it has to change"), "long", first(entered, WHY, why), error=errors.get(WHY, ""), longest=500,
        hint=_("What is new in the law, and where you read it. Never a person or a case."),
    )  # fmt: skip
    return [*made, (_("Why"), [asked])]


def content_entered(entered: Entered, content: Mapping[str, Any], pack: Pack, name: str) -> dict[str, Any]:
    """What was entered, as a file would say it. Whether that can be so is judged elsewhere."""

    def one(field: str) -> str:
        return " ".join(first(entered, field).split())

    rule: dict[str, Any] = {"id": name}
    for field in (
        "right",
        "instrument",
        "article",
        "says",
        "trigger",
        "addressee",
        "status",
        "confidence",
        "note",
    ):
        rule[field] = one(field)
    rule["on_cooperation"] = {"true": True, "false": False}.get(one("on_cooperation"), one("on_cooperation"))
    rule["for"] = {field: one(field) or "any" for field in ("person", "citizenship")}
    rule["for"] |= {"exploited": one("exploited") or "anywhere", "also": list(entered.get("also", []))}
    if any(one(field) for field in ("n", "unit", "kind")):
        rule["duration"] = {"n": _number(one("n")), "unit": one("unit"), "kind": one("kind")}
    rule |= {field: one(field) for field in ("starts", "counting") if one(field)}
    rule |= {field: one(field) for field in ("valid_from", "valid_to") if one(field)}
    rule["ends"] = list(entered.get("ends", []))
    rule["rests_on"] = [piece for piece in one("rests_on").replace(",", " ").split() if piece]
    known = {**_sources(pack), **content.get("source", {})}
    sources = {key: known[key] for key in entered.get("source", []) if key in known}
    if cites := [line.strip() for line in first(entered, "cites").splitlines() if line.strip()]:
        added: dict[str, Any] = {"cites": cites, "read_on": one("read_on")}
        sources[f"{name}-{one('read_on')}"] = added | ({"limits": one("limits")} if one("limits") else {})
    return {"rule": rule | {"source": list(sources)}, "source": sources}


def compared_on(entered: Entered, today: date, errors: Errors) -> Question:
    """On which day whoever signs has compared it."""
    return Question(
        "on", _("On which day you compared it with the law"), "date", first(entered, "on", today.isoformat()),
        error=errors.get("on", ""),
    )  # fmt: skip


def day_entered(entered: Entered) -> date:
    """That day. Raises BadInput."""
    try:
        return date.fromisoformat(first(entered, "on").strip())
    except ValueError:
        raise BadInput({"on": NO_DAY}) from None


def declining(entered: Entered, errors: Errors) -> Question:
    """Why it is not signed."""
    return Question(
        "answer", _("What has to be different"), "long", first(entered, "answer"), error=errors.get("answer", ""),
        longest=500,
    )  # fmt: skip


def remark_questions(entered: Entered, errors: Errors) -> list[Question]:
    """What is wrong, by a code and a short text."""
    return [
        Question(
            "code", _("What is wrong"), "radios", first(entered, "code"), options_of_wrong(), errors.get("code", "")
        ),
        Question(
            "words", _("In a few words"), "long", first(entered, "words"), error=errors.get("words", ""),
            longest=LONGEST_REMARK, hint=_("Of the law only. Nothing here says in whose case you saw it."),
        ),
    ]  # fmt: skip


def options_of_wrong() -> list[tuple[str, Words]]:
    """What can be wrong with a rule."""
    return [(code.value, said) for code, said in Wrong.labels().items()]


def answering(entered: Entered, errors: Errors) -> Question:
    """What is answered to whoever said it."""
    return Question(
        "words", _("Your answer"), "long", first(entered, "words"), error=errors.get("words", ""),
        longest=LONGEST_REMARK,
    )  # fmt: skip


def _question(name: str, value: str, pack: Pack, errors: Errors, content: Mapping[str, Any]) -> Question:
    kind, chosen = "text", list[tuple[str, Words]]()
    if name in CODES:
        kind, chosen = "ticks" if name in ("also", "ends") else "select", options(CODES[name])
    elif name == "on_cooperation":
        kind, chosen = "radios", list(COOPERATION)
    elif name == "source":
        known = {**_sources(pack), **content.get("source", {})}
        kind, chosen = "ticks", [(key, f"{key}: {one['cites'][0]}") for key, one in known.items()]
    elif name in ("read_on", "valid_from", "valid_to"):
        kind = "date"
    elif name in LONG:
        kind = "long"
    return Question(
        name,
        FIELDS[name],
        kind,
        value,
        chosen,
        errors.get(name, ""),
        HINTS.get(name, ""),
        prefix="rule-",
        longest=600,
    )


def _values(content: Mapping[str, Any]) -> dict[str, str]:
    """A content as the fields of the form."""
    rule = content.get("rule", {})
    length, asked = rule.get("duration", {}), rule.get("for", {})
    tied = rule.get("on_cooperation", "")
    found = {name: str(rule.get(name, "")) for _title, names in GROUPS for name in names}
    found |= {name: str(length.get(name, "")) for name in ("n", "unit", "kind")}
    found |= {"person": asked.get("person", "any"), "citizenship": asked.get("citizenship", "any")}
    found |= {"exploited": asked.get("exploited", "anywhere"), "also": ", ".join(asked.get("also", []))}
    found |= {"ends": ", ".join(rule.get("ends", [])), "source": ", ".join(rule.get("source", []))}
    found |= {"rests_on": ", ".join(rule.get("rests_on", [])), "cites": "", "read_on": "", "limits": ""}
    found["on_cooperation"] = str(tied).lower() if isinstance(tied, bool) else tied
    found["status"] = found["status"] or Status.IN_FORCE.value
    return found


def _sources(pack: Pack) -> dict[str, dict[str, Any]]:
    return {source.key: _source(source) for rule in pack.rules for source in rule.sources}


def _source(source: Source) -> dict[str, Any]:
    said: dict[str, Any] = {"cites": list(source.cites), "read_on": source.read_on.isoformat()}
    return said | ({"limits": source.limits} if source.limits else {})


def _number(text: str) -> int | str:
    found = number_in(text, digits=5)
    return text if found is None else found
