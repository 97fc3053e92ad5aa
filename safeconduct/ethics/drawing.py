"""The handbook's page about professional ethics, drawn from the duties. Write it with `ethics_as_markdown`."""

from safeconduct.ethics.all import DUTIES
from safeconduct.ethics.duties import EVERYBODY, HELD_LABELS, Duty
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.labels import label

PAGE = "docs/reference/ethics.md"
_INTRODUCTION = """\
# Professional ethics, as far as the software holds them

This page is drawn from `safeconduct/ethics`; do not edit it. Members read the same under **What holds for my
profession**. Of each duty it says what holds somebody to it: the software **refuses** anything else (with the codes
that are named, and a test makes a rule say each of them), it **helps**, or only the professional can. Nobody competent
has reviewed the list; a source marked `*` was not compared with its text.
"""


def ethics_as_markdown() -> str:
    """The whole page, in the language that is active."""
    parts = [_INTRODUCTION, "## Everybody\n", *_lines([duty for duty in DUTIES if duty.who == EVERYBODY])]
    for profession in Profession:
        own = [duty for duty in DUTIES if profession in duty.who and duty.who != EVERYBODY]
        if own:
            parts += [f"\n## {label(profession)}\n", *_lines(own)]
    return "\n".join(parts) + "\n"


def _lines(duties: list[Duty]) -> list[str]:
    return [_line(duty) for duty in duties]


def _line(duty: Duty) -> str:
    codes = ", ".join(f"`{reason.code}`" for reason in duty.reasons)
    held = f"{HELD_LABELS[duty.held]}{': ' + codes if codes else ''}"
    source = duty.source if duty.is_read else f"{duty.source} `*`"
    parts = (f"**{duty.words}**", duty.why, f"*{held}.*", duty.help, f"({source})")
    return "- " + " ".join(str(part) for part in parts if part)
