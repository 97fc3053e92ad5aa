"""When something breaks: what the reader is told, and that nothing typed is lost.

The page for a lost database asks nothing of it: no session, no account, no member.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from safeconduct.access.keeping import came_from_here, posted_fields


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler for an unforeseen fault (500); 503 when the database cannot be reached."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return server_error(request)
    posted = request.method == "POST" and came_from_here(request)
    context = {"posted": posted, "fields": posted_fields(request) if posted else [], "path": request.path}
    return render(request, "site/lost_database.html", context, status=503)
