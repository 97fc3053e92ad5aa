"""What leaves: the examples of the standard, by hand, and what is refused with a sentence."""

import pytest

from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.frame import framed
from safeconduct.statistics.protecting.hiding.master import Choice, Master
from safeconduct.statistics.protecting.hiding.outcome import End
from safeconduct.statistics.protecting.hiding.secondary import Search
from safeconduct.statistics.protecting.release import protect, said
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.decisions import Refused
from tests.statistics.protecting.making import layout, printed, release, row, square

PRICE = 10_000.0


@pytest.mark.parametrize(
    "counts,shown",
    [
        ([12, 3, 9], [24, 12, None, None]),  # one hidden cell would be 24 - 21; the cheaper one protects it
        ([4, 4, 20], [28, None, None, None]),  # two small cells with the sum 8 can only be 4 and 4
        ([1, 1, 20], [22, None, None, None]),
        ([2, 3, 20, 9], [34, None, None, 20, None]),  # with the sum 5 each would be 1 to 4: too narrow
        ([2, 40], [42, None, None]),
        ([3, 3], [6, None, None]),
        ([7], [7, 7]),
        ([30, 0, 0], [30, 30, 0, 0]),
    ],
)
def test_a_line_is_hidden_as_the_standard_says(counts: list[int], shown: list[int | None]) -> None:
    facts, table = row(counts)
    assert printed(release(facts, table), table) == shown


def test_a_total_below_the_minimum_is_refused() -> None:
    facts, table = row([3, 0, 1])
    found = protect(facts, [table])
    assert isinstance(found, Refused)
    assert found.reason.code == "total_below_minimum"


def test_a_year_with_no_data_says_zero_everywhere() -> None:
    facts, table = row([0, 0, 0])
    assert printed(release(facts, table), table) == [0, 0, 0, 0]


def test_zeros_are_hidden_where_the_rules_say_so() -> None:
    facts, table = row([0, 30, 12, 9])
    released = release(facts, table, rules=Rules(hides_zeros=True))
    assert printed(released, table)[1] is None
    assert printed(released, table).count(None) >= 2


def test_a_cell_of_one_agency_is_hidden() -> None:
    one = Dimension("x", ("a", "b", "c"), (("T", ("a", "b", "c")),))
    both = frozenset({"Ana's", "Bo's"})
    facts = Facts(
        (one,), {("a",): 30, ("b",): 20, ("c",): 9}, {("a",): both, ("b",): frozenset({"Bo's"}), ("c",): both}
    )
    assert printed(release(facts, layout(one)), layout(one)) == [59, 30, None, None]


def test_all_cells_may_be_hidden() -> None:
    facts, table = square(2, 2, seed=1, mean=1)
    facts = Facts(facts.dimensions, dict.fromkeys(facts.counts, 2))
    released = release(facts, table)
    assert {value for value in printed(released, table) if value is not None} <= {8}


def test_the_same_input_gives_the_same_bytes() -> None:
    facts, table = square(6, 5, seed=3, together=3)
    backwards = Facts(facts.dimensions, dict(reversed(list(facts.counts.items()))))
    first, second = release(facts, table).pattern, release(backwards, table).pattern
    assert first.frozen() == second.frozen()
    assert first.digest == second.digest


def test_the_frozen_pattern_holds_no_hidden_number() -> None:
    facts, table = row([12, 3, 9])
    data = release(facts, table).pattern.as_data()
    cells = data["cells"]
    assert isinstance(cells, list)
    assert [cell["value"] for cell in cells] == [24, 12, None, None]
    assert [cell["why"] for cell in cells] == ["shown", "shown", "small", "second"]
    assert (data["lost"], data["bound"], data["gap_per_mille"], data["end"]) == (9, 9, 0, "proven")


def test_who_has_no_time_gets_a_refusal_and_not_a_table() -> None:
    facts, table = square(5, 4, seed=2)
    found = protect(facts, [table], effort=Effort(has_time=lambda: False))
    assert isinstance(found, Refused)
    assert found.reason.code == "not_examined"


def test_a_search_that_runs_out_of_time_says_so_and_is_attacked_all_the_same() -> None:
    facts, table = square(5, 4, seed=2)
    effort = Effort(has_time=lambda: False, has_time_to_attack=lambda: True)
    released = release(facts, table, effort=effort)
    assert released.pattern.end is End.TIME
    assert released.pattern.bound < released.pattern.lost
    assert released.pattern.examined > 0


@pytest.mark.parametrize("share, searches", [(0.5, 4), (0.05, 1)])
def test_a_search_that_hardly_raises_the_bound_is_the_last_one(
    monkeypatch: pytest.MonkeyPatch, share: float, searches: int
) -> None:
    """Of what is open each search closes this share, and each finds a new condition."""
    made: list[float] = []

    def whole(master: Master, _known: object, _gap: float) -> Choice:
        made.append(PRICE * (1 - (1 - share) ** (len(made) + 1)))
        return Choice(master.linear().pattern, made[-1], is_best=False)

    monkeypatch.setattr(Master, "whole", whole)
    monkeypatch.setattr(Search, "_cost", lambda _search: PRICE)
    monkeypatch.setattr(Search, "_separate", lambda _search, _pattern: 1)
    facts, table = square(5, 4, seed=2)
    problem = framed(facts, [table], (), Rules()).problem({})
    Search(problem, Effort(rounds=0)).run(None)
    assert len(made) == searches


QUARTERS = Dimension(
    "time", ("q1", "q2", "q3", "q4"), (("year", ("q1", "q2", "q3", "q4")), ("h1", ("q1", "q2")))
)
BY_QUARTER = Layout("quarters", (("time", QUARTERS.atoms),))


def by_quarter(*counts: int) -> Facts:
    return Facts((QUARTERS,), {(one,): count for one, count in zip(QUARTERS.atoms, counts, strict=True)})


def test_a_year_that_would_give_away_a_hidden_quarter_is_hidden() -> None:
    facts = by_quarter(6, 7, 3, 8)
    quarters = release(facts, BY_QUARTER)
    assert printed(quarters, BY_QUARTER) == [6, 7, None, 8]
    year = Layout("year", (("time", ("year", "h1")),))
    assert printed(release(facts, year, ledger=said(quarters.pattern, "1")), year) == [None, 13]


def test_all_but_one_group_is_not_said_beside_all() -> None:
    one = Dimension(
        "by", ("police", "ngo", "court"), (("T", ("police", "ngo", "court")), ("rest", ("ngo", "court")))
    )
    facts = Facts((one,), {("police",): 3, ("ngo",): 20, ("court",): 7})
    whole, rest = Layout("all", (("by", ("T",)),)), Layout("rest", (("by", ("rest",)),))
    first = release(facts, whole)
    assert printed(first, whole) == [30]
    assert printed(release(facts, rest, ledger=said(first.pattern, "1")), rest) == [None]


def test_a_correction_by_one_person_hides_what_it_would_tell() -> None:
    table = Layout("year", (("time", ("year", *QUARTERS.atoms)),))
    before = release(by_quarter(12, 20, 7, 9), table)
    ledger = said(before.pattern, "1")
    after = release(by_quarter(13, 20, 7, 9), table, ledger=ledger)
    assert printed(after, table) == [None, None, 20, 7, 9]
    larger = release(by_quarter(22, 20, 7, 9), table, ledger=ledger)
    assert printed(larger, table) == [58, 22, 20, 7, 9]


def test_a_small_correction_is_not_left_over_from_two_large_ones() -> None:
    table = Layout("year", (("time", ("year", *QUARTERS.atoms)),))
    before = release(by_quarter(12, 20, 7, 9), table)
    after = release(by_quarter(22, 19, 7, 9), table, ledger=said(before.pattern, "1"))
    shown = printed(after, table)
    assert shown[2] is None
    assert None in (shown[0], shown[1])  # the year less the first quarter would tell that one was taken out


def test_what_is_shown_is_true_and_what_was_hidden_stays_hidden() -> None:
    facts, table = square(5, 4, seed=7)
    first = release(facts, table)
    again = release(facts, table, ledger=said(first.pattern, "1"))
    assert printed(again, table) == printed(first, table)
    assert {role for _, role in first.pattern.cells} >= {Role.SHOWN, Role.SMALL, Role.SECOND}


def test_a_solver_that_gives_up_hides_more_and_is_attacked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gives_up(*_given: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(Search, "run", gives_up)
    facts, table = square(5, 4, seed=2)
    pattern = release(facts, table).pattern
    assert pattern.end is End.COARSER
    assert pattern.bound == 0
    assert pattern.examined > 0
