"""The long story as a table: scenes beside professions, and in each cell what is open, asked or closed."""

from datetime import UTC, datetime

from safeconduct.commands.demonstration.long.scenes import LongStory, View
from safeconduct.commands.demonstration.long.teller import Told
from safeconduct.vocabulary.sections import USED

OF_ALL = f"Of {len(USED)} sections"
HEAD = """# The long story

One invented person, two countries, twelve months. After every scene each profession is looked over the shoulder: which
sections stand open to it, which it has asked about, and that the rest is closed. Played by

```sh
./run demo --once --story long --write docs/reference/long-story.md
```

through the pages' own forms, with the clock of both nodes moved. What must be seen is written by hand beside each
scene (`commands/demonstration/story/long/cast.toml` and the files beside it). The command ends with 1 at the first
difference, and names scene, profession, expected and found.

Last run: {day}, {scenes} scenes in {seconds:.0f} s after both nodes ran, on a machine that others used; after each
scene {eyes} members looked at {places} places.

`health (asked)` waits for an answer; `health (answered)` has one, and is closed. "No section" after a state means that
the reader sees the envelope of a referral: reference, agencies, state. Of a place that is not named this profession
sees nothing. The times are those of the run. [The demonstration](../how-to/run-a-demo.md) · [The policy](policy.md)
"""


def line(told: Told) -> str:
    """One scene, as it has just been played."""
    return f"  day {told.scene.day:>3}  {told.scene.title:<52} {told.seconds:>6.2f} s"


def as_text(story: LongStory, played: list[Told]) -> str:
    """Under each scene what each profession sees of each place; of what is left out it sees nothing."""
    lines = ["Who sees what after each scene; of what is not named here that profession sees nothing."]
    for number, told in enumerate(played, 1):
        lines.append(f"\n{number}. {told.scene.title} (day {told.scene.day}, {told.seconds:.1f} s)")
        for column in story.columns:
            for place, name in story.places.items():
                view = told.sight[column.name, place]
                if view.is_there:
                    lines.append(f"   {column.role + ', ' + column.country:<20} {name:<42} {view}")
    wide = max(len(told.scene.title) for told in played) + 7
    lines += ["", f"{OF_ALL} after each scene: open, asked, closed.", ""]
    lines.append(
        " " * wide
        + "".join(f"{column.role.split()[0][:12] + ' ' + column.country:<17}" for column in story.columns)
    )
    for number, told in enumerate(played, 1):
        cells = "".join(f"{_counted(story, told, column.name):<17}" for column in story.columns)
        lines.append(f"{number:>3}. {told.scene.title}".ljust(wide) + cells)
    return "\n".join(lines)


def _counted(story: LongStory, told: Told, name: str) -> str:
    """How many sections are open to a member at any place, how many were asked about and wait, how many are closed."""
    views = [told.sight[name, place] for place in story.places]
    opened = {section for view in views for section in view.open}
    asked = {mark[:-1] for view in views for mark in view.marks if mark.endswith("?")} - opened
    return f"{len(opened)}, {len(asked)}, {len(USED) - len(opened) - len(asked)}"


def as_page(story: LongStory, played: list[Told]) -> str:
    """A page of the reference: each scene with a table of what every profession sees, and the times of this run."""
    head = HEAD.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        scenes=len(played),
        seconds=sum(told.seconds for told in played),
        eyes=len(story.columns),
        places=len(story.places),
    )
    overview = [
        "",
        "## All of it",
        "",
        f"{OF_ALL}: open at any place, asked about and waiting, closed.",
        "",
        f"| scene | day | {' | '.join(f'{column.role}, {column.country}' for column in story.columns)} |",
        f"|---|---|{'---|' * len(story.columns)}",
        *(
            f"| {number}. {told.scene.title} | {told.scene.day} | "
            f"{' | '.join(_counted(story, told, column.name) for column in story.columns)} |"
            for number, told in enumerate(played, 1)
        ),
    ]
    scenes = [line for number, told in enumerate(played, 1) for line in _scene(story, number, told)]
    return head + "\n".join([*overview, *scenes]) + "\n"


def _scene(story: LongStory, number: int, told: Told) -> list[str]:
    rows = []
    for column in story.columns:
        cells = [
            f"{name}: {_cell(told.sight[column.name, place])}"
            for place, name in story.places.items()
            if told.sight[column.name, place].is_there
        ]
        rows.append(f"| {column.role}, {column.country} | {'<br>'.join(cells) or 'nothing'} |")
    return [
        "",
        f"## {number}. {told.scene.title}",
        "",
        f"Day {told.scene.day}. {told.scene.text} ({told.seconds:.1f} s)",
        "",
        "| who | sees |",
        "|---|---|",
        *rows,
    ]


def _cell(view: View) -> str:
    return str(view).replace("_", " ").replace("?", " (asked)").replace("!", " (answered)")
