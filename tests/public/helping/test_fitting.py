"""Who fits: a place that has not said is asked and not dropped; a language that nobody speaks drops nobody."""

from dataclasses import replace

import pytest

from safeconduct.public.helping.asked import Asked
from safeconduct.public.helping.finding import Place
from safeconduct.public.helping.fitting import fitting
from tests.directory.hsds.invented import OFFICE
from tests.public.helping.test_finding import place

SAYS = replace(
    place(OFFICE), takes=("women",), papers="not_required", tongues=("ro",), interpreters=False, is_open=True
)


@pytest.mark.parametrize("wanted, has, expected", [
    (Asked(who="women"), {"takes": ("women",)}, "saying"),
    (Asked(who="women"), {"takes": ()}, "asking"),
    (Asked(who="women"), {"takes": ("wheelchair",)}, "asking"),
    (Asked(who="women"), {"takes": ("men",)}, ""),
    (Asked(who="children"), {"takes": ("women", "with_children")}, "asking"),
    (Asked(no_papers=True), {"papers": ""}, "asking"),
    (Asked(no_papers=True), {"papers": "ask"}, "asking"),
    (Asked(no_papers=True), {"papers": "required"}, ""),
    (Asked(is_open=True), {"is_open": None}, "asking"),
    (Asked(is_open=True), {"is_open": False}, ""),
])  # fmt: skip
def test_who_has_not_said_is_asked_and_who_says_otherwise_is_left_out(
    wanted: Asked, has: dict[str, object], expected: str
) -> None:
    one: Place = replace(SAYS, **has)  # type: ignore[arg-type]
    found = fitting([one], wanted)
    assert (list(found.saying), list(found.asking)) == (
        [one] * (expected == "saying"), [one] * (expected == "asking"),
    )  # fmt: skip


def test_a_language_that_nobody_speaks_drops_nobody_and_is_said() -> None:
    found = fitting([SAYS], Asked(language="uk"))
    assert (found.saying, found.asking, found.is_without_language) == ([], [SAYS], True)


def test_where_somebody_speaks_it_the_others_stay_only_unsaid_or_with_an_interpreter() -> None:
    speaks, silent = replace(SAYS, id="1", tongues=("uk",)), replace(SAYS, id="2", tongues=())
    helped = replace(SAYS, id="3", interpreters=True)
    found = fitting([SAYS, silent, helped, speaks], Asked(language="uk"))
    assert (found.saying, found.asking, found.is_without_language) == ([speaks], [silent, helped], False)
