"""What a run of the fuzzer has found new is kept: `python -m tests.fuzz.keeping FOLDER`, the one of `./run bench fuzz`.

Each input there has reached something that none before it had. Kept are the shortest, so that all together stay small.
"""

import hashlib
import sys
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
MOST_BYTES = 12 * 1024
"""For each target."""


def keep(target: str, folder: Path) -> int:
    """Put what was found in the place of what was kept; how many inputs there are then. Raises OSError."""
    place = CORPUS / target
    place.mkdir(parents=True, exist_ok=True)
    named = [path for path in place.iterdir() if "-" in path.name]  # a crash of once, under its name
    found = {path.read_bytes() for path in [*place.iterdir(), *(folder / target / "new").iterdir()]}
    found -= {path.read_bytes() for path in named}
    room = MOST_BYTES - sum(path.stat().st_size for path in named)
    for old in set(place.iterdir()) - set(named):
        old.unlink()
    for data in sorted(found, key=lambda data: (len(data), data)):
        room -= len(data)
        if room < 0:
            break
        (place / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    return len(list(place.iterdir()))


if __name__ == "__main__":
    for place in sorted(Path(sys.argv[1]).iterdir()):
        if (place / "new").is_dir():
            sys.stdout.write(f"{place.name}: {keep(place.name, Path(sys.argv[1]))} inputs\n")
