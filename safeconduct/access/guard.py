"""A fuse: no statement touches a room's protected tables outside a transaction in which somebody acts.

Outside there is no context, so a query would quietly show nothing, in a template that renders too late or a
queryset that is evaluated after its view. Better that it says so.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from safeconduct.vocabulary.together import NOT_ASKED_INSIDE, before_others

PROTECTED = re.compile(
    r'"(?:access|keys|audit|consent|cases|rights|counsel|referrals|statistics)"\."|"exchange"\."(?!peer")'
)


class NobodyActs(RuntimeError):
    """A protected table was asked outside `acting`, `receiving` or `working`."""


def refuse_outside(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run the statement, or raise NobodyActs."""
    if not context["connection"].in_atomic_block and PROTECTED.search(str(sql)):
        raise NobodyActs("Open the transaction with `acting` first, and render inside it.")
    return execute(sql, params, many, context)


NOT_ASKED_INSIDE.add(refuse_outside)


def watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Put the fuse into a connection, once, and what sends waiting writes; called for each new one."""
    for wrapper in (refuse_outside, before_others):
        if wrapper not in connection.execute_wrappers:
            connection.execute_wrappers.append(wrapper)
