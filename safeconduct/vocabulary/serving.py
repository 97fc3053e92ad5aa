"""How a process of a web server begins: bound to its server, and ended with a sentence when its settings are wrong."""

import ctypes
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from safeconduct.vocabulary.beginning import loading


def application_of(settings: str) -> WSGIHandler:
    """The application of these settings, named as a module, unless the surroundings name others. Raises SystemExit."""
    _end_with_server()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    try:
        with loading():
            application = get_wsgi_application()
            get_resolver().url_patterns  # noqa: B018 - all pages, which the first request would load
            return application
    except ImproperlyConfigured as fault:
        raise SystemExit(str(fault)) from None


def _end_with_server() -> None:
    # A server's worker outlives its killed main process and keeps the port: have the kernel end it too.
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, int(signal.SIGKILL), 0, 0, 0)
