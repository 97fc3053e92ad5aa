"""The documents keep to the code: their links lead somewhere, and what they name is there."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import safeconduct.public.settings  # noqa: F401 - the public site declares settings of its own
from safeconduct.commands.doors import DOORS
from safeconduct.site import settings
from safeconduct.vocabulary.declared import DECLARED

TOP = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [
        *TOP.glob("*.md"),
        *(TOP / "docs").rglob("*.md"),
        *(TOP / "safeconduct").glob("*/README.md"),
    ]
)
DECISIONS = sorted((TOP / "docs" / "adr").glob("[0-9]*.md"))
HOW_TO = TOP / "docs" / "how-to"

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
TEST = re.compile(r"`tests/([\w/]+\.py)::(\w+)`")
PLACE = re.compile(r"`([a-z_]+(?:/[\w.]+)+\.(?:py|toml|sql|csv))(?:: ([\w, ]+))?`")
FUNCTION = re.compile(r"`access\.(\w+)\(\)`")


def named(page: Path) -> str:
    """How a page is called in a test's name."""
    return str(page.relative_to(TOP))


@cache
def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The names that a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The page's links within the repository: the file and the anchor in it."""
    for plain, picture in LINK.findall(re.sub(r"`[^`]*`", "", prose(page))):
        target, _, anchor = (plain or picture).partition("#")
        if not re.match(r"[a-z]+:", target):
            yield (page.parent / target).resolve() if target else page, anchor


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_every_link_within_leads_somewhere(document: Path) -> None:
    for target, anchor in links(document):
        assert target.is_relative_to(TOP), f"{target} lies outside"
        assert target.exists(), f"{target.relative_to(TOP)} is not there"
        if anchor:
            assert anchor in anchors(target), f"{target.relative_to(TOP)} has no heading {anchor}"


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_each_row_of_a_table_has_the_cells_of_its_head(document: Path) -> None:
    """What stands in one more is dropped where the page is shown: nobody would miss it."""
    cells, before = 0, ""
    for line in prose(document).splitlines():
        if line.startswith("|"):
            number = line.replace(r"\|", "").strip().count("|")
            cells = number if not before.startswith("|") else cells
            assert number == cells, line[:80]
        before = line


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_the_tests_that_a_page_names_are_there(document: Path) -> None:
    for file, test in TEST.findall(prose(document)):
        assert f"def {test}(" in (TOP / "tests" / file).read_text(encoding="utf-8"), f"{file}::{test}"


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_the_files_and_functions_that_a_page_names_are_there(document: Path) -> None:
    for place, names in PLACE.findall(prose(document)):
        file = next((top / place for top in (TOP / "safeconduct", TOP) if (top / place).exists()), None)
        assert file is not None, f"{place} is not there"
        for name in filter(None, re.split(r",\s*", names)):
            assert re.search(rf"\b{name}\b", file.read_text(encoding="utf-8")), f"{place} has no {name}"


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_the_database_functions_that_a_page_names_are_there(document: Path) -> None:
    sources = (TOP / "safeconduct" / "access" / "migrations" / "sql").glob("*.sql")
    made = set(re.findall(r"CREATE FUNCTION access\.(\w+)", "".join(path.read_text() for path in sources)))
    assert set(FUNCTION.findall(prose(document))) <= made


def test_every_page_of_the_handbook_can_be_reached_from_its_first() -> None:
    reached, to_visit = set(), [TOP / "README.md"]
    while to_visit:
        page = to_visit.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            to_visit += [target for target, _ in links(page)]
    lost = {page for page in PAGES if page.is_relative_to(TOP / "docs")} - reached
    assert {named(page) for page in lost} == set()


def test_each_setting_is_documented() -> None:
    assert settings.PROCESS == "web"
    handbook = (TOP / "docs" / "reference" / "settings.md").read_text()
    for setting in DECLARED.values():
        assert f"| `{setting.name}` | {setting.kind} | {setting.default} | {setting.why} |" in handbook


def test_no_setting_is_documented_that_does_not_exist() -> None:
    written = {name for page in PAGES for name in re.findall(r"\bSAFECONDUCT_[A-Z_]+\b", page.read_text())}
    assert written - set(DECLARED) == set()


def test_each_command_is_documented() -> None:
    readme = (TOP / "README.md").read_text()
    for name, door in DOORS.items():
        if door.listed:
            assert f"| `./run {name}` |" in readme, f"./run {name} is missing in the README's table"


def test_no_command_is_documented_that_does_not_exist() -> None:
    for page in PAGES:
        assert set(re.findall(r"\./run ([a-z]+)", page.read_text())) <= set(DOORS), named(page)


def test_decisions_have_numbers_of_their_own_and_one_form() -> None:
    numbers = [page.name[:4] for page in DECISIONS]
    assert numbers == sorted(set(numbers))
    for page in DECISIONS:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} "), named(page)
        headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
        assert headings == ["Status", "Context", "Decision", "Consequences"], named(page)


@pytest.mark.parametrize("folder", [DECISIONS[0].parent, HOW_TO], ids=["decisions", "how-to"])
def test_an_index_lists_its_folder(folder: Path) -> None:
    listed = {target for target, _ in links(folder / "README.md")}
    assert {named(page) for page in folder.glob("*.md")} - {named(page) for page in listed} == {
        named(folder / "README.md")
    }


def test_the_licence_is_whole() -> None:
    text = (TOP / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    articles = [int(number) for number in re.findall(r"^(\d+)\.\s?[A-Z]", text, flags=re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert "Appendix" in text


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_the_voice_is_calm(document: Path) -> None:
    assert re.findall(r"\w![\s\"')]|\w!$", prose(document), flags=re.MULTILINE) == []
