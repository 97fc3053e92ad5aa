"""Django's settings of the public site: a project of its own, with a database, roles and accounts of its own.

Nothing here names a case, a member, a peer or a key, and the process is told of none. Importing needs no database;
without SAFECONDUCT_PUBLIC_HOME the values are harmless stand-ins, good for checks only.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from safeconduct.vocabulary.declared import (
    WrongSetting,
    bits,
    count,
    folder,
    host_name,
    mail_address,
    months,
    names,
    one_of,
    page_address,
    port,
    refuse_unknown,
    secret_of,
    setting,
    socket_path,
    title,
    yes_or_no,
)
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.languages import TRANSLATED
from safeconduct.vocabulary.roles import PUBLIC, PUBLIC_OWNER

HOME: Path | None = setting(
    "SAFECONDUCT_PUBLIC_HOME", folder, default=None, why="the folder with the site's secrets and files"
)
PROCESS: str = setting(
    "SAFECONDUCT_PUBLIC_PROCESS",
    one_of("serve", "owner"),
    default="serve",
    why="whether this process serves or migrates; it chooses the database role",
)
NAME: str = setting("SAFECONDUCT_PUBLIC_NAME", title, default="", why="the node's name for people")
ADDRESS: str = setting(
    "SAFECONDUCT_PUBLIC_ADDRESS", page_address, default="http://localhost/", why="where readers open the site"
)
LANGUAGE_CODE: str = setting(
    "SAFECONDUCT_PUBLIC_LANGUAGE",
    one_of(*TRANSLATED),
    default="en",
    why="the language in which pages are written first",
)
STALE_MONTHS: int = setting(
    "SAFECONDUCT_PUBLIC_STALE_MONTHS",
    months,
    default=12,
    why="a page that nobody has reviewed for so many months says so to its readers",
)
LEAVE_TO: str = setting(
    "SAFECONDUCT_PUBLIC_LEAVE_TO",
    page_address,
    default="",
    why="where the exit of the pages for the person leads; else to the weather of the country",
)
WORK_BITS: int = setting(
    "SAFECONDUCT_PUBLIC_WORK_BITS",
    bits,
    default=13,
    why="so much work a telephone does for a question without a name that need not stand in the queue; 0 for none",
)
_HOSTS: tuple[str, ...] = setting(
    "SAFECONDUCT_PUBLIC_HOSTS", names, default=(), why="further host names that the site answers to"
)
PROXIES: int = setting(
    "SAFECONDUCT_PUBLIC_PROXIES",
    count,
    default=0,
    why="so many proxies of the operator stand before the site and say whether the reader came over TLS",
)
CLAMAV: Path | None = setting(
    "SAFECONDUCT_PUBLIC_CLAMAV",
    socket_path,
    default=None,
    why="the socket of ClamAV's daemon on this machine: the site takes no file that it has not looked at",
)
DEMO: bool = setting(
    "SAFECONDUCT_PUBLIC_DEMO", yes_or_no, default=False, why="the site of a demonstration: invented partners"
)
MAIL_HOST: str = setting(
    "SAFECONDUCT_PUBLIC_MAIL_HOST",
    host_name,
    default="",
    why="the mail server; without one nobody can register",
)
MAIL_PORT: int = setting("SAFECONDUCT_PUBLIC_MAIL_PORT", port, default=587, why="its port")
MAIL_SECURITY: str = setting(
    "SAFECONDUCT_PUBLIC_MAIL_SECURITY",
    one_of("starttls", "tls", "none"),
    default="starttls",
    why="how the way there is closed; none is for a server on this very machine",
)
MAIL_USER: str = setting(
    "SAFECONDUCT_PUBLIC_MAIL_USER",
    title,
    default="",
    why="the account there; its password is the secret `mail`",
)
MAIL_SENDER: str = setting(
    "SAFECONDUCT_PUBLIC_MAIL_SENDER",
    mail_address,
    default="conferences@localhost",
    why="the address from which the site writes",
)
refuse_unknown(os.environ)

ROLES = {"serve": PUBLIC, "owner": PUBLIC_OWNER}


def _database() -> dict[str, Any]:
    """The site's own database; the address stands in the site's own folder."""
    address: dict[str, Any] = {"host": "", "port": 5432, "name": "safeconduct_public", "options": {}}
    if HOME is not None:
        try:
            address = json.loads((HOME / "database.json").read_text())
        except OSError as fault:
            raise WrongSetting(
                "The database of the public site is not known: prepare the node first."
            ) from fault
    role = ROLES[PROCESS]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "USER": role,
        "PASSWORD": secret_of(HOME, role, ""),
        "HOST": address["host"],
        "PORT": str(address["port"]),
        "NAME": address["name"],
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": address["options"],
    }


_HERE = Path(__file__).parent
_LOOK = _HERE.parent / "site" / "static"
_HOST = ADDRESS.split("/")[2].partition(":")[0]

DEBUG = False
SECRET_KEY = secret_of(HOME, "django", secrets.token_urlsafe())
RELEASES_SECRET = secret_of(HOME, "releases", secrets.token_urlsafe())
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", _HOST, *_HOSTS]
ROOT_URLCONF = "safeconduct.public.urls"
WSGI_APPLICATION = "safeconduct.public.wsgi.application"
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "safeconduct.public.editors",
    "safeconduct.public.pages",
    "safeconduct.public.asking",
    "safeconduct.public.post",
    "safeconduct.public.conferences",
    "safeconduct.public.learning",
    "safeconduct.public.signatures",
    "safeconduct.public.recommendations",
    "safeconduct.public.releases",
    "safeconduct.public.services",
    "safeconduct.public.editions",
    "safeconduct.public.helping",
    "safeconduct.public.questions",
    "safeconduct.public.speaking",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",  # wagtail-localize imports it; pictures of pages are files of the site, drawn anew
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "safeconduct.public.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "safeconduct.public.languages.ByTheAddress",
    "safeconduct.public.pages.kept.Kept",
    "django.middleware.common.CommonMiddleware",
    # The cookies of these have the editors' path: no browser shows one to a reader's page, and no such page sets one.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "safeconduct.public.editors.standing.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(each) for each in sorted(_HERE.glob("conferences/*/templates"))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeconduct.public.pages.frame.frame",
            ]
        },
    }
]

_TLS = ADDRESS.startswith("https://")
EDIT = "/edit/"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = EDIT
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "public_editor", "public_editor_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 9 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_USER_MODEL = "editors.Editor"
AUTHENTICATION_BACKENDS = ["safeconduct.public.editors.backend.Counted"]
WAGTAILADMIN_USER_LOGIN_FORM = "safeconduct.public.editors.forms.SignIn"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "safeconduct.vocabulary.formats"
TIME_ZONE = "UTC"
LANGUAGES = [(tag, NAMES[tag].own) for tag in TRANSLATED]
LOCALE_PATHS = [_HERE.parent / "locale"]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation that was begun is a draft
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]

STATIC_URL = "/static/"
# The look of the product as it was built; none of its scripts.
STATICFILES_DIRS = [("built", str(_LOOK / "built")), ("public", str(_HERE / "static" / "public"))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = str(HOME / "media") if HOME is not None else ""
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the editor's forms are long

WAGTAIL_SITE_NAME = NAME or "Safeconduct"
WAGTAILADMIN_BASE_URL = ADDRESS.rstrip("/")
WAGTAILSEARCH_BACKENDS = {
    # One index for all languages: no language is told from another one there. Readers search it in `pages.finding`.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAILDOCS_EXTENSIONS = ["pdf", "epub", "html", "jpg", "jpeg", "png"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "safeconduct.public.uploads.forms.Upload"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILEMBEDS_FINDERS: list[Any] = []
# Nothing of the editor asks another host; Wagtail mails nothing, and the worker tells who approves (pages.telling).
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_MODERATION_ENABLED = WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True


def _mailers() -> dict[str, Any]:
    """By the server that was named; a demonstration without one lays mails into a folder; else none is sent."""
    if MAIL_HOST:
        options = {
            "host": MAIL_HOST,
            "port": MAIL_PORT,
            "username": MAIL_USER,
            "password": secret_of(HOME, "mail", "") if MAIL_USER else "",
            "use_tls": MAIL_SECURITY == "starttls",
            "use_ssl": MAIL_SECURITY == "tls",
            "timeout": 20,
        }
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    if DEMO and HOME is not None:
        kept = {"folder": str(HOME / "mails")}
        return {"default": {"BACKEND": "safeconduct.public.post.folder.KeptInFolder", "OPTIONS": kept}}
    return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}


MAILERS: dict[str, Any] = _mailers()
SENDS_MAIL = bool(MAIL_HOST or DEMO)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "safeconduct.public.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
