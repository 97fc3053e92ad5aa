"""A comment: written, read by a person, shown or left out; taken back by whoever wrote it. Raises NotPossible."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page

from safeconduct.public.asking.secret_links import hash_of, new_secret
from safeconduct.public.recommendations.models import Comment, CommentState
from safeconduct.public.recommendations.rules import may_comment, may_decide
from safeconduct.vocabulary.decisions import require

PERMISSION = "recommendations.decide_comment"


def say(page: Page, said: dict[str, str], language: str, *, secret: str, now: datetime) -> str:
    """Keep a comment until somebody reads it; the secret of its writer's page. Raises NotPossible when closed.

    `secret` is what the form brought: a form that is sent twice is one comment and leads to the same page again. Sent
    again with other words, it is another comment, with a secret of its own.
    """
    require(may_comment(page.comments_until, today=timezone.localdate(now)))
    made = Comment(page_id=page.pk, language=language, made_at=now, secret_hash=hash_of(secret), **said)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        there = of_a_writer(secret)
        if there is None:
            raise
        if there.page_id != page.pk or any(getattr(there, name) != words for name, words in said.items()):
            return say(page, said, language, secret=new_secret(), now=now)
    return secret


def decide(comment_id: int, by: Any, *, shown: bool, reason: str, now: datetime) -> Comment:
    """Let it be read, or leave it out with a reason. Raises NotPossible, and Comment.DoesNotExist when it is gone."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment_id)
        state = CommentState.SHOWN if shown else CommentState.LEFT_OUT
        require(may_decide(approves=by.has_perm(PERMISSION), is_so_already=comment.state == state))
        comment.state = state
        comment.reason = "" if shown else reason
        comment.decided_at, comment.decided_by = now, by
        comment.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    return comment


def of_a_writer(secret: str) -> Comment | None:
    """The comment whose writer has this secret."""
    return Comment.objects.select_related("page").filter(secret_hash=hash_of(secret)).first()
