"""While a page waits for approval it stays as it was sent in: its text, and the texts of a translation."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from wagtail.locks import WorkflowLock
from wagtail.models import Page

from safeconduct.public.pages.four_eyes import approval_by
from safeconduct.public.pages.rules import may_change
from safeconduct.vocabulary.decisions import Refused


class Waits(PermissionDenied):
    """It waits for approval, and is not changed meanwhile; the sentence says what to do."""


class WaitsLock(WorkflowLock):  # type: ignore[misc]  # Wagtail brings no types
    """Closed to everybody, and to those who may not approve it the sentence says why."""

    def get_message(self, user: Any) -> str:
        """What stands above the page in the editor."""
        said = [may_change(waits=True)]
        if self.task.get_actions(self.object, user):
            said.append(approval_by(user, self.object))
        return " ".join(each.reason.whole for each in said if isinstance(each, Refused))

    def get_description(self, user: Any, can_lock: bool = False) -> str:  # noqa: ARG002 - as Wagtail asks
        """The same beside the page."""
        return self.get_message(user)


def refuse_while_it_waits(page: Page) -> None:
    """Raises Waits."""
    decision = may_change(waits=page.workflow_in_progress)
    if isinstance(decision, Refused):
        raise Waits(decision.reason.whole)


def refuse_text(sender: Any, instance: Any, **_more: Any) -> None:
    """Before a text of a translation is saved or taken away. Raises Waits."""
    if instance.context is not None:
        _refuse(instance.context.object_id, locale=instance.locale_id)


def refuse_source(sender: Any, instance: Any, **_more: Any) -> None:
    """Before the source of translations is read anew, which changes what they are made of. Raises Waits."""
    if instance.pk is not None:
        _refuse(
            instance.object_id, locale__in=instance.translations.filter(enabled=True).values("target_locale")
        )


def refuse_to_stop(sender: Any, instance: Any, **_more: Any) -> None:
    """Before a translation is no longer kept in step with its source, or is thrown away. Raises Waits."""
    if instance.pk is not None and not instance.enabled:
        _refuse(instance.source.object_id, locale=instance.target_locale_id)


def _refuse(key: UUID, **where: Any) -> None:
    for page in Page.objects.filter(translation_key=key, **where):
        refuse_while_it_waits(page)
