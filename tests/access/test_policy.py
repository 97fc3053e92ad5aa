"""The policy table: what the file allows by set arithmetic alone is what the house has compiled and the database holds.

Cell by cell it is asked by the matrix (test_matrix_rule.py).
"""

import hashlib
import itertools
import tomllib
from dataclasses import astuple, replace
from typing import Any

import pytest

from safeconduct.access.policy import FILE, PolicyError, allowed, compiled, policy
from safeconduct.access.rules import FORBIDDEN, NOT_IN_THE_POLICY, Action, Basis, Cell, Row, may
from safeconduct.access.table import Table
from safeconduct.vocabulary.codes import (
    FIREWALLED,
    WITHOUT_CASES,
    NoConsentGround,
    Profession,
    Purpose,
    Sector,
)
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.sections import NEVER_SENT, OFFERED, USED, Section
from tests.access.world import World

AXES: dict[str, list[Any]] = {
    "sectors": list(Sector),
    "professions": list(Profession),
    "purposes": list(Purpose),
    "sections": list(Section),
    "actions": list(Action),
    "basis": list(Basis),
}
ROWS: list[dict[str, Any]] = tomllib.loads(FILE.read_text())["row"]


def naive(values: tuple[str, ...]) -> str:
    """Walk the file: a forbidding row that names the cell wins, then an allowing one, then silence."""
    effects = {
        row["effect"]
        for row in ROWS
        if all(
            row[axis] == ["*"] or value in row[axis] for axis, value in zip(AXES, values, strict=True)
        )
    }  # fmt: skip
    return "forbid" if "forbid" in effects else "allow" if "allow" in effects else "silence"


def is_forbidden(lists: list[list[str]]) -> bool:
    """Whether the file forbids every cell of these lists: one row that names them all says it, or each is asked."""
    named = [[str(value) for value in values] for values in lists]
    return any(
        row["effect"] == "forbid"
        and all(
            row[axis] == ["*"] or set(values) <= set(row[axis])
            for axis, values in zip(AXES, named, strict=True)
        )
        for row in ROWS
    ) or all(naive(cell) == "forbid" for cell in itertools.product(*named))


def answer(cell: Cell) -> str:
    """The compiled table's answer in the same words."""
    decision = may(policy(), cell)
    if isinstance(decision, Allowed):
        return "allow"
    assert isinstance(decision, Refused)
    return {FORBIDDEN: "forbid", NOT_IN_THE_POLICY: "silence"}[decision.reason]


def expanded(row: dict[str, Any]) -> set[tuple[str, ...]]:
    """All cells that a row names, as plain texts."""
    lists = [[str(v) for v in kind] if row[axis] == ["*"] else row[axis] for axis, kind in AXES.items()]
    return set(itertools.product(*lists))


def allowing() -> set[tuple[str, ...]]:
    """The allowing cells by set arithmetic alone."""
    allowed = set().union(*(expanded(row) for row in ROWS if row["effect"] == "allow"))
    return {cell for cell in allowed if naive(cell) == "allow"}


def test_the_allowing_cells_of_the_full_product_are_the_same_set() -> None:
    """Of all the 1 572 480 cells: what is in neither set is refused by both readings."""
    found = {tuple(map(str, astuple(cell))) for cell, _row in allowed()}
    assert found == allowing()
    assert 24 * 20 * 13 * 14 * 3 * 6 == 1_572_480
    assert [len(kind) for kind in AXES.values()] == [20, 24, 13, 14, 3, 6]


def test_the_databases_copy_is_the_allowing_cells(world: World) -> None:
    rows = world.owner.execute(
        "SELECT sector, profession, purpose, section, action, basis, number FROM access.policy"
    ).fetchall()
    assert {row[:6] for row in rows} == allowing()
    numbers = {tuple(map(str, astuple(cell))): row.number for cell, row in allowed()}
    assert {row[:6]: row[6] for row in rows} == numbers
    assert world.owner.execute("SELECT access.policy_hash()").fetchone() == (policy().hash,)


def test_the_database_asks_its_copy_and_nothing_else(world: World) -> None:
    """A sample of every row: its allowing cells are allowed, with one value exchanged they are as the file says."""
    cells = sorted(allowing())[::7]
    asked = [
        *cells,
        *(("police", *cell[1:]) for cell in cells),
        *((*cell[:5], "break_glass") for cell in cells),
    ]
    for cell in asked:
        said = world.owner.execute("SELECT access.allows(%s, %s, %s, %s, %s, %s)", list(cell)).fetchone()
        assert said == (naive(cell) == "allow",), cell
    assert world.owner.execute(
        "SELECT access.allows(NULL, 'social_worker', 'assessment', 'profile', 'open', 'lead')"
    ).fetchone() == (False,)


# --- what must never be, whatever a later row says ---


def allowed_cells() -> list[Cell]:
    return [cell for cell, _row in allowed()]


def test_firewalled_sectors_open_nothing_but_what_they_asked_for() -> None:
    """That is no grant: a consent that names them is held against each reading (tests/referrals/authorities)."""
    opened = [cell for cell in allowed_cells() if cell.sector in FIREWALLED]
    assert {cell.basis for cell in opened} == {Basis.ASKED}
    assert {cell.action for cell in opened} == {Action.OPEN}
    assert {cell.sector for cell in opened} == {Sector.POLICE, Sector.PROSECUTION}
    assert {cell.profession for cell in opened} == {Profession.POLICE_OFFICER, Profession.PROSECUTOR}
    assert {cell.section for cell in opened} == {
        Section.IDENTITY, Section.SAFE_CONTACT, Section.SAFETY, Section.EXPLOITATION
    }  # fmt: skip


def test_nobody_else_reads_by_asking() -> None:
    assert {cell.sector for cell in allowed_cells() if cell.basis is Basis.ASKED} <= FIREWALLED


def test_who_has_no_case_right_opens_nothing() -> None:
    assert Profession.JUDGE in WITHOUT_CASES
    assert [cell for cell in allowed_cells() if cell.profession in WITHOUT_CASES] == []


@pytest.mark.parametrize("profession", sorted(WITHOUT_CASES))
def test_they_are_forbidden_everywhere_so_that_no_later_row_can_allow_them(profession: Profession) -> None:
    assert is_forbidden([[profession] if axis == "professions" else kind for axis, kind in AXES.items()])


def test_case_notes_and_what_is_privileged_never_leave() -> None:
    for sector, profession, purpose, basis in itertools.product(
        Sector, Profession, Purpose, (Basis.CONSENT, Basis.GROUND, Basis.ASKED)
    ):
        for section in NEVER_SENT:
            assert answer(Cell(sector, profession, purpose, section, Action.OPEN, basis)) == "forbid"


def test_nothing_received_is_edited_or_sent_on() -> None:
    received = {Basis.CONSENT, Basis.GROUND, Basis.BREAK_GLASS, Basis.ASKED}
    assert {cell.action for cell in allowed_cells() if cell.basis in received} == {Action.OPEN}


def test_who_edits_or_refers_may_also_open() -> None:
    cells = set(allowed_cells())
    for cell in cells:
        assert (
            Cell(cell.sector, cell.profession, cell.purpose, cell.section, Action.OPEN, cell.basis) in cells
        )


def test_breaking_the_glass_opens_what_saves_the_person_and_no_name() -> None:
    opened = {cell.section for cell in allowed_cells() if cell.basis is Basis.BREAK_GLASS}
    assert opened == {Section.PROFILE, Section.SAFE_CONTACT, Section.SAFETY}


CLINICIANS = {Profession.PSYCHOLOGIST, Profession.DOCTOR, Profession.NURSE}


def rooms(section: Section) -> set[tuple[Profession, Basis, Action]]:
    """Who does what with this section, on which basis, wherever."""
    return {(cell.profession, cell.basis, cell.action) for cell in allowed_cells() if cell.section is section}


def test_health_is_kept_by_who_treats_and_legal_matters_by_lawyers() -> None:
    keeps, bases = (Action.OPEN, Action.EDIT), (Basis.LEAD, Basis.PLACE)
    assert rooms(Section.HEALTH) == set(itertools.product(CLINICIANS, bases, keeps))
    assert rooms(Section.LEGAL) == set(itertools.product([Profession.LAWYER], bases, keeps))


@pytest.mark.parametrize("section, sectors, leads", [
    (Section.HEALTH, {"ngo", "shelter", "social_services", "health", "child_protection"}, {"health"}),
    (Section.LEGAL, {"ngo", "legal"}, {"ngo", "legal"}),
])  # fmt: skip
def test_in_which_agencies_a_profession_has_a_room(
    section: Section, sectors: set[str], leads: set[str]
) -> None:
    cells = [cell for cell in allowed_cells() if cell.section is section]
    assert {cell.sector for cell in cells} == sectors
    assert {cell.sector for cell in cells if cell.basis is Basis.LEAD} == leads


def test_who_leads_by_the_policy_also_opens_the_profile() -> None:
    """The door that makes a lead asks whether there is any row: a row for one section alone would make such a lead."""
    leads = {
        (cell.sector, cell.profession): set[Section]() for cell in allowed_cells() if cell.basis is Basis.LEAD
    }
    for cell in allowed_cells():
        if cell.basis is Basis.LEAD and cell.action is Action.OPEN:
            leads[cell.sector, cell.profession].add(cell.section)
    assert [who for who, sections in leads.items() if Section.PROFILE not in sections] == []


@pytest.mark.parametrize("values", [
    ("*", "*", "*", "health", "open", "break_glass"),
    ("*", "*", "*", "legal", "open", "break_glass"),
    ("*", "*", "*", "legal", "refer", "*"),
    ("*", "interpreter", "*", "*", "*", "*"),
    *((sector, "*", "*", section, "*", basis)
      for sector in sorted(FIREWALLED) for section in ("health", "legal")
      for basis in ("lead", "place", "ground", "break_glass", "asked")),
    *((sector, "*", "*", "*", "*", "asked")
      for sector in ("border_guard", "labour_inspectorate", "asylum_migration", "consular")),
    *((sector, "*", "*", section, "*", "*") for sector in sorted(FIREWALLED) for section in ("family", "return")),
])  # fmt: skip
def test_it_is_forbidden_so_that_no_later_row_can_allow_it(values: tuple[str, ...]) -> None:
    lists = [
        list(kind) if value == "*" else [value] for value, kind in zip(values, AXES.values(), strict=True)
    ]
    assert is_forbidden(lists)


def test_a_consent_offers_what_somebody_may_refer_and_what_may_be_sent() -> None:
    referred = {cell.section for cell in allowed_cells() if cell.action is Action.REFER}
    assert (USED & referred) - NEVER_SENT == OFFERED


def test_the_database_lists_the_grounds_on_which_data_may_leave(world: World) -> None:
    row = world.owner.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ground_is_listed'"
    ).fetchone()
    assert row is not None
    listed = {ground for ground in NoConsentGround if f"'{ground}'" in row[0]}
    without_data = {NoConsentGround.ANONYMOUS_NOTIFICATION, NoConsentGround.CONSULTATION_WITHOUT_DATA}
    assert listed == set(NoConsentGround) - without_data


# --- the file is read strictly ---

GOOD = """
[[row]]
number = 1
effect = "allow"
why = "because"
sectors = ["ngo"]
professions = ["advocate"]
purposes = ["assessment"]
sections = ["profile"]
actions = ["open"]
basis = ["lead"]
"""


@pytest.mark.parametrize("source, says", [
    (GOOD + GOOD, "Two rows of the policy have one number"),
    (GOOD.replace('"allow"', '"alow"'), "Row 1: effect"),
    (GOOD.replace('effect = "allow"', ""), "Row 1: effect"),
    (GOOD.replace("because", " "), "Row 1: say why"),
    (GOOD.replace('sectors = ["ngo"]', ""), "Row 1: the list sectors is missing"),
    (GOOD.replace('["profile"]', "[]"), "Row 1: the list sections is missing"),
    (GOOD.replace('"ngo"', '"ngos"'), "Row 1, sectors: 'ngos'"),
    (GOOD.replace('["ngo"]', '["*", "ngo"]'), "Row 1, sectors: '\\*'"),
])  # fmt: skip
def test_a_slip_in_the_file_is_named(source: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        compiled(source.encode())


@pytest.mark.parametrize("source, sentence", [
    (GOOD + GOOD, "Two rows of the policy have one number; give each row its own."),
    (GOOD.replace('why = "because"', ""), "Row 1: say why in one sentence."),
])  # fmt: skip
def test_what_to_mend_is_said_in_one_sentence(source: str, sentence: str) -> None:
    with pytest.raises(PolicyError) as caught:
        compiled(source.encode())
    assert str(caught.value) == sentence


def test_each_cell_knows_its_row_and_the_table_the_hash_of_its_file() -> None:
    later = GOOD.replace("= 1", "= 9").replace("because", "later")
    table = compiled((later + GOOD).encode())
    assert table.hash == hashlib.sha256((later + GOOD).encode()).hexdigest()
    assert set(table.cells.values()) == {Row(number=1, allows=True, why="because")}, (
        "the lower number says why"
    )
    forbidden = compiled((GOOD + later.replace("allow", "forbid")).encode())
    assert set(forbidden.cells.values()) == {Row(number=9, allows=False, why="later")}


def test_a_cell_that_no_row_names_is_not_there_and_the_error_names_it() -> None:
    table = compiled(GOOD.encode()).cells
    other = replace(next(iter(table)), section=Section.NARRATIVE)
    assert other not in table
    with pytest.raises(KeyError) as caught:
        table[other]
    assert caught.value.args == (other,)


def test_forbid_wins_wherever_it_stands() -> None:
    forbid = GOOD.replace("allow", "forbid").replace('["ngo"]', '["*"]')
    before, after = forbid.replace("= 1", "= 0") + GOOD, GOOD + forbid.replace("= 1", "= 2")
    for source in (before, after):
        assert [row.allows for row in compiled(source.encode()).cells.values()] == [False] * 20


def test_what_is_allowed_is_what_each_cell_says_in_the_order_of_the_rows() -> None:
    wider = GOOD.replace('["profile"]', '["needs", "profile"]')
    other = wider.replace("= 1", "= 2").replace('["advocate"]', '["advocate", "social_worker"]')
    forbid = wider.replace("allow", "forbid").replace("= 1", "= 3").replace(', "profile"', "")
    table = compiled((other + forbid + GOOD).encode()).cells
    assert isinstance(table, Table)
    assert list(table.allowed()) == [(cell, row) for cell, row in table.items() if row.allows]
    assert {row.number for _cell, row in table.allowed()} == {1, 2}
    assert {cell.section for cell, _row in table.allowed() if cell.profession == "advocate"} == {"profile"}
    assert {row.number for row in table.values()} == {1, 2, 3}
    assert len(table) == len(list(table)) == len(set(table))
