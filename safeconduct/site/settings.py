"""Django's settings of one process of one node. What may differ between nodes is declared here and nowhere else.

The process (web, inbox, worker, owner) chooses the database role, the pages and the keys that may be read.
Importing needs no database. Without SAFECONDUCT_HOME and SAFECONDUCT_PROCESS the values are harmless
stand-ins, good for type checks only.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from safeconduct.cases.screening.codes import Profile
from safeconduct.site import mail_settings
from safeconduct.site.account_settings import *  # noqa: F403 - Django reads them as settings of this module
from safeconduct.site.databases import database
from safeconduct.vocabulary.declared import (
    WrongSetting,
    comparisons_of,
    count,
    country,
    database_url,
    days,
    endpoint,
    folder,
    hours,
    mebibytes,
    minutes,
    names,
    node_name,
    one_of,
    page_address,
    refuse_unknown,
    require,
    seconds,
    secret_of,
    services,
    setting,
    socket_path,
    title,
    yes_or_no,
)
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.languages import TRANSLATED
from safeconduct.vocabulary.workdays import ZONES

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
NODE_NAME: str | None = setting(
    "SAFECONDUCT_NAME", title, default=None, why="the node's name for people, as its card shows it"
)
LANGUAGE_CODE: str = setting(
    "SAFECONDUCT_LANGUAGE",
    one_of(*TRANSLATED),
    default="en",
    why="the language of pages and mails for those who have chosen none",
)
ENDPOINT: str | None = setting(
    "SAFECONDUCT_ENDPOINT",
    endpoint,
    default=None,
    why="where other nodes reach this node's inbox, as its card says",
)
PAGES: str | None = setting(
    "SAFECONDUCT_PAGES",
    page_address,
    default=None,
    why="where members open the pages, for the links in the mail of the day; without it that mail has none",
)
DEMO: bool = setting(
    "SAFECONDUCT_DEMO",
    yes_or_no,
    default=False,
    why="a node of the demonstration: invented people, movable clock",
)
SETUP: bool = setting(
    "SAFECONDUCT_SETUP",
    yes_or_no,
    default=False,
    why="a node that is being set up: nothing but the wizard, for this machine only",
)
_HOSTS: tuple[str, ...] = setting(
    "SAFECONDUCT_HOSTS", names, default=(), why="host names the node answers to besides this machine's"
)
CONSENT_DAYS: int = setting(
    "SAFECONDUCT_CONSENT_DAYS",
    days,
    default=180,
    why="a consent holds so many days when nobody enters another end",
)
CONSENT_ENDING_DAYS: int = setting(
    "SAFECONDUCT_CONSENT_ENDING_DAYS",
    days,
    default=14,
    why="so many days before its end a consent is shown as ending",
)
PEER_SERVICES: int = setting(
    "SAFECONDUCT_PEER_SERVICES",
    services,
    default=20000,
    why="so many services of one other node are taken in; what is beyond is not",
)
STALE_PEER_DAYS: int = setting(
    "SAFECONDUCT_STALE_PEER_DAYS",
    days,
    default=2,
    why="services of another node are marked as old when nothing was heard of them for so many days",
)
STALE_TAKES_DAYS: int = setting(
    "SAFECONDUCT_STALE_TAKES_DAYS",
    days,
    default=180,
    why="whom a service takes is stale when nobody has checked it for so many days",
)
STALE_REACHED_DAYS: int = setting(
    "SAFECONDUCT_STALE_REACHED_DAYS",
    days,
    default=90,
    why="the same of how a service is reached, and of its hours",
)
STALE_WHERE_DAYS: int = setting(
    "SAFECONDUCT_STALE_WHERE_DAYS",
    days,
    default=180,
    why="the same of where a service is, and of its languages",
)
STALE_PLACES_DAYS: int = setting(
    "SAFECONDUCT_STALE_PLACES_DAYS",
    days,
    default=7,
    why="places that a service said are free count as stale after so many days",
)
LISTS_COMPARED: tuple[tuple[str, str], ...] = setting(
    "SAFECONDUCT_LISTS_COMPARED",
    comparisons_of(*Profile),
    default=(),
    why="who has compared which list of signs with its source; of a list that nobody has, no dimension is computed",
)
_IDLE_MINUTES: int = setting(
    "SAFECONDUCT_IDLE_MINUTES",
    minutes,
    default=15,
    why="a sign-in that nobody uses for so many minutes ends; somebody else may sit down at the desk",
)
_SIGN_IN_HOURS: int = setting(
    "SAFECONDUCT_SIGN_IN_HOURS",
    hours,
    default=9,
    why="a sign-in ends after so many hours, used or not: one working day with its break",
)
_PROXIES: int = setting(
    "SAFECONDUCT_PROXIES",
    count,
    default=0,
    why="so many proxies of the operator stand before the pages and say who asks and whether over TLS",
)
ATTACHMENT_MEBIBYTES: int = setting(
    "SAFECONDUCT_ATTACHMENT_MEBIBYTES",
    mebibytes,
    default=20,
    why="a file that is attached to a section may be so large, in MiB; of a larger one nothing is read",
)
CLAMAV: Path | None = setting(
    "SAFECONDUCT_CLAMAV",
    socket_path,
    default=None,
    why="the socket of ClamAV's daemon on this machine: no file is attached that it has not looked at",
)
CARD_SECONDS: int = setting(
    "SAFECONDUCT_CARD_SECONDS",
    seconds,
    default=10,
    why="a process may know a peer's card for so many seconds: one that is held or suspended is out within them",
)
CRASH_POINTS: Path | None = setting(
    "SAFECONDUCT_CRASH_POINTS",
    folder,
    default=None,
    why="only for `./run bench faults`: the folder by which it asks a process of its nodes to end at a named place",
)
if CRASH_POINTS is not None and not DEMO:
    raise WrongSetting(
        "The setting SAFECONDUCT_CRASH_POINTS is for the nodes of a measurement: take it away."
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
    # A new node is made before anybody has said in which country it is.
    _country = COUNTRY or (SETUP or _PROCESS == "owner")
    for _name, _value in (("HOME", NODE_HOME), ("NODE", NODE), ("COUNTRY", _country or None)):
        require(_value, f"SAFECONDUCT_{_name}")
if NODE_HOME is not None and not NODE_HOME.is_dir():
    raise WrongSetting(f"The folder {NODE_HOME} in SAFECONDUCT_HOME is not there: prepare the node first.")

DEBUG = False
SECRET_KEY = secret_of(NODE_HOME, "django", secrets.token_urlsafe())
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", *_HOSTS]

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
            ]
        },
    }
]

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
if _PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = _PROXIES
SESSION_ENGINE = "safeconduct.site.accounts.sessions"
SESSION_COOKIE_NAME = f"{_COOKIES}_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = _SIGN_IN_HOURS * 60 * 60
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
SIGN_IN_IDLE = _IDLE_MINUTES * 60
SIGN_IN_LASTS = _SIGN_IN_HOURS * 60 * 60
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
