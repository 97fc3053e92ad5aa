"""The places at which a measurement kills its own nodes: nothing happens there anywhere else."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from safeconduct.access import crash_points
from safeconduct.access.crash_points import Point, asked_by, is_asked, reached
from safeconduct.commands.places import REPOSITORY
from tests.site.test_declared import imported, node

PASSES_TWO = """
import django
django.setup()
from safeconduct.access.crash_points import Point, reached
reached(Point.POSTED)
print(1, flush=True)
reached(Point.COMMITTED)
print(2)
"""


def test_without_the_setting_a_point_looks_at_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(file: Path) -> None:
        raise AssertionError(file)

    monkeypatch.setattr(crash_points, "_end_if_asked", never)
    for point in Point:
        reached(point)


def test_a_point_that_nobody_asks_for_is_passed(tmp_path: Path) -> None:
    with override_settings(CRASH_POINTS=tmp_path):
        (tmp_path / asked_by("worker", Point.NOTED)).touch()
        reached(Point.NOTED)  # we are the web process
        reached(Point.POSTED)
    assert (tmp_path / asked_by("worker", Point.NOTED)).exists()


def test_whether_a_point_is_asked_for_is_known_before_it_is_reached(tmp_path: Path) -> None:
    assert not is_asked(Point.TAKEN_IN)
    with override_settings(CRASH_POINTS=tmp_path):
        assert not is_asked(Point.TAKEN_IN)
        (tmp_path / asked_by("web", Point.TAKEN_IN)).touch()
        assert is_asked(Point.TAKEN_IN)
        assert not is_asked(Point.STORED)


def test_a_point_that_is_asked_for_ends_the_process_and_nothing_behind_it_is_done(
    node_home: Path, tmp_path: Path
) -> None:
    asked = tmp_path / asked_by("web", Point.COMMITTED)
    asked.touch()
    surroundings = node(node_home, "web") | {
        "SAFECONDUCT_DEMO": "1",
        "SAFECONDUCT_CRASH_POINTS": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "safeconduct.site.settings",
        "PATH": os.environ["PATH"],
    }
    ended = subprocess.run(
        [sys.executable, "-c", PASSES_TWO],
        cwd=REPOSITORY, env=surroundings, capture_output=True, text=True, check=False, start_new_session=True,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGKILL, "1\n", "")
    assert not asked.exists(), "the next process would end as well"


@pytest.mark.parametrize("process", ["web", "inbox", "worker", "owner"])
def test_a_node_for_real_people_does_not_start_with_it(node_home: Path, tmp_path: Path, process: str) -> None:
    ended = imported(**node(node_home, process), SAFECONDUCT_CRASH_POINTS=str(tmp_path))
    assert ended.returncode != 0
    assert "SAFECONDUCT_CRASH_POINTS is for the nodes of a measurement" in ended.stderr.splitlines()[-1]
