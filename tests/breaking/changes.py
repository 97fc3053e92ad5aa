"""What each named mutant changes, as JSON by name; for the tree that this is started in."""

import json
import sys

from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant


def change(name: str) -> str:
    """The lines that go and come, on one line and without their indents."""
    lines = str(get_diff_for_mutant(name, path=find_mutant(name).path)).splitlines()
    changed = [line for line in lines if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
    return " ".join(f"{line[0]}{line[1:].strip()}" for line in changed)


if __name__ == "__main__":
    json.dump({name: change(name) for name in sys.argv[1:]}, sys.stdout)
