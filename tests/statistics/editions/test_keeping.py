"""Totals of status, sex and age are kept before all else: which, beside what, and what happens where it cannot be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.commands.demonstration.year.facts import facts
from safeconduct.commands.demonstration.year.people import Year, read_year
from safeconduct.statistics.editions import preparing
from safeconduct.statistics.editions.cells import places
from safeconduct.statistics.editions.keeping import pinned, tries
from safeconduct.statistics.editions.kinds import OF_ARTICLE_19A
from safeconduct.statistics.editions.preparing import RULES, Prepared, Wanted, prepare
from safeconduct.statistics.editions.tables import NAMES, Counted, Tally, counted
from safeconduct.statistics.protecting import release
from safeconduct.statistics.protecting.reasons import OUT_OF_TIME, STILL_OPEN
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.vocabulary.decisions import Refused
from tests.statistics.editions.test_preparing import COVERAGE, FIRST

STATUS = {"identified": 102, "presumed": 83, "declined_identification": 18}


def of_demonstration() -> Tally:
    """The year before the demonstration, each agency of the sector that it has there."""
    sectors = {"Teodora Vlad": "child_protection"}

    class Pair:
        def place(self, lead: str) -> Any:
            agency = {"sector": sectors.get(lead, "ngo"), "country": "RO"}
            return type("Place", (), {"agency": agency})

    tally: Counter[tuple[str, str]] = Counter()
    for group in read_year().groups:
        for fact in facts(Year((group,)), Pair()):  # type: ignore[arg-type]  # what it asks of a pair
            tally[group.lead, "|".join(fact[name] for name in NAMES)] += 1
    return tally


def of_sex(**numbers: int) -> Counted:
    """So many of each sex, half of them at each of two agencies."""
    tally = {
        (agency, f"identified|ngo|{code}|Y_GE18|NAT|SEX"): number // 2 + (place < number % 2)
        for place, agency in enumerate(("a", "b"))
        for code, number in numbers.items()
    }
    return counted(tally)


def kept(of: Counted, ledger: Sequence[Statement] = ()) -> dict[str, int]:
    """The totals of sex that the first try takes for said."""
    asked = OF_ARTICLE_19A.layouts(of.facts, "sex")
    first = tries(of, asked, ledger, RULES)[0]
    new = [one for one in first if one not in ledger]
    return {one.region[0][1]: one.value or 0 for one in new if one.region and one.region[0][0] == "sex"}


def by_status(prepared: Prepared) -> dict[str, int | None]:
    """Of a table with status the totals by it."""
    table = next(one for one in prepared.document["tables"] if one["code"] == "A3")
    return {code: places(table)[code, "TOTAL"] for code in STATUS}


def made(of: Counted, rung: str) -> Prepared:
    """The edition."""
    found = prepare(of, Wanted(rung), FIRST, COVERAGE)
    assert isinstance(found, Prepared)
    return found


def test_the_totals_of_status_are_kept_where_the_cheapest_pattern_would_hide_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = counted(of_demonstration())
    kept_so = made(of, "status_beside")
    assert by_status(kept_so) == STATUS
    assert kept_so.loss.totals["status"] == (3, 3)
    monkeypatch.setattr(
        preparing, "tries", lambda counted, _asked, ledger, rules: [pinned(counted, ledger, rules)]
    )
    cheapest = made(of, "status_beside")
    assert by_status(cheapest) == dict.fromkeys(STATUS), "without that all three are hidden"
    assert cheapest.loss.totals["status"] == (0, 3)


@pytest.mark.parametrize(("numbers", "are_kept"), [
    ({"F": 50, "M": 40}, {"F": 50, "M": 40}),
    ({"F": 50, "M": 40, "UNK": 9, "OTH": 1}, {"F": 50, "M": 40}),
    ({"F": 50, "M": 40, "OTH": 3}, {"F": 50}),
    ({"F": 50, "UNK": 2, "OTH": 1}, {}),
])  # fmt: skip
def test_beside_a_class_of_few_another_one_is_not_kept(
    numbers: dict[str, int], are_kept: Mapping[str, int]
) -> None:
    assert kept(of_sex(**numbers)) == are_kept


def test_what_one_agency_alone_has_counted_is_not_kept() -> None:
    tally = {("a", "identified|ngo|F|Y_GE18|NAT|SEX"): 30, ("b", "identified|ngo|M|Y_GE18|NAT|SEX"): 30}
    assert kept(counted(tally)) == {}


@pytest.mark.parametrize(("said", "are_kept"), [
    (None, {}), (48, {}), (50, {"F": 50, "M": 40}), (40, {"F": 50, "M": 40}),
])  # fmt: skip
def test_what_was_hidden_before_or_has_changed_by_few_is_not_kept(
    said: int | None, are_kept: dict[str, int]
) -> None:
    role = Role.SHOWN if said else Role.SECOND
    ledger = [Statement((("sex", "F"),), said, role, 5, facts="before")]
    assert kept(of_sex(F=50, M=40), ledger) == are_kept


@given(numbers=st.dictionaries(st.sampled_from(("F", "M", "OTH", "UNK")), st.integers(0, 40), min_size=1))
def test_what_is_left_of_kept_totals_is_never_a_class_alone_nor_few(numbers: dict[str, int]) -> None:
    left = {
        code: number for code, number in numbers.items() if number and code not in kept(of_sex(**numbers))
    }
    assert (
        not left
        or sum(left.values()) == sum(numbers.values())
        or (len(left) > 1 and sum(left.values()) >= 10)
    )


def test_where_totals_cannot_be_kept_they_are_hidden_like_every_other_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, asked = release.protect, []

    def refusing(*args: Any) -> object:
        asked.append(len(args[2]))
        return Refused(STILL_OPEN) if len(asked) < 3 else real(*args)

    monkeypatch.setattr(preparing, "protect", refusing)
    found = made(of_sex(F=50, M=40), "sex")
    assert found.refused == ()
    assert asked == [3, 1, 0], "with totals and the total, with the total, with nothing"


def test_want_of_time_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def without_time(*args: Any) -> object:
        asked.append(args[1])
        return Refused(OUT_OF_TIME)

    monkeypatch.setattr(preparing, "protect", without_time)
    found = prepare(of_sex(F=50, M=40), Wanted("alone"), FIRST, COVERAGE)
    assert isinstance(found, Refused)
    assert len(asked) == 1


def test_the_loss_counts_totals_of_somebody_and_zeros() -> None:
    found = made(of_sex(F=50, M=40, UNK=9, OTH=1), "sex")
    assert found.loss.totals == {"sex": (2, 4)}
    assert found.loss.zeros > 0
