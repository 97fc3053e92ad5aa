"""The door of the measurements: what does not hold ends it with 1, and a long run says how far it is."""

import pytest

from safeconduct.commands import bench
from safeconduct.commands.measures import WRONG, Numbers, Plan, looking
from safeconduct.commands.measures.unopened import UNOPENED


@pytest.mark.parametrize(
    "wrong, code", [([], 0), (0, 0), ([{"what": "lost: one"}], 1), (["lost: one"], 1), (1, 1)]
)
def test_what_does_not_hold_ends_it_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wrong: object, code: int
) -> None:
    asked: list[Plan] = []

    def measure(plan: Plan) -> Numbers:
        asked.append(plan)
        plan.bar(30, 30, "all of it")
        return {"crashes": 3, WRONG: wrong}

    monkeypatch.setitem(bench.MEASURES, "rest", (measure, ""))
    assert bench.main(["rest", "--seed", "7", "--amount", "3"]) == code
    assert (asked[0].seed, asked[0].amount) == (7, 3)
    said = capsys.readouterr()
    assert "30 of 30, all of it" in said.err
    assert (WRONG in said.out) == bool(wrong), "the heading stands where something stands under it"
    assert ("lost: one" in said.out) == ("lost: one" in str(wrong))


def test_what_the_measure_of_the_pages_leaves_out_is_in_the_url_table() -> None:
    assert set(looking.addresses({})["names"]) >= UNOPENED
