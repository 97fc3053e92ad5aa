"""Who can help, in which order and why: hard conditions, the person's wish, soft reasons, and turns."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.directory.finding.asked import Answered, Apart, Offered, Wanted, Who
from safeconduct.directory.finding.matching import in_turn, match, nearly
from safeconduct.directory.finding.refusing import (
    CONDITIONS,
    NOT_TO_BE_LIFTED,
    may_be_asked,
    refusals,
    says_all,
)
from safeconduct.directory.finding.soft import USUAL, Soft
from safeconduct.directory.rules import Hours
from safeconduct.vocabulary.codes import FIREWALLED, AgeBand, Intake, Need, Sector, Takes, Urgency
from safeconduct.vocabulary.decisions import Refused

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)  # a Monday
HOUSE = Offered(
    UUID(int=1), UUID(int=101), "Casa Tei", "RO", "ngo", frozenset({"housing"}), languages=frozenset({"ro", "uk"}),
    regions=frozenset({"RO-B"}), takes_children=True,
)  # fmt: skip
ALL = Wanted()


# --- Hard conditions, each by itself ----------------------------------------------------------------------------

REFUSED = [
    ("kept_out", Wanted(apart=Apart(countries=frozenset({"RO"}))), HOUSE),
    ("kept_out", Wanted(apart=Apart(sectors=frozenset({"ngo"}))), HOUSE),
    ("kept_out", Wanted(apart=Apart(agencies=frozenset({" casa  TEI "}))), HOUSE),
    ("kept_out", Wanted(apart=Apart(regions=frozenset({"RO-B"}))), HOUSE),
    ("in_conflict", Wanted(in_conflict=frozenset({HOUSE.agency})), HOUSE),
    ("authority", Wanted(no_authorities=True), replace(HOUSE, sector="police")),
    ("other_need", Wanted(needs=frozenset({"housing", "legal_aid"})), HOUSE),
    ("other_country", Wanted(country="BE"), HOUSE),
    ("other_region", Wanted(region="RO-CJ"), HOUSE),
    ("other_language", Wanted(languages=frozenset({"fr"})), HOUSE),
    ("only_read", Wanted(languages=frozenset({"fr"})), replace(HOUSE, reads=frozenset({"fr"}))),
    ("other_sex", Wanted(who=Who(takes=frozenset({Takes.MEN}))), replace(HOUSE, takes=frozenset({Takes.WOMEN}))),
    ("no_children", Wanted(who=Who(is_child=True)), replace(HOUSE, takes_children=False)),
    ("for_children", Wanted(who=Who(is_adult=True)), replace(HOUSE, service="guardianship")),
    ("for_children", Wanted(who=Who(is_adult=True)), replace(HOUSE, service="guardianship", min_age=0, max_age=17)),
    ("other_age", Wanted(who=Who(age=AgeBand.AGE_16_17)), replace(HOUSE, min_age=18)),
    ("other_age", Wanted(who=Who(age=AgeBand.AGE_51_PLUS)), replace(HOUSE, max_age=25)),
    ("no_family", Wanted(who=Who(with_children=True)), replace(HOUSE, with_children=False)),
    ("steps", Wanted(who=Who(step_free=True)), replace(HOUSE, step_free=False)),
    ("papers", Wanted(who=Who(without_papers=True)), replace(HOUSE, without_papers=False)),
    ("not_from_abroad", Wanted(from_abroad=True), replace(HOUSE, from_abroad=False)),
    ("planned_only", Wanted(urgency=Urgency.EMERGENCY), replace(HOUSE, intake=Intake.PLANNED_ONLY)),
    ("hours_not_known", Wanted(open_now=True), replace(HOUSE, hours=Hours(are_known=False))),
    ("closed_now", Wanted(open_now=True), replace(HOUSE, hours=Hours(frozenset({6}), time(9), time(17), "RO"))),
]  # fmt: skip


@pytest.mark.parametrize("code, wanted, offered", REFUSED)
def test_a_hard_condition_refuses_with_its_reason(code: str, wanted: Wanted, offered: Offered) -> None:
    said = may_be_asked(wanted, offered, now=NOW)
    assert isinstance(said, Refused)
    assert said.reason.code == code
    assert str(said.reason.sentence)
    assert match(wanted, [offered], now=NOW) == []


def test_every_hard_condition_is_in_the_table_above() -> None:
    assert {code for code, _wanted, _offered in REFUSED} == {reason.code for reason, _holds in CONDITIONS}


SILENT = Offered(
    UUID(int=2), UUID(int=102), "Casa Nuc", "RO", "ngo", frozenset({"housing"}), takes_children=True
)


@pytest.mark.parametrize("wanted", [
    Wanted(region="RO-CJ"),
    Wanted(who=Who(takes=frozenset({Takes.MEN}), age=AgeBand.AGE_0_11)),
    Wanted(who=Who(with_children=True, step_free=True, without_papers=True), from_abroad=True),
    Wanted(urgency=Urgency.EMERGENCY, open_now=True),
])  # fmt: skip
def test_what_a_service_has_not_said_refuses_nobody(wanted: Wanted) -> None:
    assert refusals(wanted, SILENT, now=NOW) == []


def test_a_guardian_that_names_an_age_of_adults_takes_them_and_any_takes_who_may_be_a_child() -> None:
    guardian = replace(HOUSE, service="guardianship")
    young_adult = Wanted(who=Who(age=AgeBand.AGE_18_20, is_adult=True))
    assert may_be_asked(young_adult, replace(guardian, max_age=21), now=NOW)
    assert may_be_asked(Wanted(who=Who(is_child=True)), guardian, now=NOW)
    assert may_be_asked(ALL, guardian, now=NOW), "nobody has said that the person is an adult"


def test_only_who_has_said_something_of_all_that_must_hold_is_sure() -> None:
    asked = Wanted(who=Who(takes=frozenset({Takes.WOMEN}), with_children=True))
    assert not says_all(asked, SILENT)
    assert not says_all(asked, replace(SILENT, takes=frozenset({Takes.WOMEN})))
    assert says_all(asked, replace(SILENT, takes=frozenset({Takes.WOMEN}), with_children=True))
    assert says_all(Wanted(), SILENT)


def test_a_service_in_a_part_of_the_region_and_one_in_the_larger_part_both_work_there() -> None:
    flanders = replace(HOUSE, country="BE", regions=frozenset({"BE-VLG"}))
    antwerp = replace(HOUSE, country="BE", regions=frozenset({"BE-VAN"}))
    for region, works in (("BE-VAN", True), ("BE-VLG", True), ("BE-WHT", False)):
        assert bool(may_be_asked(Wanted(region=region), flanders, now=NOW)) is works
        assert bool(may_be_asked(Wanted(region=region), antwerp, now=NOW)) is works


# --- Soft reasons and their words -------------------------------------------------------------------------------

FREE = replace(HOUSE, places=2, places_as_of=NOW - timedelta(hours=30))
WORDS = [
    (Soft.LANGUAGE, Wanted(languages=frozenset({"uk"})), HOUSE, 3, "Ukrainian is spoken there"),
    (Soft.LANGUAGE, Wanted(languages=frozenset({"fr"})), replace(HOUSE, interpreters=True), 1, "interpreters come"),
    (Soft.LANGUAGE, Wanted(languages=frozenset({"uk"})), replace(HOUSE, says_spoken=False), 2,
     "somebody there reads it, nobody has said who speaks it"),
    (Soft.PLACES, ALL, replace(HOUSE, service="legal_advice"), 1, ""),
    (Soft.NEARNESS, Wanted(near="RO"), HOUSE, 3, "in your country"),
    (Soft.NEARNESS, Wanted(country="RO"), HOUSE, 3, "same country"),
    (Soft.KIND, Wanted(needs=frozenset({"housing"})), replace(HOUSE, service="guardianship"), 0, ""),
    (Soft.PLACES, ALL, FREE, 2, "2 places free, said 1 day ago"),
    (Soft.PLACES, ALL, replace(FREE, places_as_of=NOW), 3, "2 places free, said within the last day"),
    (Soft.PLACES, ALL, replace(FREE, places=0), 0, "no place free, said 1 day ago"),
    (Soft.PLACES, ALL, replace(FREE, places_as_of=NOW - timedelta(days=9)), 1,
     "what it said of free places is old (9 days ago): ask"),
    (Soft.PLACES, ALL, HOUSE, 1, "has not said whether places are free"),
    (Soft.NEARNESS, Wanted(region="RO-B"), HOUSE, 3, "works in the region: București"),
    (Soft.NEARNESS, Wanted(region="RO-B"), SILENT, 2, "works in the whole country"),
    (Soft.NEARNESS, Wanted(near="RO-CJ"), HOUSE, 1, "same country, another region"),
    (Soft.NEARNESS, Wanted(near="BG"), HOUSE, 1, "in the country beside"),
    (Soft.NEARNESS, Wanted(near="SE"), HOUSE, 0, "in another country"),
    (Soft.TAKES, Wanted(who=Who(with_children=True)), replace(HOUSE, with_children=True), 3,
     "takes: an adult who brings children"),
    (Soft.TAKES, Wanted(who=Who(with_children=True)), HOUSE, 0,
     "not said whether it takes: an adult who brings children. Ask first"),
    (Soft.HOURS, ALL, HOUSE, 3, "somebody is there now"),
    (Soft.HOURS, ALL, replace(HOUSE, hours=Hours(are_known=False)), 1, "ask when somebody is there"),
    (Soft.CHECKED, ALL, replace(HOUSE, checked_on=date(2026, 11, 20)), 3, "checked 10 days ago"),
    (Soft.CHECKED, ALL, replace(HOUSE, checked_on=date(2025, 1, 1)), 0, "checked 698 days ago: it may be old"),
]  # fmt: skip


@pytest.mark.parametrize("soft, wanted, offered, level, words", WORDS)
def test_a_soft_reason_has_its_level_and_its_words(
    soft: Soft, wanted: Wanted, offered: Offered, level: int, words: str
) -> None:
    (found,) = match(wanted, [offered], now=NOW)
    assert (found.weighed[soft].level, found.weighed[soft].words) == (level, words)


@pytest.mark.parametrize("answered, level, words", [
    (Answered(10, 9), 2, "answered 9 of 10 referrals and enquiries within a day"),
    (Answered(4, 4), 3, "answered 4 of 4 referrals and enquiries within a day"),
    (Answered(2, 0), 2, ""),  # too few to say anything
])  # fmt: skip
def test_how_a_service_answers_counts_once_there_are_enough(
    answered: Answered, level: int, words: str
) -> None:
    (found,) = match(ALL, [HOUSE], now=NOW, answered={HOUSE.id: answered})
    said = found.weighed[Soft.ANSWERS]
    assert (said.level, said.words) == (level, words)


def test_a_weight_changes_the_order() -> None:
    near, free = replace(HOUSE, id=UUID(int=7)), replace(SILENT, places=3, places_as_of=NOW)
    wanted = Wanted(near="RO-B")
    assert [one.offered.id for one in match(wanted, [near, free], now=NOW)] == [free.id, near.id]
    only_near = dict.fromkeys(Soft, 0) | {Soft.NEARNESS: 1}
    assert [one.offered.id for one in match(wanted, [near, free], now=NOW, weights=only_near)] == [
        near.id,
        free.id,
    ]


def test_what_comes_nearest_says_everything_that_would_have_to_change_and_never_what_the_person_keeps_out() -> (
    None
):
    wanted = Wanted(
        country="RO", languages=frozenset({"fr"}), apart=Apart(agencies=frozenset({"Casa Nuc"})),
        who=Who(is_child=True),
    )  # fmt: skip
    far = replace(HOUSE, id=UUID(int=9), country="BE", takes_children=False)
    found = nearly(wanted, [far, HOUSE, SILENT], now=NOW)
    assert [one.offered.id for one in found] == [HOUSE.id, far.id]
    assert [why.code for why in found[1].reasons] == ["other_country", "no_children", "other_language"]


def test_what_answers_to_more_of_the_known_needs_and_is_meant_for_them_stands_first() -> None:
    guardian = replace(SILENT, service="guardianship", places=3, places_as_of=NOW)
    shelter = replace(SILENT, id=UUID(int=3), service="shelter", places=0, places_as_of=NOW)
    both = replace(SILENT, id=UUID(int=4), service="guardianship", needs=frozenset({"housing", "safety"}), places=0,
                   places_as_of=NOW)  # fmt: skip
    wanted = Wanted(known_needs=frozenset({"housing", "safety"}))
    found = match(wanted, [guardian, shelter, both], now=NOW)
    assert [one.offered.id for one in found] == [both.id, shelter.id, guardian.id]


# --- Properties -------------------------------------------------------------------------------------------------

MAYBE = st.sampled_from([None, True, False])
NEEDS = st.frozensets(
    st.sampled_from([Need.HOUSING.value, Need.SAFETY.value, Need.LEGAL_AID.value]), max_size=2
)
TONGUES = st.frozensets(st.sampled_from(["uk", "ro", "fr"]), max_size=2)
REGIONS = st.frozensets(st.sampled_from(["RO-B", "RO-CJ"]), max_size=2)
SERVICES = st.lists(
    st.builds(
        Offered,
        id=st.integers(1, 60).map(lambda number: UUID(int=number)),
        agency=st.integers(101, 105).map(lambda number: UUID(int=number)),
        agency_name=st.sampled_from(["Casa Tei", "Casa Nuc", "Maison Saule"]),
        country=st.sampled_from(["RO", "BE", "BG"]), sector=st.sampled_from(["ngo", "police", "shelter"]),
        needs=NEEDS, languages=TONGUES, interpreters=MAYBE, regions=REGIONS,
        takes=st.frozensets(st.sampled_from(list(Takes)), max_size=2),
        min_age=st.sampled_from([None, 18]), max_age=st.sampled_from([None, 25]), takes_children=st.booleans(),
        with_children=MAYBE, step_free=MAYBE, without_papers=MAYBE, from_abroad=MAYBE,
        places=st.sampled_from([None, 0, 2]), places_as_of=st.sampled_from([None, NOW, NOW - timedelta(days=9)]),
    ),
    max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip
APART = st.builds(
    Apart, countries=st.frozensets(st.sampled_from(["RO", "BE"]), max_size=1),
    sectors=st.frozensets(st.sampled_from(["police", "ngo"]), max_size=1),
    agencies=st.frozensets(st.sampled_from(["casa tei", "Maison Saule"]), max_size=1),
)  # fmt: skip
SEARCHES = st.builds(
    Wanted, needs=NEEDS, country=st.sampled_from(["", "RO"]), languages=TONGUES, apart=APART,
    who=st.builds(Who, takes=st.frozensets(st.sampled_from(list(Takes)), max_size=1), is_child=st.booleans(),
                  with_children=st.booleans(), without_papers=st.booleans()),
    wish=st.frozensets(st.integers(1, 60).map(lambda number: UUID(int=number)), max_size=3),
)  # fmt: skip
HARDER = [
    lambda wanted: replace(wanted, needs=wanted.needs | {Need.SAFETY.value}),
    lambda wanted: replace(wanted, country=wanted.country or "BE"),
    lambda wanted: replace(wanted, region="RO-B"),
    lambda wanted: replace(
        wanted, languages=wanted.languages & {"uk"} or wanted.languages or frozenset({"uk"})
    ),
    lambda wanted: replace(wanted, who=replace(wanted.who, is_child=True)),
    lambda wanted: replace(wanted, who=replace(wanted.who, with_children=True)),
    lambda wanted: replace(wanted, who=replace(wanted.who, step_free=True)),
    lambda wanted: replace(wanted, who=replace(wanted.who, without_papers=True)),
    lambda wanted: replace(wanted, who=replace(wanted.who, takes=wanted.who.takes | {Takes.MEN})),
    lambda wanted: replace(wanted, apart=replace(wanted.apart, countries=wanted.apart.countries | {"BG"})),
    lambda wanted: replace(wanted, in_conflict=frozenset({UUID(int=101)})),
    lambda wanted: replace(wanted, no_authorities=True),
    lambda wanted: replace(wanted, from_abroad=True),
    lambda wanted: replace(wanted, open_now=True),
]


@given(services=SERVICES, wanted=SEARCHES, harder=st.sampled_from(HARDER))
def test_one_hard_condition_more_never_adds_a_service(
    services: list[Offered], wanted: Wanted, harder: object
) -> None:
    before = {one.offered.id for one in match(wanted, services, now=NOW)}
    after = {one.offered.id for one in match(harder(wanted), services, now=NOW)}  # type: ignore[operator]
    assert after <= before


@given(services=SERVICES, wanted=SEARCHES)
def test_what_the_person_keeps_out_is_in_no_answer_and_no_wish_lifts_it(
    services: list[Offered], wanted: Wanted
) -> None:
    wanted = replace(wanted, wish=frozenset(one.id for one in services))
    shown = [one.offered for one in match(wanted, services, now=NOW)]
    shown += [one.offered for one in nearly(wanted, services, now=NOW, most=99)]
    for one in shown:
        assert one.country not in wanted.apart.countries
        assert one.sector not in wanted.apart.sectors
        assert one.agency_name.casefold() not in {name.casefold() for name in wanted.apart.agencies}


@given(services=SERVICES, wanted=SEARCHES)
def test_a_wish_stands_before_everything_else(services: list[Offered], wanted: Wanted) -> None:
    wishes = [one.is_wished for one in match(wanted, services, now=NOW)]
    assert wishes == sorted(wishes, reverse=True)


@given(services=SERVICES, wanted=SEARCHES, seed=st.randoms())
def test_the_order_is_total_and_the_same_however_the_services_come(
    services: list[Offered], wanted: Wanted, seed: object
) -> None:
    shuffled = list(services)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = match(wanted, services, now=NOW), match(wanted, shuffled, now=NOW)
    assert first == second
    assert len({one.offered.id for one in first}) == len(first)


@given(services=SERVICES, wanted=SEARCHES)
def test_what_has_more_points_stands_first_where_no_wish_was_said(
    services: list[Offered], wanted: Wanted
) -> None:
    found = match(replace(wanted, wish=frozenset()), services, now=NOW)
    points = [one.points for one in found]
    assert points == sorted(points, reverse=True)
    assert all(0 <= one.points <= one.most for one in found)


@given(number=st.integers(1, 30), begin=st.integers(0, 400))
def test_each_of_equals_stands_first_on_one_day_of_as_many(number: int, begin: int) -> None:
    first = Counter(in_turn(range(number), NOW + timedelta(days=begin + day))[0] for day in range(number))
    assert first == Counter(range(number))


def test_nobody_starves_among_equal_services() -> None:
    equals = [replace(SILENT, id=UUID(int=number)) for number in range(1, 8)]
    first = Counter(match(ALL, equals, now=NOW + timedelta(days=day))[0].offered.id for day in range(70))
    assert set(first.values()) == {10}


def test_the_usual_weights_name_every_soft_reason() -> None:
    assert set(USUAL) == set(Soft)
    assert {"kept_out", "in_conflict"} == NOT_TO_BE_LIFTED
    assert Sector.POLICE in FIREWALLED
