"""Rights of a person of whom another agency knows more: its answers by its name, where the own file has none. Pure."""

from datetime import date
from typing import Any

import pytest

from safeconduct.rights.codes import Trigger
from safeconduct.rights.evaluating import evaluate
from safeconduct.rights.facts import Facts
from safeconduct.rights.reading import book
from safeconduct.rights.received import Fact, From, Known, with_received
from safeconduct.vocabulary.codes import Answer3, VictimStatus
from safeconduct.vocabulary.sections import Section

OWN = Facts("BE")
TODAY = date(2026, 11, 29)
PROFILE = {"is_child": "no", "citizenships": ["UA"]}
IDENTIFIED = {"status": VictimStatus.IDENTIFIED.value, "countries": ["RO"]}


def sent(
    agency: str = "Casa Salcia", country: str = "RO", *, profile: Any = None, exploitation: Any = None
) -> From:
    contents = {Section.PROFILE: profile, Section.EXPLOITATION: exploitation}
    return From(agency, country, {section: found for section, found in contents.items() if found is not None})


def known(
    *received: From, own: Facts = OWN, is_status_open: bool = True, is_child_open: bool = True
) -> Known:
    return with_received(own, received, is_status_open=is_status_open, is_child_open=is_child_open)


def test_an_own_answer_that_it_is_not_known_keeps_the_person_a_child() -> None:
    adult = From("Casa Buna", "RO", {Section.PROFILE: {"is_child": "no"}})
    assert known(adult).facts.child == "no"
    assert known(adult, is_child_open=False).facts.child == "unknown"


def test_what_the_own_file_does_not_answer_another_agency_does_by_its_name() -> None:
    found = known(sent(profile=PROFILE, exploitation=IDENTIFIED))
    assert (found.facts.child, found.facts.citizenships) == (Answer3.NO, frozenset({"UA"}))
    assert found.facts.exploited_in == frozenset({"RO"})
    assert set(found.by) == {Fact.CHILD, Fact.CITIZENSHIPS, Fact.EXPLOITED_IN}
    assert found.by[Fact.CHILD] == ["Casa Salcia"]


def test_the_own_file_goes_first() -> None:
    own = Facts("BE", Answer3.YES, frozenset({"RO"}), frozenset({"BE"}))
    found = known(sent(profile=PROFILE, exploitation=IDENTIFIED), own=own)
    assert (found.facts.child, found.facts.citizenships, found.facts.exploited_in) == (
        Answer3.YES, frozenset({"RO"}), frozenset({"BE"}),
    )  # fmt: skip
    assert not found.by


def test_what_is_not_open_or_open_to_nobody_is_not_known() -> None:
    found = known(sent(), sent(profile={"is_child": {"unanswered": "not_asked"}}))
    assert found.facts == OWN
    assert found.facts.is_presumed_child


def test_where_two_say_different_things_it_is_not_known_and_that_is_said() -> None:
    found = known(sent(profile=PROFILE), sent("Kompas", "BE", profile=PROFILE | {"is_child": "yes"}))
    assert found.facts.child is Answer3.UNKNOWN
    assert found.contested == {Fact.CHILD}
    assert found.by[Fact.CITIZENSHIPS] == ["Casa Salcia", "Kompas"], "of the rest they say the same"


@pytest.mark.parametrize("country, is_identified", [("BE", True), ("RO", False)])
def test_an_identification_in_another_country_opens_nothing_here(country: str, is_identified: bool) -> None:
    found = known(sent(country=country, exploitation=IDENTIFIED))
    assert found.facts.is_identified is is_identified
    assert bool(found.identified_elsewhere) is not is_identified
    assert (Fact.IDENTIFIED in found.by) is is_identified


def test_what_the_own_file_says_of_the_status_goes_before_it() -> None:
    assert not known(sent(country="BE", exploitation=IDENTIFIED), is_status_open=False).facts.is_identified


@pytest.mark.parametrize("wrong", ["UA", [], [{"code": "UA"}], {"unanswered": "a way of tomorrow"}, 7])
def test_an_answer_in_an_unknown_form_is_none_and_breaks_nothing(wrong: Any) -> None:
    received = sent(
        profile={"citizenships": wrong, "is_child": wrong, "age_band": wrong},
        exploitation={"countries": wrong, "status": wrong},
    )
    assert known(received).facts == OWN


def test_what_is_taken_back_takes_no_day_away() -> None:
    """Not known is never a no: each last day that was counted with what was received is counted without it."""
    event = {Trigger.REFLECTION_GRANTED: TODAY, Trigger.IDENTIFIED: TODAY, Trigger.PROCEEDINGS_ENDED: TODAY}
    for country in book().countries:
        own = Facts(country, events=event)
        with_it = known(sent(profile=PROFILE, exploitation=IDENTIFIED), own=own).facts
        days = {one.right: one.end.day for one in evaluate(book(), own, TODAY) if one.end}
        assert {
            one.right: one.end.day for one in evaluate(book(), with_it, TODAY) if one.end
        }.items() <= days.items()
