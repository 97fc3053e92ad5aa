"""What a run of the fuzzer has found new and reaches something new is kept: `python -m tests.fuzz.keeping FOLDER`.

FOLDER is the one that `./run bench fuzz` names. Kept are the shortest inputs, so that all of them together stay small.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
MOST_BYTES = 12 * 1024
"""For each target."""


def keep(target: str, folder: Path) -> int:
    """Merge what was found into the corpus of one target; how many inputs it has then."""
    with tempfile.TemporaryDirectory(prefix="safeconduct-fuzz-") as name:
        merged = Path(name) / "new"
        words = ["-m", "tests.fuzz", target, "0", "1", name, "-merge=1"]
        found = [str(folder / target / "new"), str(CORPUS / target)]
        subprocess.run([sys.executable, *words, *found], check=True, capture_output=True)
        shortest = sorted(merged.iterdir(), key=lambda path: (path.stat().st_size, path.name))
        place = CORPUS / target
        named = [path for path in place.glob("*") if "-" in path.name]  # a crash of once, under its name
        for old in set(place.glob("*")) - set(named):
            old.unlink()
        place.mkdir(parents=True, exist_ok=True)
        room = MOST_BYTES - sum(path.stat().st_size for path in named)
        for path in shortest:
            data = path.read_bytes()
            room -= len(data)
            if room < 0:
                break
            (place / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    return len(list(place.iterdir()))


if __name__ == "__main__":
    for place in sorted(Path(sys.argv[1]).iterdir()):
        if (place / "new").is_dir():
            sys.stdout.write(f"{place.name}: {keep(place.name, Path(sys.argv[1]))} inputs\n")
