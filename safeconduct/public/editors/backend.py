"""Where a name and a password are looked at, whichever form they came from."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from safeconduct.public.editors import counting
from safeconduct.public.editors.rules import PASSWORDS
from safeconduct.vocabulary.decisions import Refused

REFUSED = "sign_in_refused"
"""On the request: why its password was not looked at."""


class Counted(ModelBackend):
    """Django's own, after the tries were counted."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Any:
        """Whose they are; None where they are wrong. Raises PermissionDenied without a look at too many tries."""
        if request is None or username is None:
            return None
        this = counting.try_of(request, username, PASSWORDS, now=timezone.now())
        decision = counting.take(this)
        if isinstance(decision, Refused):
            setattr(request, REFUSED, decision.reason)
            raise PermissionDenied
        found = super().authenticate(request, username=username, password=password, **more)
        if found is not None:
            counting.give_back(this)
        return found
