"""The door of the web server into the public site."""

import ctypes
import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def end_with_server() -> None:
    """A server's worker outlives its killed main process and keeps the port: have the kernel end it too."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, int(signal.SIGKILL), 0, 0, 0)


def made() -> WSGIHandler:
    """The application; a fault of the settings ends the process with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.public.settings")
    try:
        return get_wsgi_application()
    except ImproperlyConfigured as fault:
        raise SystemExit(str(fault)) from None


end_with_server()
application = made()
