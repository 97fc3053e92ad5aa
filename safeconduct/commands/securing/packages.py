"""pip-audit: known faults of the packages that are installed, as far as its feed is reached, and what is installed.

Where a registry answers without the feed, pip-audit says "no known vulnerabilities" about packages that nobody looked
at. So one package is asked about first, and what was skipped is said.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing.outcomes import Outcome, answer, ran

PINNED = ("requirements.txt", "requirements-dev.txt", "requirements-security.txt")
NOT_REACHED = "the feed of known faults was not reached: nothing was compared"


def look() -> Outcome:
    """Known faults of every pinned package; without the feed it is open, and said."""
    with tempfile.TemporaryDirectory() as folder:
        one, every = Path(folder) / "one.txt", Path(folder) / "every.txt"
        pins = sorted({pin for name in PINNED for pin in pins_of((REPOSITORY / name).read_text())})
        one.write_text(pins[0] + "\n")
        every.write_text("\n".join(pins) + "\n")
        probed = _asked(one)
        if probed is None or judged(probed).open:
            return Outcome(open=NOT_REACHED)
        said = _asked(every)
    return judged(said) if said is not None else Outcome(open=NOT_REACHED)


def pins_of(text: str) -> list[str]:
    """The packages with their versions, without hashes and markers."""
    return re.findall(r"^([a-z0-9._-]+(?:\[[\w,]+\])?==[^\s;]+)", text, flags=re.MULTILINE)


def judged(said: Any) -> Outcome:
    """What the report means. A package that was skipped has not been looked at, whatever the last line says."""
    asked = said["dependencies"]
    skipped = [one["name"] for one in asked if "skip_reason" in one]
    found = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no release'}"
        for one in asked
        for fault in one.get("vulns", ())
    ]
    if len(skipped) == len(asked):
        return Outcome(open=NOT_REACHED)
    left = f"the feed knows nothing of {', '.join(skipped)}" if skipped else ""
    return Outcome(found, f"{len(asked) - len(skipped)} packages compared", left)


def _asked(listed: Path) -> Any:
    done = ran(
        "pip-audit",
        "-r",
        str(listed),
        "--disable-pip",
        "--no-deps",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    )
    try:
        return json.loads(done.stdout)
    except ValueError:
        return None


# --- What is installed ------------------------------------------------------------------------------------------


def list_all(target: Path) -> Outcome:
    """Write all that a node runs as CycloneDX 1.6: Python's packages and the pages'. The same pins, the same bytes."""
    said = answer(
        "cyclonedx-py",
        "requirements",
        "requirements.txt",
        "--output-reproducible",
        "--sv",
        "1.6",
        "--of",
        "JSON",
    )
    locked = json.loads((REPOSITORY / "package-lock.json").read_text())
    said["components"] += of_the_pages(locked)
    said["components"].sort(key=lambda one: str(one["purl"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n")
    return Outcome(said=f"{len(said['components'])} packages in {target}")


def of_the_pages(locked: Any) -> list[dict[str, Any]]:
    """The packages that style sheet, script and fonts are made from, as CycloneDX names them."""
    return [
        {
            "type": "library",
            "name": path.removeprefix("node_modules/"),
            "version": one["version"],
            "bom-ref": f"npm:{path}",
            "purl": f"pkg:npm/{path.removeprefix('node_modules/').replace('@', '%40')}@{one['version']}",
            **({"licenses": [{"license": {"name": one["license"]}}]} if "license" in one else {}),
        }
        for path, one in sorted(locked["packages"].items())
        if path and not one.get("dev")  # what looks at the pages in tests runs on no node
    ]
