"""Who is signed in: django-allauth's way, and the account of each page by a statement that was written once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model

from safeconduct.vocabulary.ready import chosen


class Account(AuthenticationBackend):
    """As its parent; only how the account of a sign-in is read is ours."""

    def get_user(self, user_id: int) -> Any:
        """The account that may still sign in, None when it may not."""
        found = chosen(get_user_model(), "WHERE o.id = %s", [user_id])
        return found[0] if found and self.user_can_authenticate(found[0]) else None
