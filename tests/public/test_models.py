"""The tables of the public site follow their models."""

import subprocess
import sys

from safeconduct.commands.places import REPOSITORY


def test_no_migration_of_the_public_site_is_missing() -> None:
    rooms = sorted(path.parent.name for path in (REPOSITORY / "safeconduct" / "public").glob("*/migrations"))
    assert len(rooms) >= 14
    asked = [
        sys.executable,
        "-m",
        "django",
        "makemigrations",
        "--check",
        "--dry-run",
        *rooms,
    ]
    surroundings = {"DJANGO_SETTINGS_MODULE": "safeconduct.public.settings", "PATH": "/usr/bin"}
    done = subprocess.run(
        asked, cwd=REPOSITORY, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
