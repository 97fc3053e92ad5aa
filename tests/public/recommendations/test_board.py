"""The board and its recommendations, and agreements by version, as readers see them."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.public.recommendations.rules import Stage, standing_of
from tests.public.reader import Browser, page_form, rows
from tests.public.working import work

type SignIn = Callable[[str], Browser]
LATE = "a-lawyer-before-the-first-statement"
OF = (
    "UPDATE recommendations_recommendationpage SET {} "
    "WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE slug = %s)"
)


@pytest.fixture
def changed(site: Node) -> Iterator[Callable[[str, object], None]]:
    """Put something into the late recommendation; afterwards it is as it was."""
    before = rows(
        site,
        "SELECT stage, due_on, indicator FROM recommendations_recommendationpage r "
        "JOIN wagtailcore_page p ON p.id = r.page_ptr_id WHERE slug = %s",
        LATE,
    )[0]

    def put(field: str, value: object) -> None:
        rows(site, OF.format(f"{field} = %s"), value, LATE)

    yield put
    rows(site, OF.format("stage = %s, due_on = %s, indicator = %s"), *before, LATE)


def _table(reader: Browser) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(reader.get("/en/recommendations.csv").text)))


def test_the_board_says_what_is_late_first(reader: Browser) -> None:
    page = reader.get("/en/recommendations/").text
    listed = re.findall(r'<li><a href="/en/recommendations/([^"/]+)/"', page)
    assert listed[0] == LATE
    assert listed[-1] == "interpreters-who-know-what-they-may-not-say"


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_board_counts_as_the_rule_does(
    reader: Browser, changed: Callable[[str, object], None], stage: Stage, days: int
) -> None:
    today = datetime.now(UTC).date()  # the site's own day
    changed("stage", stage.value)
    changed("due_on", today + timedelta(days=days))
    words = {
        "late": "promised, and late",
        "promised": "promised",
        "proposed": "proposed, promised by nobody yet",
        "done": "done",
        "refused": "refused or given up",
    }[standing_of(stage, today + timedelta(days=days), today=today).value]
    said = {row["Address"].rstrip("/").rpartition("/")[2]: row["State"] for row in _table(reader)}
    assert said[LATE] == words
    page = reader.get("/en/recommendations/").text
    counted = int(re.search(rf'<th scope="row">{words}</th><td>(\d+)', page)[1])  # type: ignore[index]
    assert counted == list(said.values()).count(words)


def test_no_cell_of_the_table_is_a_formula(reader: Browser, changed: Callable[[str, object], None]) -> None:
    changed("indicator", "=HYPERLINK(A1)")
    assert "'=HYPERLINK(A1)" in {row["How one will know"] for row in _table(reader)}


def test_a_recommendation_says_to_whom_by_when_and_how_one_will_know(reader: Browser) -> None:
    page = reader.get("/en/recommendations/every-referral-gets-an-answer-within-five-days/").text
    for words in (
        "All services that are listed",
        "Due on",
        "41",
        "78",
        "95",
        "69 % of the way",
        "Maison du Tilleul",
    ):
        assert words in page
    assert "owner_mail" not in page


def test_a_version_in_force_says_who_signed_which_times(reader: Browser) -> None:
    page = reader.get("/en/agreements/how-we-answer-each-other/how-we-answer-each-other-version-2/").text
    assert "Version 2: in force" in page
    assert "120" in page
    assert "Maison du Tilleul" in page
    versions = reader.get("/en/agreements/how-we-answer-each-other/").text
    assert versions.index("version-3") < versions.index("version-2") < versions.index("version-1")


def test_what_is_due_is_a_list_of_the_editors(sign_in: SignIn, reader: Browser) -> None:
    assert "A lawyer before the first statement" in sign_in("editor").get("/edit/promises/").text
    assert "/edit/login/" in reader.get("/edit/promises/").address


def _blocks(prefix: str) -> dict[str, str]:
    return {f"{prefix}-count": "0"}


def test_done_without_evidence_is_refused_in_the_editor(site: Node, sign_in: SignIn) -> None:
    board = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'recommendations'")[0]
    form = page_form(
        title="Done by saying so",
        slug="done-by-saying-so",
        drawn_from="cases",
        drawn_from_words="x",
        addressee="x",
        owner_name="x",
        due_on="2026-11-30",
        stage="done",
        indicator="x",
        baseline="0",
        target="1",
        **{"action-submit": "1"},
        **_blocks("steps"),
        **_blocks("adopted_by"),
    )
    answer = sign_in("editor").post(f"/edit/pages/add/recommendations/recommendationpage/{board}/", form)
    assert "Nothing on this page shows that it is done." in answer.text
    assert not rows(site, "SELECT 1 FROM wagtailcore_page WHERE slug = 'done-by-saying-so'")


def _versions(site: Node) -> list[tuple[int, str, int]]:
    found = (
        "SELECT v.number, v.stage, jsonb_array_length(v.signatures) FROM recommendations_agreementversionpage v "
        "ORDER BY v.page_ptr_id"
    )
    return [tuple(row) for row in rows(site, found)]


def test_a_copy_of_a_signed_version_is_signed_by_nobody(site: Node, sign_in: SignIn) -> None:
    slug = "how-we-answer-each-other-version-2"
    number = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = %s", slug)[0]
    editor = sign_in("editor")
    editor.get(f"/edit/pages/{number}/copy/")
    parent = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'how-we-answer-each-other'")[0]
    asked = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": str(parent), "alias": ""}
    editor.post(f"/edit/pages/{number}/copy/", asked)
    assert rows(site, "SELECT 1 FROM wagtailcore_page WHERE slug = 'a-copy'")
    assert _versions(site)[-1] == (2, "drafted", 0)
    found = "SELECT reviewed_on FROM recommendations_agreementversionpage ORDER BY page_ptr_id"
    assert rows(site, found)[-1] is None


def test_a_new_version_gets_the_next_number_and_none_is_given_twice(site: Node, sign_in: SignIn) -> None:
    parent = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'how-we-answer-each-other'")[0]
    editor, add = sign_in("editor"), "/edit/pages/add/recommendations/agreementversionpage/"
    empty = _blocks("levels") | _blocks("signatures") | {"stage": "drafted"}
    form = page_form(title="Numbered", slug="numbered", number="2", **{"action-submit": "1"}, **empty)
    assert "Another version of this agreement has this number." in editor.post(f"{add}{parent}/", form).text
    highest = max(number for number, _stage, _signed in _versions(site))
    editor.post(f"{add}{parent}/", form | {"number": ""})
    assert _versions(site)[-1][0] == highest + 1


def test_a_title_that_names_another_version_than_the_number_is_refused(site: Node, sign_in: SignIn) -> None:
    parent = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'how-we-answer-each-other'")[0]
    editor, add = sign_in("editor"), "/edit/pages/add/recommendations/agreementversionpage/"
    empty = _blocks("levels") | _blocks("signatures") | {"stage": "drafted"}
    form = page_form(title="Answers, version 2", slug="misnamed", number="12", **empty)
    refused = editor.post(f"{add}{parent}/", form).text
    assert "The title names another version than the number of this one." in refused
    assert not rows(site, "SELECT 1 FROM wagtailcore_page WHERE slug = 'misnamed'")
    editor.post(f"{add}{parent}/", form | {"title": "Answers, version 12"})
    assert _versions(site)[-1][0] == 12


def test_a_signed_version_stays_as_it_was_signed(site: Node, sign_in: SignIn) -> None:
    slug = "how-we-answer-each-other-version-2"
    number, title = rows(site, "SELECT id, title FROM wagtailcore_page WHERE slug = %s", slug)[0]
    form = page_form(
        title=title,
        slug=slug,
        number="2",
        stage="in-force",
        in_force_from="2026-02-03",
        introduction="Nobody signed this.",
        **{"action-submit": "1"},
        **_blocks("levels"),
        **_blocks("signatures"),
    )
    answer = sign_in("editor").post(f"/edit/pages/{number}/edit/", form)
    assert "This version is signed" in answer.text


def test_whoever_follows_it_up_is_reminded_once_of_each_occasion(site: Node) -> None:
    rows(site, OF.format("owner_mail = %s"), "owner@house.example", LATE)
    found = "SELECT count(*) FROM post_mail WHERE once LIKE 'recommendation %%'"
    before = rows(site, found)[0]
    work(site)
    work(site)
    try:
        assert rows(site, found)[0] == before + 1
        rows(
            site,
            "UPDATE post_mail SET made_at = made_at - interval '8 days' WHERE once LIKE 'recommendation %%'",
        )
        work(site)
        work(site)
        assert rows(site, found)[0] == 0, (
            "that it was sent is forgotten after a week, and it is not sent again"
        )
    finally:
        rows(site, OF.format("owner_mail = %s"), "", LATE)
        rows(site, "DELETE FROM recommendations_reminded")


@pytest.mark.parametrize(
    "days, stage, reminded",
    [(31, "begun", 0), (30, "begun", 1), (-400, "proposed", 1), (-1, "done", 0), (-1, "given_up", 0)],
)
def test_an_owner_is_reminded_when_the_day_is_near_or_over_and_of_nothing_that_has_ended(
    site: Node, changed: Callable[[str, object], None], days: int, stage: str, reminded: int
) -> None:
    changed("due_on", datetime.now(UTC).date() + timedelta(days=days))
    changed("stage", stage)
    changed("owner_mail", "owner@house.example")
    try:
        work(site)
        assert rows(site, "SELECT count(*) FROM recommendations_reminded") == [reminded]
    finally:
        changed("owner_mail", "")
        rows(site, "DELETE FROM recommendations_reminded")
        rows(site, "DELETE FROM post_mail WHERE once LIKE 'recommendation %%'")


def test_a_step_of_a_day_to_come_is_refused_in_the_editor(site: Node, sign_in: SignIn) -> None:
    board = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'recommendations'")[0]
    form = page_form(
        title="Measured tomorrow", slug="measured-tomorrow", drawn_from="cases", drawn_from_words="x", addressee="x",
        owner_name="x", due_on="2026-11-30", stage="begun", indicator="x", baseline="0", target="1", measured="1",
        measured_on="2999-01-01", **{"action-submit": "1"}, **_blocks("steps"), **_blocks("adopted_by"),
    )  # fmt: skip
    answer = sign_in("editor").post(f"/edit/pages/add/recommendations/recommendationpage/{board}/", form)
    assert "This day has not come yet" in answer.text
