"""Django's settings of one process of one node. What may differ between nodes is declared in `node_settings`.

The process (web, inbox, worker, owner) chooses the database role, the pages and the keys that may be read.
Importing needs no database. Without SAFECONDUCT_HOME and SAFECONDUCT_PROCESS the values are harmless
stand-ins, good for type checks only.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from safeconduct.site import mail_settings
from safeconduct.site.account_settings import *  # noqa: F403 - Django reads them as settings of this module
from safeconduct.site.databases import database
from safeconduct.site.node_settings import *  # noqa: F403 - as above
from safeconduct.site.node_settings import (
    COUNTRY,
    DEMO,
    HOSTS,
    IDLE_MINUTES,
    NODE,
    NODE_HOME,
    PROCESS,
    PROXIES,
    SETUP,
    SIGN_IN_HOURS,
)
from safeconduct.vocabulary.declared import secret_of
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.languages import TRANSLATED
from safeconduct.vocabulary.workdays import ZONES

DEBUG = False
SECRET_KEY = secret_of(NODE_HOME, "django", secrets.token_urlsafe())
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", *HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_cotton",
    "django_htmx",
    "procrastinate.contrib.django",
    "safeconduct.vocabulary",
    "safeconduct.keys",
    "safeconduct.audit",
    "safeconduct.agencies",
    "safeconduct.access",
    "safeconduct.exchange",
    "safeconduct.directory",
    "safeconduct.consent",
    "safeconduct.cases",
    "safeconduct.rights",
    "safeconduct.referrals",
    "safeconduct.counsel",
    "safeconduct.statistics",
    "safeconduct.ethics",
    "safeconduct.site",
    # After ours: of the pages that theirs bring, ours are shown.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
_SIGN_INS = "safeconduct.site.accounts.middleware."
_ALLAUTH = "allauth.account.middleware.AccountMiddleware"
_METHODS = "safeconduct.site.middleware.Methods"
_EVERYWHERE = [
    "safeconduct.site.metrics.Counted",
    "safeconduct.site.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
]
_MEMBERS = [
    "safeconduct.site.api.middleware.Software",
    _METHODS,
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "safeconduct.site.middleware.Fragments",
    "django.contrib.messages.middleware.MessageMiddleware",
    _ALLAUTH,
    f"{_SIGN_INS}SignedIn",
]
# The inbox knows no member and no page; allauth insists on its own part in every process.
MIDDLEWARE = [*_EVERYWHERE, _METHODS, _ALLAUTH] if PROCESS == "inbox" else [*_EVERYWHERE, *_MEMBERS]
ROOT_URLCONF = "safeconduct.site.urls_inbox" if PROCESS == "inbox" else "safeconduct.site.urls"
if SETUP and PROCESS == "web":
    _WIZARD = "safeconduct.site.setup.middleware.OnThisMachine"
    MIDDLEWARE = [*_EVERYWHERE, _WIZARD, *(one for one in _MEMBERS if not one.startswith(_SIGN_INS))]
    ROOT_URLCONF = "safeconduct.site.setup.urls"
WSGI_APPLICATION = "safeconduct.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "safeconduct.site.words"},
            "builtins": ["safeconduct.site.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeconduct.site.demo.banner",
                "safeconduct.cases.emergency.mark.open_now",
                "safeconduct.site.theme.chosen",
                "safeconduct.site.cover.untouched",
                "safeconduct.site.language.to_choose",
            ],
        },
    }
]

SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # ours stands in place of Django's, on purpose (site/words.py)

# A component sees what it was given and nothing of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True

DATABASES: dict[str, dict[str, Any]] = {"default": database(NODE_HOME, PROCESS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Each node has cookies of its own: browsers send a cookie to every port of a host. Outside the demonstration, and the
# wizard on this machine, the pages are reached over TLS only, and the browser itself holds the cookies to this host.
_TLS = not (DEMO or SETUP)
_COOKIES = f"{'__Host-' if _TLS else ''}{NODE or 'safeconduct'}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _TLS
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SESSION_ENGINE = "safeconduct.site.accounts.sessions"
SESSION_COOKIE_NAME = f"{_COOKIES}_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = SIGN_IN_HOURS * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_COOKIES}_csrf"
CSRF_COOKIE_AGE = (
    None  # it goes with the browser: a year of it would be a trace on the device of whoever typed a code
)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "safeconduct.site.accounts.pages.csrf_failed"
LANGUAGE_COOKIE_NAME = f"{_COOKIES}_language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True
THEME_COOKIE_NAME = f"{_COOKIES}_theme"

# Accounts: the owner opens them, a password and a second factor (or a passkey alone) open the node.
SIGN_IN_IDLE = IDLE_MINUTES * 60
SIGN_IN_LASTS = SIGN_IN_HOURS * 60 * 60
STANDING = "safeconduct.site.accounts.standing.standing_of"
LOGIN_URL = "/sign-in/" if DEMO else "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"
ENROL_URL = "/account/"
PLACE_URL = "/account/place/"
STEP_UP_URL = "/account/confirm/"
SIGNED_IN_AGAIN_URL = "/account/back/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "safeconduct.site.accounts.counters.Counters"}}

STATIC_URL = "/static/"
# Served from the rooms' own folders by the web process: there is no collecting step to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

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
    # Only our own few lines may turn text into a part of the page, and nothing may turn it into a script.
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["safeconduct"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
FILE_UPLOAD_HANDLERS = ["safeconduct.site.uploads.InMemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024 + 64 * 1024

LANGUAGES = [(tag, NAMES[tag].own) for tag in TRANSLATED]
FORMAT_MODULE_PATH = "safeconduct.vocabulary.formats"
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
USE_I18N = True
USE_TZ = True
# Pages and forms speak the time of the node's country; what is stored and sent is UTC.
TIME_ZONE = ZONES.get(COUNTRY or "", "UTC")

# Nothing leaves a demonstration; a node for real people sends by the server that was named when it was set up.
MAILERS: Mapping[str, Any] = (
    {"default": {"BACKEND": "safeconduct.site.mails.KeptInFolder"}}
    if DEMO
    else mail_settings.ByTheFile(NODE_HOME)
)
DEFAULT_FROM_EMAIL = "reminders@localhost"  # of the demonstration; any other node's is in its file

# Jobs are declared in one place of ours and found nowhere else.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "safeconduct.site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Its lines below a warning print what every job was given.
        "procrastinate": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
