"""Both consent forms in plain text, as they stand empty, filled in, and with every field wrong."""

from collections.abc import Iterable, Iterator

from safeconduct.consent.forms import ground_questions, questions
from safeconduct.consent.rules import GROUNDS, Shareable
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

EVERY = {
    "told": ["interview", "withdrawal"],
    "limit": ["yes"],
    "research": ["no"],
    "sections": ["profile", "needs", "identity"],
    "language": ["uk"],
    "text_language": ["ro"],
    "presentation": ["read_aloud"],
    "method": ["signed"],
    "interpreter": ["RO-17"],
    "witness": ["a colleague"],
    "guardian": ["GU-03"],
    "assents": ["yes"],
    "until": ["2026-06-01"],
    "conditions": ["not_police"],
    "not_countries": ["Sweden"],
    "tell_outcome": ["yes"],
    "follow_changes": ["yes"],
    "copy": ["given"],
    "ground": ["vital_interest"],
}
"""One answer or more to each question of either form."""


def text() -> str:
    """One paragraph a form, one line a question."""
    narrow = Shareable(
        by_us=frozenset({Section.PROFILE, Section.NEEDS, Section.SAFETY}),
        with_them=frozenset({Section.PROFILE, Section.NEEDS, Section.IDENTITY}),
    )
    wrong = {name: f"wrong: {name}" for name in EVERY} | {"sections-needs": "wrong: the needs"}
    talks = {
        "nothing entered": questions(),
        "everything entered": questions(EVERY),
        "everything wrong": questions(EVERY, wrong),
        "little can be shared": questions(EVERY, None, narrow),
    }
    first, *others = GROUNDS
    grounds = {
        "nothing entered": ground_questions(),
        "everything wrong": ground_questions(EVERY, wrong),
        "one ground, little": ground_questions(
            EVERY, None, {first: narrow, **{other: Shareable(with_them=frozenset()) for other in others}}
        ),
    }
    lines = [f"{title}\n" + "".join(_lines(parts)) for title, parts in talks.items()]
    lines += [f"on a ground, {title}\n" + "".join(_lines({"": found})) for title, found in grounds.items()]
    return "\n".join(lines)


def _lines(parts: dict[str, list[Question]]) -> Iterator[str]:
    for part, found in parts.items():
        for one in found:
            said = [part, one.id, one.kind, str(one.label), f"= {one.value!r}"]
            said += ["shut"] if one.is_disabled else []
            said += [f"hint: {one.hint}"] if one.hint else []
            said += [f"error: {one.error}"] if one.error else []
            yield " | ".join(filter(None, said)) + _options(one.options) + "\n"


def _options(options: Iterable[tuple[str, object]]) -> str:
    listed = [f"{code}: {words}" for code, words in options]
    return " | " + "; ".join(listed) if listed else ""
