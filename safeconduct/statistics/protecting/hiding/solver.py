"""HiGHS as this project uses it: silent, one thread, one seed, no clock."""

from collections.abc import Sequence

import highspy
import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Numbers

INFINITY = highspy.kHighsInf
EPSILON = 1e-6


def new_solver(seed: int, nodes: int | None = None) -> highspy.Highs:
    """A solver without a model."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", seed), ("parallel", "off")):
        solver.setOptionValue(name, value)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.99)
    return solver


def add_columns(solver: highspy.Highs, costs: Numbers, lower: Numbers, upper: Numbers) -> None:
    """Variables, without coefficients as yet."""
    nothing = np.array([], dtype=np.int32)
    solver.addCols(len(costs), costs, lower, upper, 0, nothing, nothing, np.array([], dtype=np.float64))


def add_row(
    solver: highspy.Highs, lower: float, upper: float, places: Sequence[int], factors: Sequence[float]
) -> None:
    """One condition on the variables."""
    solver.addRow(
        lower, upper, len(places), np.array(places, dtype=np.int32), np.array(factors, dtype=np.float64)
    )
