"""Write every mutant of the tree that this is started in, into its folder `mutants`; asks no test.

mutmut's own `run` does this too, but cannot stop there.
"""

import sys
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths


def main() -> int:
    """The files of the tree in `mutants`, with all their mutants inside."""
    sys.path.insert(0, str(Path.cwd()))
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
