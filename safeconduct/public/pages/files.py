"""A file stays as it was uploaded: the page that names it was approved with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class FileIsKept(PermissionDenied):
    """A file is not replaced, and what it is called is not changed; the sentence says what to do."""


def refuse_another(sender: Any, instance: Any, **_more: Any) -> None:
    """Before a file is saved. Raises FileIsKept, whoever asks: else one person would change what two had approved."""
    before = sender.objects.filter(pk=instance.pk).first() if instance.pk else None
    if before is not None and (before.file.name, before.title) != (instance.file.name, instance.title):
        raise FileIsKept(
            _("A file stays as it is. Upload the new one, name it in the page, and send the page in.")
        )
