"""When questions are fetched: never at once, never at a moment that is known before, and never later than promised."""

from safeconduct.commands.rounds.letters import LONGEST, SHORTEST, Pace


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def waits(times: int) -> list[float]:
    """The seconds between the first so many exchanges, looked for every ten seconds."""
    watch = Watch()
    found: list[float] = []
    pace, last = Pace(now=watch), None
    while len(found) < times:
        if pace.is_due():
            found += [watch.now - last] if last is not None else []
            last = watch.now
        watch.now += 10
    return found


def test_the_moments_are_drawn_between_twenty_and_seventy_minutes() -> None:
    found = waits(40)
    assert all(SHORTEST <= each <= LONGEST + 10 for each in found)
    assert len(set(found)) > 10, "nobody knows the next one from the last"


def test_the_first_exchange_after_a_start_is_drawn_too() -> None:
    watches = [Watch() for _ in range(30)]
    paces = [Pace(now=watch) for watch in watches]
    assert sum(pace.is_due() for pace in paces) < 5
    for watch in watches:
        watch.now = SHORTEST
    assert all(pace.is_due() for pace in paces)


def test_in_a_demonstration_nobody_waits() -> None:
    assert all(Pace(is_demo=True).is_due() for _ in range(3))
