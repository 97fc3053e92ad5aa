"""The costs of all readers as JSON on the output, in a process of its own without instrumentation."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.fuzz.surroundings import set_up


def main() -> None:
    """Print them."""
    with tempfile.TemporaryDirectory(prefix="safeconduct-fuzz-") as home:
        set_up(Path(home))
        from tests.fuzz.measuring import costs

        sys.stdout.write(json.dumps([asdict(cost) for cost in costs()]))


if __name__ == "__main__":
    main()
