"""So many histories with one seed."""

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.nodes.histories.machine import Histories, Tally
from tests.nodes.histories.real import real_pair
from tests.nodes.town import Town


def run(town: Town, *, histories: int, steps: int, number: int) -> Tally:
    """Run them one after the other on this pair. Raises AssertionError with the steps of the one that failed.

    A failing history is not made shorter: each try would take seconds, and what the pair has been through counts.
    """
    with real_pair(town) as real:

        class Run(Histories):
            """This run's."""

        Run.real, Run.tally = real, Tally()
        chosen = settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
            print_blob=False,
        )
        run_state_machine_as_test(seed(number)(Run), settings=chosen)
        return Run.tally
