"""What a test makes or counts within the site's own project, in one process of its own for all tests."""

import atexit
import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import REPOSITORY

BEGIN = """
import json, sys, traceback
from contextlib import redirect_stdout
from io import StringIO
from datetime import UTC, datetime, timedelta
import django
django.setup()
from safeconduct.public.conferences.models import *
from django.utils import timezone
now = timezone.now().replace(minute=0, second=0, microsecond=0)

def edition(code, days=30, **more):
    starts = now + timedelta(days=days)
    values = {
        "series": "Series of " + code, "name": "Conference " + code, "state": "open", "country": "RO",
        "place": "Cluj-Napoca", "starts_at": starts, "ends_at": starts + timedelta(hours=30),
        "opens_at": min(now, starts) - timedelta(days=10), "closes_at": starts - timedelta(days=1), "seats": 40,
        "organiser": "Casa Salcia (invented)", "contact": "conferences@example.org", "announced_at": now,
    }
    return Edition.objects.create(code=code, **{**values, **more})

def session(edition, hours=0, minutes=60, title="A talk", language="en", about="", **more):
    starts = edition.starts_at + timedelta(hours=hours)
    made = Session.objects.create(
        edition=edition, starts_at=starts, ends_at=starts + timedelta(minutes=minutes), **more)
    SessionText.objects.create(session=made, language=language, title=title, about=about)
    return made

def queries_of(path, *, as_organiser=False):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    client = Client()
    if as_organiser:
        from django.contrib.auth import get_user_model
        client.force_login(get_user_model().objects.get(username="organiser"))
    client.get(path, HTTP_HOST="localhost")  # what is asked once in a process does not count
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(path, HTTP_HOST="localhost")
    assert answer.status_code == 200, (path, answer.status_code)
    return len(counted)

for line in sys.stdin:
    with redirect_stdout(StringIO()) as printed:
        try:
            exec(json.loads(line), {**globals()})
            fault = ""
        except Exception:
            fault = traceback.format_exc()
    print(json.dumps([printed.getvalue(), fault]), flush=True)
"""

_PROCESSES: dict[Path, "subprocess.Popen[Any]"] = {}


def within(site: Node, code: str) -> str:
    """Run these lines as the serving process would; what they printed."""
    process = _beside(site)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(dedent(code)) + "\n")
    process.stdin.flush()
    printed, fault = json.loads(process.stdout.readline())
    assert not fault, fault[-3000:]
    return str(printed).strip()


def _beside(site: Node) -> "subprocess.Popen[Any]":
    if site.home not in _PROCESSES:
        _PROCESSES[site.home] = _started(site)
        atexit.register(_PROCESSES[site.home].kill)
    return _PROCESSES[site.home]


def _started(site: Node) -> "subprocess.Popen[Any]":
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN],
        cwd=REPOSITORY,
        env={**site.environment(public.PROCESS), "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
