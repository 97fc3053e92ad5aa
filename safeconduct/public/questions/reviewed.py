"""What these pages say in a language: the release's texts with those that speakers have reviewed laid over them."""

from dataclasses import replace

from safeconduct.public.questions.texts import Tongue, tongues
from safeconduct.public.speaking.fresh import spoken
from safeconduct.public.speaking.overlay import of_body, standing

SOURCE = "en"
BY_SPEAKERS = "two speakers, at the translation desk of this site"

_kept: dict[str, tuple[int, Tongue]] = {}


def tongue(tag: str) -> Tongue | None:
    """A language as readers have it; None where it has no text. `checked_by` says so once all of it was reviewed."""
    shipped = tongues().get(tag)
    if shipped is None:
        return None
    number, stands = standing(tag)
    kept = _kept.get(tag)
    if kept is None or kept[0] != number:
        made = spoken(_parts(tongues()[SOURCE]), _parts(shipped), of_body(stands, "ask"))
        by = BY_SPEAKERS if made.checked >= set(_parts(shipped)) else shipped.checked_by
        found = replace(shipped, checked_by=by, texts=made.texts["texts"], reasons=made.texts["reasons"])
        kept = _kept[tag] = (number, found)
    return kept[1]


def _parts(tongue: Tongue) -> dict[str, dict[str, str]]:
    return {"texts": tongue.texts, "reasons": tongue.reasons}
