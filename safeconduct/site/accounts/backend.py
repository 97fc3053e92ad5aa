"""Who is signed in: django-allauth's way, and the account of each page as it was found with its sign-in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from django.contrib.auth import get_user_model

from safeconduct.site.accounts.look import look_of
from safeconduct.vocabulary.ready import chosen


class Account(AuthenticationBackend):
    """As its parent; only how the account of a sign-in is read is ours."""

    def get_user(self, user_id: int) -> Any:
        """The account that may still sign in, None when it may not."""
        look = look_of(context.request)
        account = look.take_account(user_id) if look else None
        if account is None:
            account = next(iter(chosen(get_user_model(), "WHERE o.id = %s", [user_id])), None)
        return account if account is not None and self.user_can_authenticate(account) else None
