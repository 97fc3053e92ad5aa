"""An operation of the API: one transaction in which the member whose token was brought acts, as on a page.

A refusal undoes everything and is recorded in a transaction of its own. A write happens once for each key: what was
answered is kept in the same transaction, so either both are there or none is.
"""

import hashlib
import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.db import ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.dateformat import format as in_words_of_day
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.security import HttpBearer

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.access.crash_points import Point, reached
from safeconduct.access.doors import INSUFFICIENT_PRIVILEGE
from safeconduct.access.problems import (
    AT_WORK,
    KEY_MISSING,
    KEY_USED,
    NO_TOKEN,
    NOT_ACCEPTABLE,
    NOT_FOUND,
    SCOPE_MISSING,
    TOO_MANY,
    Problem,
    of_error,
    token_over,
)
from safeconduct.access.requests import SAFE, MemberRequest
from safeconduct.access.scopes import LABELS, Scope
from safeconduct.access.tokens import BEGINS, Entered, enter
from safeconduct.agencies.queries import as_actor, member
from safeconduct.agencies.reading import offered
from safeconduct.agencies.rules import SUSPENDED
from safeconduct.audit.actions import by_token, record
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, SafeconductError

logger = logging.getLogger(__name__)

KEY = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
_KEY = re.compile(r'"?([A-Za-z0-9._:\-]{8,100})"?')
_SALT = "safeconduct.access.software"


class SoftwareRequest(MemberRequest):
    """A request of a member's software: `member` acts at the domain time `at`, by the token in `auth`."""

    auth: Entered


class Token(HttpBearer):
    """The only way in: a bearer token. Cookies were taken off at the door."""

    def __call__(self, request: HttpRequest) -> Entered:
        """Who asks. Raises Problem."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != self.openapi_scheme or not token:
            raise Problem(NO_TOKEN)
        entered = self.authenticate(request, token.strip())
        if not request.accepts("application/json"):
            raise Problem(NOT_ACCEPTABLE)
        return entered

    def authenticate(self, request: HttpRequest, token: str) -> Entered:  # noqa: ARG002  (as it is called)
        """Whose token this is. Raises Problem for one that opens nothing, or that asks too often."""
        entered = enter(token) if token.startswith(BEGINS) and token.isascii() and len(token) < 100 else None
        if entered is None or entered.state != "open":
            logger.warning("a token was refused", extra={"why": entered.state if entered else "unknown"})
        if entered is None:
            raise Problem(
                NO_TOKEN,
                _("This is no token of this node. Make one on the account page of a member."),
                "unknown_token",
                headers={"WWW-Authenticate": 'Bearer realm="safeconduct", error="invalid_token"'},
            )
        if entered.state == "limited":
            raise Problem(TOO_MANY, headers={"Retry-After": str(entered.wait)})
        if entered.state != "open":
            raise token_over(entered.state, entered.until, _why_over(entered))
        return entered


def _why_over(entered: Entered) -> Reason:
    instead = _("Make a new one on the account page.")
    match entered.state:
        case "suspended":
            return SUSPENDED
        case "ended":
            ended = in_words_of_day(entered.until, "j M Y")
            return Reason("token_ended", _("This token ended on %(day)s.") % {"day": ended}, instead)
        case "revoked_by_administrator":
            return Reason(
                "token_revoked", _("The administrator of the agency has revoked this token."), instead
            )
        case _:
            return Reason("token_revoked", _("This token was revoked."), instead)


def for_software[R: Schema | HttpResponse, **P](
    scope: Scope | None = None, *, status: int = 200
) -> Callable[[Callable[Concatenate[SoftwareRequest, P], R]], Callable[..., Any]]:
    """Decorate an operation: the member acts in it, when the token was made for `scope`.

    What changes commits when it returns; a write is done once for each key and answered with `status`. A reading may
    be a file, such as a table as CSV.
    """

    def decorated(view: Callable[Concatenate[SoftwareRequest, P], R]) -> Callable[..., Any]:
        @wraps(view)
        def operation(request: SoftwareRequest, *args: P.args, **kwargs: P.kwargs) -> Any:
            entered = request.auth
            with by_token(entered.token):
                try:
                    _require_scope(entered, scope)
                    with acting(entered.member) as at:
                        request.member, request.at = member(entered.member), at
                        _speak_to(request)
                        if request.method in SAFE:
                            return view(request, *args, **kwargs)
                        answer = _once(request, lambda: view(request, *args, **kwargs), status)
                        reached(Point.WRITTEN)
                    reached(Point.COMMITTED)
                    return answer
                except (Problem, SafeconductError, ProgrammingError) as error:
                    problem = _as_problem(error)
                    _record_refusal(request, problem, view.__name__)
                    raise problem from None

        return operation

    return decorated


def _speak_to(request: SoftwareRequest) -> None:
    """In the member's language, where one was chosen and the program asks for none."""
    if "Accept-Language" not in request.headers and request.member.language in offered():
        translation.activate(request.member.language)


def _require_scope(entered: Entered, scope: Scope | None) -> None:
    if scope is None or scope in entered.scopes:
        return
    raise Problem(
        SCOPE_MISSING,
        _("It needs a token made for: %(what)s.") % {"what": LABELS[scope]},
        headers={
            "WWW-Authenticate": f'Bearer realm="safeconduct", error="insufficient_scope", scope="{scope}"'
        },
    )


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, SafeconductError):
        return of_error(error)
    if getattr(error.__cause__, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
        raise error
    return Problem(NOT_FOUND)


def _record_refusal(request: SoftwareRequest, problem: Problem, operation: str) -> None:
    code = str(problem.members()["code"])
    try:
        with acting(request.auth.member):
            by = as_actor(member(request.auth.member))
            record("api:refused", by=by, at=domain_now(), refused=code, detail={"operation": operation})
    except NotFound:
        return  # suspended meanwhile: nobody acts any more


# --- Once for each key ----------------------------------------------------------------------------------------


def _once(request: SoftwareRequest, view: Callable[[], Schema | HttpResponse], status: int) -> HttpResponse:
    """Do it, or answer as before. Two at once with one key: the second is told to wait, and never acts."""
    key, fingerprint = _key_of(request), _fingerprint(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.answer_of(%s, %s)", [request.auth.token, key])
        found = cursor.fetchone()
    if found is not None:
        return _as_before(found, fingerprint)
    answer = view()
    if isinstance(answer, HttpResponse):
        raise TypeError("A write is answered by what can be kept.")
    body = answer.model_dump_json()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access.keep_answer(%s, %s, %s, %s, %s)",
            [request.auth.token, key, fingerprint, status, body],
        )
    return _answered(body, status)


def _as_before(found: tuple[Any, ...], fingerprint: bytes) -> HttpResponse:
    state, was, status, body = found
    if state == "busy":
        raise Problem(AT_WORK, headers={"Retry-After": "1"})
    if bytes(was) != fingerprint:
        raise Problem(KEY_USED)
    response = _answered(body, status)
    response.headers[REPLAYED] = "true"
    return response


def _answered(body: str, status: int) -> HttpResponse:
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


def _key_of(request: HttpRequest) -> bytes:
    """The key's hash: whatever somebody makes a key of is not kept as it is."""
    found = _KEY.fullmatch(request.headers.get(KEY, ""))
    if found is None:
        raise Problem(KEY_MISSING)
    return hashlib.sha256(found[1].encode()).digest()


def _fingerprint(request: HttpRequest) -> bytes:
    """What was asked, under the node's key: nobody can try whether a body was about somebody."""
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return salted_hmac(_SALT, asked, secret=settings.SECRET_KEY, algorithm="sha256").digest()
