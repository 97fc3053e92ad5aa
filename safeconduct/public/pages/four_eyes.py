"""The rule of four eyes, asked of the database: whose hands were in a text, and who has approved it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PagePermissionTester, Revision, TaskState

from safeconduct.public.pages.rules import NOT_APPROVED, may_approve, may_publish
from safeconduct.public.pages.translating import is_changed, translators_of
from safeconduct.vocabulary.decisions import Decision, Refused


class NotApproved(PermissionDenied):
    """The text was approved by nobody who had no hand in it; the sentence says what to do."""


_publishing: ContextVar[bool] = ContextVar("publishing", default=False)
SHOWN = frozenset({"title", "slug", "seo_title", "search_description", "show_in_menus", "expire_at"})
"""What readers see of the part that all of Wagtail's pages share."""


@contextmanager
def publishing() -> Iterator[None]:
    """Inside, what readers see may change: the rule was asked."""
    token = _publishing.set(True)
    try:
        yield
    finally:
        _publishing.reset(token)


def refuse_change_unseen(page: Page, fields: Collection[str] | None) -> None:
    """Raises NotApproved when saving would change what readers see without publishing: wagtail-localize would do so.

    `fields` are those that are saved; None for all.
    """
    if _publishing.get() or page.pk is None:
        return
    shown = type(page).objects.filter(pk=page.pk, live=True).first()
    if shown is None:
        return
    own = [field for field in page._meta.concrete_fields if field.model is not Page or field.name in SHOWN]
    if fields is not None:
        own = [field for field in own if field.name in fields]
    if any(field.value_from_object(page) != field.value_from_object(shown) for field in own):
        raise NotApproved(str(NOT_APPROVED.sentence))


class TwoPeople(PagePermissionTester):  # type: ignore[misc]  # Wagtail brings no types
    """Nobody publishes by themselves, whatever groups they are in, a superuser neither: it is sent in and approved."""

    def can_publish(self) -> bool:
        """Never: approval is what publishes."""
        return False

    def can_unpublish(self) -> bool:
        """Taking a page away is quick, also while a change of it waits and is locked."""
        if not self.user.is_active or not self.page.live or self.page_is_root:
            return False
        return bool(self.user.is_superuser or "publish" in self.permissions)

    def can_publish_subpage(self) -> bool:
        """Never, likewise."""
        return False


def hands_in(page: Page, revision: Revision) -> frozenset[int]:
    """Who saved or translated since the version that readers see, up to this one, and who sent it in."""
    versions = Revision.objects.for_instance(page).filter(pk__lte=revision.pk)
    if page.live_revision_id and page.live_revision_id < revision.pk:
        versions = versions.filter(pk__gt=page.live_revision_id)
    writers = set(versions.exclude(user=None).values_list("user_id", flat=True))
    states = TaskState.objects.filter(revision=revision).exclude(workflow_state__requested_by=None)
    senders = set(states.values_list("workflow_state__requested_by_id", flat=True))
    shown = page.live_revision
    return frozenset(writers | senders) | translators_of(page, since=shown.created_at if shown else None)


def approval_by(user: Any, page: Page) -> Decision:
    """Whether this person may approve the page as it waits now."""
    latest, waiting = page.get_latest_revision(), page.current_workflow_task_state
    is_as_sent_in = waiting is not None and waiting.revision_id == latest.pk
    # The texts of a translation lie beside its versions: one may have been typed while it was sent in.
    is_as_sent_in = is_as_sent_in and not is_changed(page, since=latest.created_at)
    return may_approve(approver=user.pk, hands=hands_in(page, latest), is_as_sent_in=is_as_sent_in)


def approvers_of(revision: Revision) -> frozenset[int]:
    """Who has approved this very version."""
    found = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return frozenset(found.exclude(finished_by=None).values_list("finished_by_id", flat=True))


def refuse_unapproved(page: Page, revision: Revision) -> None:
    """Raises NotApproved. Asked by the page itself, so by every way that leads to readers."""
    decision: Any = may_publish(approvers=approvers_of(revision), hands=hands_in(page, revision))
    if isinstance(decision, Refused):
        raise NotApproved(str(decision.reason.sentence))
