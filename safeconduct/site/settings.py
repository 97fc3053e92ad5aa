"""Django's settings of one process of one node. What may differ between nodes is declared here and nowhere else.

The process (web, inbox, worker, owner) chooses the database role, the pages and the keys that may be read.
Importing needs no database. Without SAFECONDUCT_HOME and SAFECONDUCT_PROCESS the values are harmless
stand-ins, good for type checks only.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from safeconduct.site.databases import database
from safeconduct.site.declared import (
    WrongSetting,
    country,
    database_url,
    folder,
    names,
    node_name,
    one_of,
    refuse_unknown,
    require,
    secret_of,
    setting,
    yes_or_no,
)

NODE_HOME: Path | None = setting(
    "SAFECONDUCT_HOME", folder, default=None, why="the folder with the node's keys, secrets and database"
)
KEYS_FOLDER: Path | None = NODE_HOME / "keys" if NODE_HOME is not None else None
_PROCESS: str | None = setting(
    "SAFECONDUCT_PROCESS",
    one_of("web", "inbox", "worker", "owner"),
    default=None,
    why="which of the node's processes this is; it chooses database role, pages and keys",
)
NODE: str | None = setting("SAFECONDUCT_NODE", node_name, default=None, why="the node's name among its peers")
COUNTRY: str | None = setting(
    "SAFECONDUCT_COUNTRY",
    country,
    default=None,
    why="the country whose working days and references the node uses",
)
DEMO: bool = setting(
    "SAFECONDUCT_DEMO",
    yes_or_no,
    default=False,
    why="a node of the demonstration: invented people, movable clock",
)
_HOSTS: tuple[str, ...] = setting(
    "SAFECONDUCT_HOSTS", names, default=(), why="host names the node answers to besides this machine's"
)
# Read by the commands that prepare a node; here it is only declared and checked.
setting(
    "DATABASE_URL",
    database_url,
    default=None,
    why="a PostgreSQL server (16 or newer) instead of the embedded one; its account may make roles",
)

refuse_unknown(os.environ)
PROCESS = _PROCESS or "web"
if _PROCESS is not None or NODE_HOME is not None:
    for _name, _value in (("HOME", NODE_HOME), ("NODE", NODE), ("COUNTRY", COUNTRY)):
        require(_value, f"SAFECONDUCT_{_name}")
if NODE_HOME is not None and not NODE_HOME.is_dir():
    raise WrongSetting(f"The folder {NODE_HOME} in SAFECONDUCT_HOME is not there: prepare the node first.")

DEBUG = False
SECRET_KEY = secret_of(NODE_HOME, "django", secrets.token_urlsafe())
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", *_HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "safeconduct.vocabulary",
    "safeconduct.keys",
    "safeconduct.audit",
    "safeconduct.agencies",
    "safeconduct.access",
    "safeconduct.exchange",
    "safeconduct.directory",
    "safeconduct.consent",
    "safeconduct.cases",
    "safeconduct.referrals",
    "safeconduct.site",
]
_EVERYWHERE = [
    "safeconduct.site.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
]
_MEMBERS = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
# The inbox knows no member and no page.
MIDDLEWARE = _EVERYWHERE if PROCESS == "inbox" else [*_EVERYWHERE, *_MEMBERS]
ROOT_URLCONF = "safeconduct.site.urls_inbox" if PROCESS == "inbox" else "safeconduct.site.urls"
WSGI_APPLICATION = "safeconduct.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "safeconduct.site.demo.banner",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {"default": database(NODE_HOME, PROCESS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Each node has cookies of its own: browsers send a cookie to every port of a host.
_COOKIES = NODE or "safeconduct"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{_COOKIES}_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_COOKIES}_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{_COOKIES}_language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True

STATIC_URL = "/static/"
# Served from the rooms' own folders by the web process: there is no collecting step to forget.
WHITENOISE_USE_FINDERS = True

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024 + 64 * 1024

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "safeconduct.site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
