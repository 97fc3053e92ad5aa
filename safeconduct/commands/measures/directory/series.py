"""How long something takes, again and again: by the clock, and in processor time here and in the database."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from safeconduct.commands.measures import Numbers

TICK = 1000 / os.sysconf("SC_CLK_TCK")
"""Milliseconds; the system counts no shorter time of another process, so only the mean of many says anything."""


@dataclass(slots=True)
class Series:
    """Milliseconds of each time. On a machine with other work the clock says little, and processor time more."""

    clock: list[float] = field(default_factory=list)
    here: list[float] = field(default_factory=list)
    in_database: list[float] = field(default_factory=list)

    def timed[Answer](self, do: Callable[[], Answer]) -> Answer:
        """The answer of one time more."""
        served, own, begun = _served(), time.process_time(), time.perf_counter()
        answer = do()
        ended, own_ended = time.perf_counter(), time.process_time()
        self.clock.append((ended - begun) * 1000)
        self.here.append((own_ended - own) * 1000)
        self.in_database.append(_served() - served)
        return answer

    @property
    def numbers(self) -> Numbers:
        """The middle and the slow end by the clock; of processor time the middle, and of the database's the mean."""
        cuts = statistics.quantiles(self.clock, n=100, method="inclusive")
        return {
            "p50": round(cuts[49], 2), "p99": round(cuts[98], 2),
            "processor here, p50": round(statistics.median(self.here), 2),
            "processor of the database, mean": round(statistics.fmean(self.in_database), 2),
        }  # fmt: skip


def _served() -> float:
    """Milliseconds of processor time that the server has spent for this process's connection; 0 where none can say."""
    if connection.connection is None:
        return 0.0
    try:
        said = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    except OSError:
        return 0.0
    user, system = said.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * TICK
