"""The one step between a draft and its readers: approval by somebody who had no hand in it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from safeconduct.public.pages.four_eyes import NotApproved, approval_by
from safeconduct.public.pages.waiting import WaitsLock
from safeconduct.vocabulary.decisions import Refused

APPROVE = "approve"


class SecondPerson(AbstractGroupApprovalTask):  # type: ignore[misc]  # Wagtail brings no types
    """Somebody of the chosen groups, and never one who wrote the text or sent it in."""

    lock_class = WaitsLock

    def locked_for_user(self, obj: Any, user: Any) -> bool:  # noqa: ARG002 - as Wagtail asks
        """For everybody: whoever approves would else change what they have to approve."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:  # noqa: ARG002 - likewise
        """It is locked already."""
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What Wagtail offers, without approval for those who had a hand in it."""
        offered: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if approval_by(user, obj):
            return offered
        return [action for action in offered if action[0] != APPROVE]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Asked once more when it is done: a button that is not shown can still be pressed."""
        if action_name == APPROVE:
            decision = approval_by(user, task_state.workflow_state.content_object)
            if isinstance(decision, Refused):
                raise NotApproved(f"{decision.reason.sentence} {decision.reason.instead}")
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        """What the editor says of it."""
        return _("Somebody of the chosen groups approves what others wrote and sent in")

    class Meta:
        verbose_name = _("Approval by a second person")
        verbose_name_plural = _("Approvals by a second person")
