"""The door of the web server into one process (web or inbox)."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as fault:
    raise SystemExit(str(fault)) from None
