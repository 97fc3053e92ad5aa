"""The looks of `./run secure`: what a tool's report means. A tool that has stopped seeing is a finding too."""

from typing import Any

import pytest

from safeconduct.commands import secure
from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing import own_rules, packages, planted, weaknesses
from safeconduct.commands.securing.outcomes import Outcome

EXAMPLE = f"{own_rules.EXAMPLES}/sql.py"
RULE = "sql-built-from-text"


def found(path: str, line: int, rule: str = RULE) -> dict[str, Any]:
    return {
        "path": path,
        "start": {"line": line},
        "check_id": f"a.b.{rule}",
        "extra": {"message": "Not like this."},
    }


def report(*results: dict[str, Any], errors: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {
        "results": list(results),
        "errors": list(errors),
        "paths": {"scanned": ["safeconduct/a.py", EXAMPLE]},
    }


def of_rules(said: dict[str, Any]) -> list[str]:
    return own_rules.judged(said, names=[RULE], marked={(EXAMPLE, 5, RULE)}).found


# --- Rules of our own ---------------------------------------------------------------------------------------------


def test_every_rule_has_a_bad_example_and_every_mark_a_rule() -> None:
    marked = set(own_rules.marked(REPOSITORY / own_rules.EXAMPLES))
    assert {rule for _, _, rule in marked} == set(own_rules.rule_names())
    assert len(own_rules.rule_names()) >= 10


def test_an_example_that_is_caught_is_no_finding_and_a_line_of_the_source_is() -> None:
    assert of_rules(report(found(EXAMPLE, 5))) == []
    assert of_rules(report(found(EXAMPLE, 5), found("safeconduct/a.py", 9))) == [
        f"safeconduct/a.py:9 {RULE}: Not like this."
    ]


def test_a_rule_that_catches_nothing_or_too_much_is_a_finding() -> None:
    assert of_rules(report()) == [f"{EXAMPLE}:5 is an example that {RULE} does not catch"]
    assert of_rules(report(found(EXAMPLE, 5), found(EXAMPLE, 6))) == [
        f"{EXAMPLE}:6 is no bad example, and {RULE} catches it"
    ]


def test_a_file_that_was_read_in_part_is_a_finding() -> None:
    assert of_rules(report(found(EXAMPLE, 5), errors=({"message": "Syntax  error\nat 3"},))) == [
        "Syntax error at 3"
    ]


# --- Weaknesses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line, number, is_found",
    [
        ("run(x)", "B606", True),
        ("run(x)  # noqa: S606 - a fixed command line", "B606", False),
        ("run(x)  # noqa: S606", "B606", True),  # without a reason
        ("run(x)  # noqa: S605 - another matter", "B606", True),
    ],
)
def test_a_finding_is_meant_when_its_reason_stands_at_the_line(
    line: str, number: str, is_found: bool
) -> None:
    one = {
        "filename": "a.py", "line_number": 2, "line_range": [2], "test_id": number, "issue_text": "So.",
    }  # fmt: skip
    said = {"results": [one], "errors": [], "metrics": {"_totals": {"loc": 2}}}
    assert bool(weaknesses.judged(said, lambda _: ["", line]).found) is is_found


def test_a_file_that_bandit_cannot_read_is_a_finding() -> None:
    said = {
        "results": [], "errors": [{"filename": "a.py", "reason": "syntax"}], "metrics": {"_totals": {"loc": 0}},
    }  # fmt: skip
    assert weaknesses.judged(said, lambda _: []).found == ["a.py was not read: syntax"]


# --- Secrets ------------------------------------------------------------------------------------------------------


def listed(path: str, digest: str, line: int = 1) -> dict[str, Any]:
    return {"results": {path: [{"type": "Secret Keyword", "hashed_secret": digest, "line_number": line}]}}


def test_a_known_secret_may_move_and_a_new_one_is_found_without_being_printed() -> None:
    assert planted.judged(listed("a.py", "aa", 7), listed("a.py", "aa")).found == []
    assert planted.judged(listed("a.py", "bb", 7), listed("a.py", "aa")).found == [
        "a.py:7 looks like a secret (Secret Keyword)"
    ]
    assert planted.judged(listed("b.py", "aa"), listed("a.py", "aa")).found != []


# --- Packages -----------------------------------------------------------------------------------------------------


def asked(name: str, *faults: str, skipped: bool = False) -> dict[str, Any]:
    if skipped:
        return {"name": name, "skip_reason": "not found"}
    return {"name": name, "version": "1", "vulns": [{"id": one, "fix_versions": ["2"]} for one in faults]}


def test_a_package_with_a_known_fault_is_a_finding() -> None:
    outcome = packages.judged({"dependencies": [asked("a", "CVE-1"), asked("b")]})
    assert (outcome.found, outcome.open) == (["a 1: CVE-1, mended in 2"], "")


def test_a_feed_that_knows_none_of_them_was_not_reached_whatever_the_tool_says() -> None:
    outcome = packages.judged({"dependencies": [asked("a", skipped=True)]})
    assert (outcome.found, outcome.said, outcome.open) == ([], "", packages.NOT_REACHED)
    some = packages.judged({"dependencies": [asked("a"), asked("b", skipped=True)]})
    assert (some.said, some.open) == ("1 packages compared", "the feed knows nothing of b")


def test_what_was_not_looked_at_is_said_and_is_a_fault_when_it_must_be_reached(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = {"rules": Outcome(said="13 rules"), "packages": Outcome(open=packages.NOT_REACHED)}
    assert secure._closed(outcomes, must_reach=False) == 0
    assert f"Not looked at: packages: {packages.NOT_REACHED}." in capsys.readouterr().out
    assert secure._closed(outcomes, must_reach=True) == 1
    assert secure._closed({"rules": Outcome(["a"])}, must_reach=False) == 1


def test_pins_are_read_without_hashes_and_markers() -> None:
    text = "a-b==1.2 \\\n    --hash=sha256:00\n    # via c\ncffi==2.1.1 ; platform != 'x' \\\n    --hash=sha256:00\n"
    assert packages.pins_of(text) == ["a-b==1.2", "cffi==2.1.1"]


def test_the_packages_of_the_pages_are_in_the_list() -> None:
    locked = {
        "packages": {"": {"name": "ours"}, "node_modules/@x/font": {"version": "5.0", "license": "OFL-1.1"}}
    }
    (one,) = packages.of_the_pages(locked)
    assert (one["purl"], one["version"]) == ("pkg:npm/%40x/font@5.0", "5.0")
    assert one["licenses"] == [{"license": {"name": "OFL-1.1"}}]


def test_what_only_looks_at_the_pages_in_tests_is_not_in_it() -> None:
    locked = {"packages": {"node_modules/axe-core": {"version": "4.14.1", "dev": True}}}
    assert packages.of_the_pages(locked) == []
