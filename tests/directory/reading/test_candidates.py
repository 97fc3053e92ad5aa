"""What is read of the directory before the rules look: bounded, by need and place, and the same as they would leave."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.directory.finding.asked import Wanted, Who
from safeconduct.directory.finding.finding import named_first, ordered
from safeconduct.directory.finding.refusing import refusals
from safeconduct.directory.models import Entry
from safeconduct.directory.reading import candidates as reading
from safeconduct.directory.reading.bits import NEEDS, answers
from safeconduct.directory.reading.candidates import candidates, offered
from safeconduct.directory.reading.typed import read
from safeconduct.vocabulary.codes import AgeBand, Need, Takes, Urgency
from tests.directory.shelf import Shelf

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)


def names(wanted: Wanted, **more: object) -> set[str]:
    return {entry.agency.name for entry in candidates(wanted, now=NOW, **more).entries}  # type: ignore[arg-type]


def test_a_service_lies_under_each_of_its_needs_and_where_it_works(shelf: Shelf) -> None:
    shelf.service("Casa Nuc", regions=["RO-B"], needs=["housing", "safety"])
    shelf.service("Casa Tei")
    shelf.service("Maison Saule", "BE", regions=["BE-VAN"])
    assert names(Wanted()) == {"Casa Nuc", "Casa Tei", "Maison Saule"}
    assert names(Wanted(country="RO")) == {"Casa Nuc", "Casa Tei"}
    assert names(Wanted(region="RO-B")) == {"Casa Nuc", "Casa Tei"}
    assert names(Wanted(region="RO-CJ")) == {"Casa Tei"}
    assert names(Wanted(region="BE-VLG")) == {"Maison Saule"}
    assert names(Wanted(needs=frozenset({"housing", "safety"}))) == {"Casa Nuc"}
    assert names(Wanted(needs=frozenset({"medical_urgent"}))) == set()


def test_what_changes_is_laid_out_anew(shelf: Shelf) -> None:
    team = shelf.team("Casa Nuc", languages=["ro"])
    entry = shelf.service(of=team)
    assert names(Wanted(languages=frozenset({"uk"}))) == set()
    shelf.owner.execute("UPDATE agencies.team SET languages = '{ro,uk}' WHERE id = %s", [team[0]])
    assert names(Wanted(languages=frozenset({"uk"}))) == {"Casa Nuc"}
    shelf.owner.execute("UPDATE agencies.agency SET country = 'BG' WHERE id = %s", [team[1]])
    assert names(Wanted(country="BG")) == {"Casa Nuc"}
    assert names(Wanted(country="RO")) == set()
    shelf.owner.execute("UPDATE directory.entry SET spoken = '{fr}' WHERE id = %s", [entry])
    assert names(Wanted(languages=frozenset({"uk"}))) == set()
    shelf.owner.execute("DELETE FROM directory.entry WHERE id = %s", [entry])
    assert shelf.owner.execute("SELECT count(*) FROM directory.spot").fetchone() == (0,)


def test_of_more_than_a_window_those_are_read_whose_turn_it_is_and_those_with_places(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = shelf.team()
    for number in range(30):
        shelf.service(of=team, service=f"kind {number}")
    last = shelf.service(of=team, service="free", places_free=2, places_as_of=NOW - timedelta(hours=3))
    monkeypatch.setattr(reading, "WINDOW", 4)
    monkeypatch.setattr(reading, "LEAST", 1)
    seen: set[object] = set()
    for day in range(60):
        found = candidates(Wanted(), now=NOW + timedelta(days=day))
        assert found.is_cut
        assert len(found.entries) <= 2 * 4
        seen |= {entry.id for entry in found.entries}
    assert len(seen) == 31  # every service has its turn
    assert last in {entry.id for entry in candidates(Wanted(), now=NOW).entries}


def test_a_search_in_a_region_says_too_when_not_all_were_compared(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = shelf.team()
    for number in range(6):
        shelf.service(of=team, service=f"kind {number}", regions=["RO-B"])
    monkeypatch.setattr(reading, "WINDOW", 8)
    monkeypatch.setattr(reading, "LEAST", 1)
    assert candidates(Wanted(region="RO-B"), now=NOW).is_cut  # four for the region, four for the country
    assert not candidates(Wanted(region="RO-CJ"), now=NOW).is_cut


def test_what_the_person_wishes_is_read_wherever_it_lies(shelf: Shelf) -> None:
    wished, of = shelf.service("Maison Saule", "BE"), shelf.team("Casa Nuc")
    shelf.service(of=of)
    wish = Wanted(country="BG", wish=frozenset({wished, of[1]}))
    assert names(wish) == {"Maison Saule", "Casa Nuc"}
    assert names(wish, but=[of[1]]) == {"Maison Saule"}


def test_an_agency_with_many_services_does_not_hide_one_that_is_spelt_as_nearly(shelf: Shelf) -> None:
    many = shelf.team("Casa Lucor")
    for number in range(4):
        shelf.service(of=many, service=f"kind {number}", checked_on=NOW.date())
    shelf.service("Casa Nucor")

    def order(text: str) -> list[str]:
        words = read(text)
        found = candidates(Wanted(), now=NOW, typed=words).entries
        lines = named_first(ordered(found, Wanted(), at=NOW), words)
        return [line.entry.agency.name for line in lines]

    assert order("Mucor") == ["Casa Lucor", "Casa Nucor", *["Casa Lucor"] * 3]
    assert order("Lucor") == [*["Casa Lucor"] * 4, "Casa Nucor"]


def test_a_typed_name_is_narrowed_by_country_and_need(shelf: Shelf) -> None:
    shelf.service("Casa Nucor")
    words = read("Nucro")
    assert names(Wanted(country="RO"), typed=words) == {"Casa Nucor"}
    assert names(Wanted(country="BG"), typed=words) == set()
    assert names(Wanted(needs=frozenset({"safety"})), typed=words) == set()


def test_each_need_has_one_bit_and_the_database_sets_the_same(shelf: Shelf) -> None:
    assert set(NEEDS) == {need.value for need in Need}
    for number, need in enumerate(NEEDS):
        assert shelf.owner.execute("SELECT directory.answers(%s)", [[need]]).fetchone() == (1 << number,)
    both = shelf.owner.execute("SELECT directory.answers('{housing,unknown,safety}')").fetchone()
    assert both == (answers(["safety", "housing"]),)


BOOLEANS = st.sampled_from([None, True, False])
SAID = st.fixed_dictionaries({
    "takes": st.lists(st.sampled_from([one.value for one in Takes]), unique=True, max_size=3),
    "min_age": st.sampled_from([None, 0, 12, 18, 26]),
    "max_age": st.sampled_from([None, 26, 50, 99]),
    "takes_children": st.booleans(),
    "with_children": BOOLEANS, "step_free": BOOLEANS, "without_papers": BOOLEANS, "from_abroad": BOOLEANS,
    "intake": st.sampled_from(["", "emergency_24h", "planned_only"]),
    "spoken": st.lists(st.sampled_from(["uk", "ro"]), unique=True, max_size=2),
    "interpreters": BOOLEANS,
})  # fmt: skip
ASKED = st.builds(
    Wanted,
    needs=st.just(frozenset({"housing"})),
    languages=st.sampled_from([frozenset(), frozenset({"uk"}), frozenset({"fr"})]),
    who=st.builds(
        Who,
        takes=st.frozensets(st.sampled_from(list(Takes)), max_size=2),
        age=st.sampled_from([None, *AgeBand]),
        is_child=st.booleans(), with_children=st.booleans(), step_free=st.booleans(), without_papers=st.booleans(),
    ),
    urgency=st.sampled_from([None, *Urgency]),
    from_abroad=st.booleans(),
)  # fmt: skip


@given(said=st.lists(SAID, min_size=4, max_size=4), asked=st.lists(ASKED, min_size=4, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_leaves_out_exactly_what_the_rules_refuse(
    shelf: Shelf, said: list[dict[str, Any]], asked: list[Wanted]
) -> None:
    shelf.owner.execute("DELETE FROM directory.entry")
    team = shelf.team(languages=["en"])
    for number, one in enumerate(said):
        shelf.service(of=team, service=f"kind {number}", **one)
    everything = [offered(entry) for entry in Entry.objects.select_related("team", "agency")]
    for wanted in asked:
        found = {entry.id for entry in candidates(wanted, now=NOW).entries}
        assert found == {one.id for one in everything if not refusals(wanted, one, now=NOW)}
