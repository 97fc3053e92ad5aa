"""The long story as a table: scenes beside professions, and in each cell what is open, asked or closed."""

from datetime import UTC, datetime

from safeconduct.commands.demonstration.long.scenes import LongStory, View
from safeconduct.commands.demonstration.long.teller import Told


def line(told: Told) -> str:
    """One scene, as it has just been played."""
    return f"  day {told.scene.day:>3}  {told.scene.title:<52} {told.seconds:>6.2f} s"


def as_text(story: LongStory, played: list[Told]) -> str:
    """Under each scene what each profession sees of each place; who sees nothing anywhere is left out."""
    lines = ["Who sees what after each scene; of what is not named here that profession sees nothing."]
    for number, told in enumerate(played, 1):
        lines.append(f"\n{number}. {told.scene.title} (day {told.scene.day}, {told.seconds:.1f} s)")
        for column in story.columns:
            for place, name in story.places.items():
                view = told.sight[column.name, place]
                if view.is_there:
                    lines.append(f"   {column.role + ', ' + column.country:<20} {name:<42} {view}")
    return "\n".join(lines)


def as_page(story: LongStory, played: list[Told]) -> str:
    """A page of the reference: who is in it, each scene with a table of what every profession sees, and the times."""
    return "\n".join([*_head(story, played), *(part for n, told in enumerate(played, 1) for part in _scene(story, n, told)), ""])


def _head(story: LongStory, played: list[Told]) -> list[str]:
    whole = sum(told.seconds for told in played)
    return [
        "# The long story",
        "",
        "One invented person, two countries, twelve months. Every profession is looked over the shoulder after every scene: which sections",
        "stand open to it, which it has asked about, and that the rest is closed. Played by",
        "",
        "```sh",
        "./run demo --once --story long --write docs/reference/long-story.md",
        "```",
        "",
        "through the pages' own forms, with the clock of both nodes moved. What must be seen is written by hand beside each scene",
        "(`commands/demonstration/story/long`); the command ends with 1 at the first difference, and names scene, profession, expected and found.",
        "",
        f"Last run: {datetime.now(UTC):%Y-%m-%d}, {len(played)} scenes in {whole:.0f} s on a machine that others used; each scene was looked at with "
        f"{len(story.columns)} pairs of eyes in {len(story.places)} places.",
        "",
        "`health?` was asked about and waits for an answer; `health!` was answered, or is over, and is closed. Where a referral stands without a",
        "section, the reader sees its envelope only: reference, agencies, state. A place that is not named is closed to that profession.",
        "",
        "The times are those of the run. [What the demonstration is](../how-to/run-a-demo.md) · [The policy](policy.md)",
    ]


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
    return str(view).replace("_", " ")
