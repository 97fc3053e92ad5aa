"""The simulation of a network of shelters: the same from the same seed, and the same people in each order."""

from safeconduct.commands.measures.directory.picture import picture
from safeconduct.commands.measures.directory.simulation import ORDERS, nearest, ours, simulated


def test_a_year_is_the_same_from_the_same_seed_and_another_from_another() -> None:
    assert simulated(nearest, 3) == simulated(nearest, 3)
    assert simulated(nearest, 3) != simulated(nearest, 4)


def test_who_says_that_places_are_free_is_asked_before_who_is_near_and_full() -> None:
    matched, near = simulated(ours, 2), simulated(nearest, 2)
    assert matched.longest_queue < near.longest_queue
    assert matched.asks < near.asks


def test_the_picture_has_every_order_with_its_numbers() -> None:
    years = {name: {"occupancy": 0.5, "longest queue": 7.0} for name in ORDERS}
    drawn = picture({"a year of an invented network": years})
    for name in ORDERS:
        assert drawn.count(f">{name}</text>") == 2
    assert drawn.count(">7</text>") == len(ORDERS)
