"""The scenarios as a table: their numbers and sentences, what each is walked by, and what came of it when.

A journey is a test of this folder whose name begins with the number: `test_p1_...`. What needs more than a journey is
tested elsewhere, by the tests named here; what the software cannot do yet is named with the reason.
"""

from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.places import REPOSITORY

PLACE = REPOSITORY / "docs" / "reference" / "scenarios.md"
HERE = Path(__file__).parent

SENTENCES = {
    "P1": "Who has the right sends a referral, and both sides see where it stands; who has not is refused by name",
    "P2": "Accepting keeps access open and says when; declining with a reason ends it",
    "P3": "A service that is done has its outcome on its line; access ends as agreed, and earlier dates stay",
    "P4": "The sender takes back, access ends and nothing counts as given, also while the receiver is suspended",
    "P5": "Two referrals of one person to one team: the end of one leaves the other whole",
    "P6": "Without a consent nothing is sent, and to nobody whom the directory does not have",
    "P7": "Somebody else's referral is neither found nor moved, under its own reference or a guessed one",
    "P8": "The receiver is given the sections of this referral, no file of them, and writes none of them",
    "P9": "The lead of a case goes over only when the other has accepted it",
    "P10": "Lists and searches show the own agency's, a coordinator what is silent, a stranger nothing",
    "A1": "The same key for another request is refused, and for the same one gives the same answer",
    "A2": "A member that no request knows is refused, and not stored",
    "S1": "The sender never answers for the receiver, and no administrator for either",
    "S2": "Sharing without consent is no matter of a program; on a page it needs a listed ground and a second person",
    "S3": "A wrong move says what is possible, changes nothing, and is on record",
    "S4": "What is closed stays closed; taking the consent back destroys the keys behind it",
    "S5": "After the consent was taken back nobody reads, and the end can still be confirmed",
    "S6": "Before acceptance nothing shows who it is: no page, no list, no program, no history, no export, no file",
    "S7": "Colleagues and supervisors of the receiver read no more than the receiver",
    "S8": "List, history, changes, export and print show nothing that the record does not show",
    "S9": "A refused access is on record at once; a list and an export name each person they have shown",
    "S10": "The sender hears of each answer, and a coordinator of silence",
    "S11": "What was received cannot be passed on",
    "S12": "Access ends on its day without anybody acting",
    "S13": "The same message twice has one effect, and one that comes too early none",
    "S14": "A node that is down for three days loses nothing, and a person is told",
    "S15": "What was erased cannot be read from yesterday's backup",
    "S16": "Two who edit one section are shown both versions",
    "S17": "An invented section, service, move or colleague is refused and never stored",
    "S18": "A list that is taken out is encrypted, capped, and gone after its term",
    "S19": "Nothing of a person in mails, addresses, titles, file names or logs",
    "S20": "After signing out nothing of a case is left in the browser",
}

ELSEWHERE: dict[str, tuple[str, ...]] = {
    "S2": (
        "tests/nodes/test_emergencies.py::test_a_colleague_reads_the_named_sections_and_nothing_else",
        "tests/nodes/test_emergencies.py::test_the_second_person_is_the_lead_or_a_supervisor_and_never_the_reader",
    ),
    "S15": ("tests/nodes/test_restoring.py::test_what_was_erased_after_the_data_were_taken_cannot_be_read",),
    "S18": (
        "tests/nodes/test_lists.py::test_a_list_is_taken_out_encrypted_seen_by_the_lead_and_gone_after_two_fetches",
        "tests/referrals/lists/test_rules.py::test_a_list_is_taken_out_with_a_reason_not_too_long_and_not_too_often",
        "tests/referrals/lists/test_actions.py::test_what_came_back_and_what_is_over_is_forgotten_and_the_record_of_it_stays",
    ),
    "S19": ("tests/nodes/test_traces.py",),
    "S20": (
        "tests/browser/test_left_behind.py",
        "tests/site/accounts/test_sign_ins.py::test_signing_out_clears_the_browser_and_is_recorded",
    ),
}
"""Walked on the pair by tests that need a node of their own, a browser, or all that others have left behind."""

LATER = {
    "S8": "A page is printed as it stands, so what it does not show is on no print; mails are looked through under S19",
    "S12": "The day is set on the grant itself, while both workers stand still",
    "S16": "Both who edit are of the agency that keeps the file: who has received a section never writes it",
}
"""What of a scenario cannot hold yet, or is not walked here, and why."""


@dataclass(frozen=True)
class Line:
    """One scenario: what came of it on one node and across two."""

    number: str
    one: str
    two: str


def journeys() -> set[str]:
    """The numbers that have a test in this folder."""
    text = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    return {number for number in SENTENCES if f"\ndef test_{number.lower()}_" in text}


def page(lines: list[Line], day: str) -> str:
    """The page of the handbook."""
    rows = [_row(line) for line in lines]
    later = [f"- **{number}**: {why}." for number, why in LATER.items()]
    elsewhere = [f"- **{number}**: {_named(tests)}" for number, tests in ELSEWHERE.items()]
    return "\n".join(
        [
            "# Scenarios",
            "",
            "What a good system of this kind must do (P), what is asked of it besides (A), and what is stricter",
            "here (S). Each is walked through the pages and the API by two agencies of one node, and by two",
            "nodes. Written by `.venv/bin/python -m tests.scenarios`; do not edit it. The tests are in",
            "`tests/scenarios`.",
            "",
            f"Last outcome: {day}.",
            "",
            "| number | scenario | one node | two nodes |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "## What of them cannot hold yet, or is walked in part",
            "",
            *later,
            "",
            "## Tested elsewhere",
            "",
            "These were run with the others on that day. S2 is walked here, and its emergency reading there.",
            "",
            *elsewhere,
            "",
        ]
    )


def _named(tests: tuple[str, ...]) -> str:
    return ", ".join(f"`{test}`" for test in tests)


def _row(line: Line) -> str:
    one, two = (_marked(line.number, said) for said in (line.one, line.two))
    return f"| {line.number} | {SENTENCES[line.number]} | {one} | {two} |"


def _marked(number: str, said: str) -> str:
    return f"{said} (in part)" if number in LATER and said == "passed" else said
