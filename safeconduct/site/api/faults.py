"""What goes wrong in an operation, as a problem. The framework's own words never go out: they may repeat a request."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from safeconduct.access.problems import BAD_INPUT, MALFORMED, NOT_FOUND, TOO_LARGE, Fault, Problem

BODY, PATH = "body", "path"


def listen(api: NinjaAPI) -> None:
    """Answer all of them as problems."""
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(Http404, _nothing)


def _problem(request: HttpRequest, problem: Any) -> HttpResponse:
    found: Problem = problem
    return found.response()


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    # The framework hides what its parser has said behind an error of its own.
    cause = error.__cause__
    return (cause if isinstance(cause, Problem) else Problem(MALFORMED)).response()


def _too_big(request: HttpRequest, error: Any) -> HttpResponse:
    return Problem(TOO_LARGE).response()


def _nothing(request: HttpRequest, error: Any) -> HttpResponse:
    return Problem(NOT_FOUND).response()


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    found: ValidationError = error
    if any(fault["loc"][0] == PATH for fault in found.errors):
        return Problem(NOT_FOUND).response()
    return Problem(BAD_INPUT, faults=[_fault(fault) for fault in found.errors]).response()


def _fault(fault: dict[str, Any]) -> Fault:
    """Where and why, without the value that was sent nor a name that it invented."""
    source, *path = fault["loc"]
    if fault["type"] == "extra_forbidden":
        path = path[:-1]
    said = _sentence(fault["type"], fault.get("ctx", {}))
    if source != BODY:
        named = [step for step in path if isinstance(step, str)]
        return Fault(said, parameter=named[-1] if named else "")
    steps = [
        str(step).replace("~", "~0").replace("/", "~1") for step in path[1:]
    ]  # the first names the argument
    return Fault(said, pointer="#" + "".join(f"/{step}" for step in steps))


def _sentence(kind: str, context: dict[str, Any]) -> str:
    match kind:
        case "missing":
            return _("This is missing.")
        case "extra_forbidden":
            return _(
                "There is a member here that this request does not know. The reference lists those it knows."
            )
        case "enum" | "literal_error":
            return _("Choose one of: %(codes)s.") % {"codes": context.get("expected", "")}
        case "string_too_long" | "string_too_short" | "too_long" | "too_short":
            return _("This is too long or too short; the reference says how long it may be.")
        case "uuid_parsing" | "uuid_type":
            return _("This is no identifier (UUID).")
        case _ if kind.startswith(("datetime", "date", "timezone")):
            return _("This is no moment with its zone, such as 2026-03-01T09:30:00Z.")
        case _ if kind.startswith(("int", "greater", "less", "finite")):
            return _("This is no number within the bounds that the reference says.")
        case _:
            return _("This is not in the form that the reference says.")
