"""Who sees what, as rows and columns; nothing of it needs a database."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.cases.team.others import Other
from safeconduct.cases.team.overview import MOST_COLUMNS, ended, table
from safeconduct.cases.team.queries import Holder, Team
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.sections import USED, Section

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def holder(name: str, sections: dict[Section, bool], *, leads: bool = False, over: str = "") -> Holder:
    ended_at = NOW if over else None
    return Holder(
        uuid.uuid4(), name, Profession.SOCIAL_WORKER, leads, NOW - timedelta(days=9), None, sections, ended_at, over
    )  # fmt: skip


def other(*sections: Section, waiting: tuple[Section, ...] = (), over: datetime | None = None) -> Other:
    return Other(
        "REF", "Maison Lierre", "Belgium", "Reception team", sections, waiting, "Help", NOW, "Sent", over
    )


def cells(team: Team, others: list[Other]) -> dict[str, list[str]]:
    rows = table(team, others)["rows"]
    return {str(section): [str(cell.words) for cell in found] for section, found, _is_closed in rows}


def test_each_section_says_for_each_holder_what_is_open() -> None:
    team = Team(
        [holder("Ana", {Section.NEEDS: True}, leads=True), holder("Ioana", {Section.NEEDS: False})], []
    )
    shown = cells(team, [other(Section.NEEDS, waiting=(Section.IDENTITY,))])
    assert shown["Needs"] == ["Reads and writes", "Reads", "Reads"]
    assert shown["Identity"] == ["", "", "When they accept"]
    assert len(shown) == len(USED)


def test_a_section_that_nobody_opens_says_so_where_the_table_is_a_list() -> None:
    team = Team([holder("Ana", {Section.NEEDS: True}, leads=True)], [])
    closed = {str(section): is_closed for section, _cells, is_closed in table(team, [])["rows"]}
    assert (closed["Needs"], closed["Health"]) == (False, True)


def test_a_section_that_has_no_form_yet_stands_there_as_soon_as_somebody_holds_it() -> None:
    assert "Residence" in cells(Team([holder("Ana", {Section.RESIDENCE: False})], []), [])


def test_whose_access_is_over_is_no_column_but_stands_among_what_ended() -> None:
    team = Team([holder("Ana", {Section.NEEDS: True}, leads=True)], [holder("Dan", {}, over="given_up")])
    gone = other(Section.NEEDS, over=NOW)
    assert len(table(team, [gone])["heads"]) == 1
    assert [(line["who"], str(line["why"])) for line in ended(team, [gone])] == [
        ("Dan", "gave it up"), ("Maison Lierre", "Sent"),
    ]  # fmt: skip


@pytest.mark.parametrize("holders, is_wide", [(MOST_COLUMNS, False), (MOST_COLUMNS + 1, True)])
def test_many_holders_do_not_stand_side_by_side(holders: int, is_wide: bool) -> None:
    team = Team([holder(f"M{n}", {Section.NEEDS: False}) for n in range(holders)], [])
    assert table(team, [])["is_wide"] is is_wide
