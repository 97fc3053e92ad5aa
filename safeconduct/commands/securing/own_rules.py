"""semgrep with the rules of this house, over the source and over one bad example of each rule in the same run.

So a rule that has stopped catching anything is itself a finding.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing.outcomes import Outcome, answer

RULES = Path("safeconduct/commands/securing/rules.yml")
EXAMPLES = Path("tests/commands/securing/examples")
CAUGHT = re.compile(r"(?:#|<!--)\s*caught: ([\w-]+)")

type Line = tuple[str, int, str]
"""A file, a line in it and the rule that is broken there."""


def look() -> Outcome:
    """What breaks a rule in `safeconduct`, and every example that is not caught as its line says."""
    said = answer(
        "semgrep", "scan", "--metrics", "off", "--disable-version-check", "--quiet", "--json",
        "--config", str(RULES), "safeconduct", str(EXAMPLES),
    )  # fmt: skip
    return judged(said, names=rule_names(), marked=set(marked(REPOSITORY / EXAMPLES)))


def rule_names() -> list[str]:
    """The rules that there are, read without a YAML library: each begins with its own line."""
    return re.findall(r"^  - id: ([\w-]+)$", (REPOSITORY / RULES).read_text(), flags=re.MULTILINE)


def marked(folder: Path) -> Iterable[Line]:
    """The lines of the examples that must be caught: each says so at its end."""
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in (".py", ".html"):
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                for rule in CAUGHT.findall(line):
                    yield str(path.relative_to(REPOSITORY)), number, rule


def judged(said: Any, *, names: list[str], marked: set[Line]) -> Outcome:
    """What semgrep's report means: findings in the source, and examples that were judged otherwise than marked."""
    lines = {
        (one["path"], one["start"]["line"], one["check_id"].rpartition(".")[2]) for one in said["results"]
    }
    at_examples = {line for line in lines if line[0].startswith(str(EXAMPLES))}
    sentences = {one["check_id"].rpartition(".")[2]: one["extra"]["message"] for one in said["results"]}
    found = [f"{path}:{line} {rule}: {sentences[rule]}" for path, line, rule in sorted(lines - at_examples)]
    found += [
        f"{path}:{line} is an example that {rule} does not catch"
        for path, line, rule in sorted(marked - lines)
    ]
    found += [
        f"{path}:{line} is no bad example, and {rule} catches it"
        for path, line, rule in sorted(at_examples - marked)
    ]
    found += [f"{rule} has no example" for rule in names if rule not in {line[2] for line in marked}]
    found += [" ".join(one["message"].split()) for one in said["errors"]]
    count = len([path for path in said["paths"]["scanned"] if not path.startswith(str(EXAMPLES))])
    return Outcome(found, f"{len(names)} rules over {count} files, {len(marked)} bad lines caught")
