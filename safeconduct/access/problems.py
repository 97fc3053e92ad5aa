"""What the API says when it does not do what was asked: problem details (RFC 9457), in the rule's own words.

Nothing of a request is repeated in an answer: a name that was typed into the wrong place must not come back by it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible, SafeconductError

MEDIA_TYPE = "application/problem+json"
REALM = 'Bearer realm="safeconduct"'


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of problem: its heading in docs/reference/api.md, its status, and its title."""

    name: str
    status: int
    title: Words

    @property
    def uri(self) -> str:
        """`type`, relative to the page that explains it."""
        return f"api.md#{self.name}"


MALFORMED = Kind("malformed", 400, _("This cannot be read as a request."))
KEY_MISSING = Kind("key-missing", 400, _("A write needs an Idempotency-Key."))
NO_TOKEN = Kind("no-token", 401, _("This needs a token."))
TOKEN_OVER = Kind("token-over", 401, _("This token opens nothing any more."))
SCOPE_MISSING = Kind("scope-missing", 403, _("This token was not made for that."))
ON_THE_PAGE = Kind("on-the-page", 403, _("This is done on the page, by the member."))
NOT_FOUND = Kind("not-found", 404, _("There is nothing here for you."))
WRONG_METHOD = Kind("wrong-method", 405, _("This address does not take that method."))
NOT_ACCEPTABLE = Kind("not-acceptable", 406, _("The answer is JSON."))
NOT_POSSIBLE = Kind("not-possible", 409, _("This is not possible now."))
AT_WORK = Kind("at-work", 409, _("A request with this key is at work."))
CURSOR_OVER = Kind("cursor-over", 410, _("This place in the feed is not kept any more."))
TOO_LARGE = Kind("too-large", 413, _("The request is too large."))
WRONG_TYPE = Kind("wrong-type", 415, _("The request is not JSON."))
BAD_INPUT = Kind("bad-input", 422, _("Some of it cannot be used."))
KEY_USED = Kind("key-used", 422, _("This key belongs to another request."))
TOO_MANY = Kind("too-many", 429, _("Too many requests."))
BROKEN = Kind("broken", 500, _("Something broke here."))
UNREACHABLE = Kind("unreachable", 503, _("The node cannot answer now."))

KINDS = (
    MALFORMED, KEY_MISSING, NO_TOKEN, TOKEN_OVER, SCOPE_MISSING, ON_THE_PAGE, NOT_FOUND, WRONG_METHOD, NOT_ACCEPTABLE,
    NOT_POSSIBLE, AT_WORK, CURSOR_OVER, TOO_LARGE, WRONG_TYPE, BAD_INPUT, KEY_USED, TOO_MANY, BROKEN, UNREACHABLE,
)  # fmt: skip

IN_GENERAL: dict[Kind, Words] = {
    MALFORMED: _("Send one JSON object in UTF-8, as the reference shows it."),
    KEY_MISSING: _(
        "Send a new key with each new write, and the same one when you repeat it: 8 to 100 letters, "
        "digits and the signs . _ : -"
    ),
    NO_TOKEN: _(
        "Send the header Authorization with the word Bearer and a token from the account page of a member."
    ),
    NOT_FOUND: _("Either it does not exist, or it is not for the member whose token this is."),
    WRONG_METHOD: _("The header Allow says which it takes."),
    NOT_ACCEPTABLE: _("Accept application/json, or send no header Accept."),
    AT_WORK: _("Wait for its answer, then repeat the request with the same key: it gets the same answer."),
    CURSOR_OVER: _("Begin again without a cursor, and compare with the list of referrals."),
    TOO_LARGE: _("Send at most 64 KiB."),
    WRONG_TYPE: _("Send the header Content-Type with application/json."),
    BAD_INPUT: _("Each part that cannot be used is listed with the reason."),
    KEY_USED: _("Repeat the request as it was, or send this one with a key of its own."),
    TOO_MANY: _("The header Retry-After says after how many seconds the next one is answered."),
    BROKEN: _(
        "Nothing of this request was kept. Repeat it with the same key; if it breaks again, tell who runs the node."
    ),
    UNREACHABLE: _("Nothing of this request was kept. Repeat it later with the same key."),
}
"""What is said when the problem has nothing more to say."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One part of a request that cannot be used: a JSON pointer into the body ("" for a parameter), and why."""

    detail: Words
    pointer: str = ""
    parameter: str = ""

    def members(self) -> dict[str, str]:
        """As it stands in the answer."""
        place = {"parameter": self.parameter} if self.parameter else {"pointer": self.pointer}
        return {**place, "detail": str(self.detail)}


@dataclass(eq=False)
class Problem(Exception):
    """The answer instead. `code` is the reason's own, stable name; `headers` go with it."""

    kind: Kind
    detail: Words = ""
    code: str = ""
    faults: list[Fault] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, object]:
        """The problem document."""
        kind = self.kind
        said: dict[str, object] = {
            "type": kind.uri,
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(self.detail or IN_GENERAL.get(kind, "")),
            "code": self.code or kind.name.replace("-", "_"),
        }
        if self.faults:
            said["errors"] = [fault.members() for fault in self.faults]
        return said

    def response(self) -> HttpResponse:
        """As it goes out."""
        text = json.dumps(self.members(), ensure_ascii=False)
        headers = dict(self.headers)
        if self.kind.status == NO_TOKEN.status:
            headers.setdefault("WWW-Authenticate", REALM)
        return HttpResponse(text, status=self.kind.status, content_type=MEDIA_TYPE, headers=headers)


def of_reason(kind: Kind, reason: Reason) -> Problem:
    """A rule's refusal, with its code."""
    return Problem(kind, reason.whole, reason.code)


def bad_input(errors: Mapping[str, Words]) -> Problem:
    """Answers that cannot be used, by the path of their member in the body; "" is the body itself."""
    return Problem(
        BAD_INPUT, faults=[Fault(said, f"#/{path}" if path else "#") for path, said in errors.items()]
    )


def of_error(error: SafeconductError) -> Problem:
    """What the house raises, as the API answers it. Says no more than the page does."""
    match error:
        case NotPossible():
            return of_reason(NOT_POSSIBLE, error.reason)
        case BadInput():
            return bad_input(error.errors)
        case NotFound():
            return Problem(NOT_FOUND, error.sentence)
        case _:
            return Problem(BAD_INPUT, error.sentence)


def token_over(state: str, until: datetime, reason: Reason) -> Problem:
    """A token that opens nothing any more; the header says in English, as machines read it, what the text says."""
    why = f"The token ended on {until.date().isoformat()}." if state == "ended" else "The token was ended."
    header = f'{REALM}, error="invalid_token", error_description="{why}"'
    return Problem(TOKEN_OVER, reason.whole, reason.code, headers={"WWW-Authenticate": header})
