"""What will be done is drawn from the seed before anything is done."""

from itertools import count, islice
from random import Random

from safeconduct.access.crash_points import Point
from safeconduct.commands.measures.faults.crashes import AT_AN_ANSWER, DATABASE, DISK, PLACES, schedule
from safeconduct.commands.measures.faults.road import RoadFault
from safeconduct.commands.measures.faults.scripts import KINDS, UPDATED, Script, script


def test_the_same_seed_gives_the_same_crashes_and_another_one_others() -> None:
    first, again, other = (schedule(seed, "ro", 50, disk=False, calm=False) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_long_run_has_every_kind_of_fault() -> None:
    planned = schedule(1, "es", 340, disk=True, calm=False)
    assert {point for crash in planned for point in [crash.point] if point} == set(Point)
    assert {crash.what for crash in planned} == {*PLACES, DATABASE, AT_AN_ANSWER, DISK}
    assert {fault for crash in planned for fault in crash.road} == set(RoadFault)


def test_a_node_without_a_small_disk_is_not_said_to_have_had_a_full_one() -> None:
    assert DISK not in {crash.what for crash in schedule(1, "es", 340, disk=False, calm=False)}


def scripts(seed: int) -> list[Script]:
    random = Random(seed)
    return list(islice((script(number, random, people=3) for number in count()), 60))


def test_the_same_seed_gives_the_same_stories_between_all_nodes() -> None:
    assert scripts(1) == scripts(1)
    assert scripts(1) != scripts(2)
    assert len({(made.sender, made.receiver) for made in scripts(1)}) == 6
    assert {made.kind for made in scripts(1)} == set(KINDS)


def test_about_one_story_in_three_saves_a_section_anew() -> None:
    made = [story for seed in range(20) for story in scripts(seed)]
    share = sum(any(step.what == "update" for step in story.steps) for story in made) / len(made)
    assert 0.25 < share < 0.42
    assert {step.codes["section"] for story in made for step in story.steps if step.what == "update"} == set(
        UPDATED
    )
