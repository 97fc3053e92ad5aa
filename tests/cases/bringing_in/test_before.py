"""What is seen of an import before a case opens: who may be here already, and every right row in words."""

from datetime import datetime
from uuid import UUID

import pytest

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.cases.bringing_in import actions, before, pages, queries, store, work
from safeconduct.vocabulary.identifiers import MemberId
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv, many
from tests.cases.bringing_in.steps import ANA, DAN, LIST, acts, brought_in, cases_of, looked_at, numbers
from tests.conftest import ConnectAs
from tests.referrals.papers.desk import answered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


# --- Who is here already ------------------------------------------------------------------------------------


def hints(bringing: UUID) -> list[tuple[int, str, int, bool]]:
    def asked(*, by: Member, at: datetime) -> list[tuple[int, str, int, bool]]:
        row, key = queries.bringing(bringing), store.key_of(bringing)
        found = queries.doubts(row, key, store.meta_of(row, key), by=by, at=at)
        return [(one.row, one.why, one.like, bool(one.case)) for one in found]

    return acts(asked)


def test_the_same_list_again_is_all_hints_and_nobody_comes_in_by_itself() -> None:
    brought_in(LIST)
    again = looked_at(LIST)
    assert hints(again) == [(2, "number", 0, True), (3, "number", 0, True), (4, "number", 0, True)]
    acts(actions.take_in, again)
    work.run(again, ANA)
    assert numbers(again) == ("done", 3, 0, 0)


def test_a_hint_is_answered_row_by_row() -> None:
    brought_in(LIST)
    again = looked_at(LIST)
    acts(actions.answer_twins, again, {2: True, 3: False}, rest="out")
    acts(actions.take_in, again)
    work.run(again, ANA)
    assert [one.row for one in cases_of(again)] == [2]


def left_out(bringing: UUID) -> dict[int, list[str]]:
    with acting(MemberId(ANA)):
        row, key = queries.bringing(bringing), store.key_of(bringing)
        found = queries.left_out(bringing, key, store.meta_of(row, key))
        return {one.number: [wrong.sentence for wrong in why] for one, why in found}


def test_a_double_that_is_left_out_says_whose_and_why_before_and_after() -> None:
    twice = looked_at(as_csv([HEADER, *PEOPLE, PEOPLE[0]]))
    wanted = {5: ["Left out: it may be the person of row 2. The number of the case is the same."]}
    assert left_out(twice) == wanted
    acts(actions.answer_twins, twice, {5: True}, rest="")
    assert left_out(twice) == {}
    acts(actions.answer_twins, twice, {5: False}, rest="")
    acts(actions.take_in, twice)
    work.run(twice, ANA)
    assert left_out(twice) == wanted
    again = looked_at(LIST)
    case = "Left out: it may be a person who is here already. The number of the case is the same."
    assert left_out(again) == {2: [case], 3: [case], 4: [case]}


# --- What is seen before ------------------------------------------------------------------------------------


def seen_before(bringing: UUID, skip: int = 0) -> list[before.Shown]:
    def asked(*, by: Member, at: datetime) -> list[before.Shown]:
        row, key = queries.bringing(bringing), store.key_of(bringing)
        return before.taken(row, key, store.meta_of(row, key), skip=skip, by=by)

    return acts(asked)


def meant(bringing: UUID) -> set[tuple[str, str]]:
    with acting(MemberId(ANA)):
        return {
            (one.word, one.answer) for one in before.meant(queries.bringing(bringing), store.key_of(bringing))
        }


def test_every_right_row_is_shown_in_words_twenty_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PART", 15)
    bringing = looked_at(as_csv(many(50, wrong_every=10)))
    pages = [[one.row for one in seen_before(bringing, skip)] for skip in (0, 20, 40, 60)]
    assert [len(page) for page in pages] == [20, 20, 5, 0]
    right = [row for row in range(2, 52) if (row - 1) % 10]
    assert [row for page in pages for row in page] == right
    facts = {str(name): value for name, value in seen_before(bringing)[0].facts}
    assert facts["Number of the case in your own system"] == "N-0"
    assert (facts["Sex"], facts["Needs"]) == ("Male", "Housing")


def test_a_row_that_may_be_here_already_is_marked_among_them() -> None:
    bringing = looked_at(as_csv([HEADER, *PEOPLE, PEOPLE[0]]))
    assert [(one.row, one.is_doubtful) for one in seen_before(bringing)] == [
        (2, False), (3, False), (4, False), (5, True),
    ]  # fmt: skip


def test_what_the_words_of_the_file_became_is_said_until_the_rows_are_taken_in() -> None:
    bringing = looked_at(as_csv([HEADER, *PEOPLE]))
    assert {("cazare", "Housing"), ("avocat", "Legal aid"), ("f", "Female")} <= meant(bringing)
    wrong = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]
    taken = brought_in(as_csv([HEADER, *PEOPLE, wrong]))
    assert meant(taken) == set()


def test_a_colleagues_cases_are_not_compared() -> None:
    brought_in(LIST, DAN)
    assert hints(looked_at(LIST)) == []


def test_what_was_compared_is_recorded(connect_as: ConnectAs) -> None:
    known = cases_of(brought_in(LIST))
    looked_at(LIST)
    rows = (
        connect_as("owner")
        .execute("SELECT detail FROM audit.record WHERE action = 'list:compared'")
        .fetchall()
    )
    assert {case for (detail,) in rows for case in detail["cases"]} == {str(one.case_id) for one in known}


def test_a_mapping_under_a_name_that_cannot_be_kept_is_refused_and_stays_on_the_page() -> None:
    bringing = acts(actions.begin, LIST)
    page = answered(pages.columns, bringing, post={"keep": "a\0b", "column-1": "identity.names"})
    said = page.content.decode()
    assert page.status_code == 422
    assert "Remove the characters that cannot be shown." in said
    assert '<option value="identity.names" selected' in said
    assert numbers(bringing)[0] == "mapping"
