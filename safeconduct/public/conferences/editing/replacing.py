"""A new version of a file or a link: it takes the address, and the earlier one gets an address of its own."""

from datetime import datetime
from typing import Any

from django.db import transaction

from safeconduct.public.conferences.models import Material
from safeconduct.public.conferences.models.materials import new_code

LIES = ("file", "ending", "size", "link")
"""What lies at an address; all else of a material is what is said of it."""


@transaction.atomic
def replace(material: Material, *, file: Any, ending: str, link: str, now: datetime) -> Material | None:
    """Put another file, or another address elsewhere, where this one lay; the earlier version, which stays readable.

    None, and nothing is changed, where the same lies there already: somebody pressed twice.
    """
    current = Material.objects.select_for_update().get(pk=material.pk)
    if lies_there(current, file=file, ending=ending, link=link):
        return None
    told = {name: getattr(current, name) for name in ("edition", "session", "title", "language", "licence")}
    lies = {name: getattr(current, name) for name in LIES}
    earlier = Material.objects.create(newer=current, replaced_at=now, **told, **lies)
    lay(current, file=file, ending=ending, link=link)
    current.save(update_fields=LIES)
    return earlier


def lies_there(material: Material, *, file: Any, ending: str, link: str) -> bool:
    """Whether the same lies there already, to the byte."""
    if (material.link, material.ending) != (link, ending) or bool(material.file) != bool(file):
        return False
    return not file or (material.size == file.size and _same_bytes(material.file, file))


def _same_bytes(kept: Any, given: Any) -> bool:
    try:
        with kept.open("rb") as there:
            return all(here == there.read(len(here)) for here in given.chunks())
    except FileNotFoundError:
        return False


def lay(material: Material, *, file: Any, ending: str, link: str) -> None:
    """What lies at its address from now on. What a file was called on somebody's computer may name them."""
    material.link, material.ending, material.size, material.file = link, ending, 0, ""
    if file:
        # Another name than an earlier version of it: that one keeps its file.
        material.size, file.name = file.size, f"{new_code()}.{ending}"
        material.file = file
