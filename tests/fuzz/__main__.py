"""One target under atheris, for so many seconds: `python -m tests.fuzz TARGET SECONDS SEED FOLDER`.

What libFuzzer has found new is left in FOLDER/new, what crashed, hung or took too much memory in FOLDER/crash-*.
Its exit code is libFuzzer's: 0 when nothing was found.
"""

import sys
import tempfile
from pathlib import Path

import atheris

from tests.fuzz.mutating import mutated

CORPUS = Path(__file__).with_name("corpus")
SLOWEST = 5
"""Seconds that one input may take, under instrumentation."""
MOST_MEGABYTES = 1024


def main() -> None:
    """Never returns: libFuzzer ends the process."""
    name, seconds, seed, folder = sys.argv[1:]
    new = Path(folder) / "new"
    new.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="safeconduct-fuzz-", dir=folder))
    with atheris.instrument_imports(include=["safeconduct"], enable_loader_override=False):
        from tests.fuzz.surroundings import set_up

        set_up(home)
        from tests.fuzz.beginnings import beginnings
        from tests.fuzz.targets import LONGEST, TARGETS
    for number, data in enumerate(beginnings(name)):
        (new / f"beginning-{number}").write_bytes(data)
    options = {
        "max_total_time": seconds,
        "seed": seed,
        "max_len": LONGEST,
        "timeout": SLOWEST,
        "rss_limit_mb": MOST_MEGABYTES,
        "artifact_prefix": f"{folder}/",
        "print_final_stats": 1,
    }
    words = [f"-{option}={value}" for option, value in options.items()]
    kept = [str(CORPUS / name)] if (CORPUS / name).is_dir() else []
    atheris.Setup(
        [sys.argv[0], *words, str(new), *kept],
        TARGETS[name],
        custom_mutator=lambda data, most, seed: mutated(data, most, seed, atheris.Mutate),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
