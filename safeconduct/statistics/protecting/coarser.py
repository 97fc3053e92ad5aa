"""Hiding more than is needed, when nothing better could be found in time: whole levels of detail, the finest first."""

from collections.abc import Iterator

import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Flags, Problem


def coarser(problem: Problem) -> Iterator[Flags]:
    """Everything that asks as many dimensions as any cell; then those that ask one less; at last all totals."""
    asked = np.array([len(one) for one in problem.regions], dtype=np.int64)
    for most in range(int(asked.max(initial=0)), -1, -1):
        yield problem.free & (asked >= most)
