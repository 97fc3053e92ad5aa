"""Addresses of the web process."""

from django.urls import include, path

from safeconduct.site.accounts.pages import sign_out
from safeconduct.site.addresses import Address, ByFirstPart
from safeconduct.site.administration.joining import one_more_place, welcome
from safeconduct.site.announcements.pages import news
from safeconduct.site.api.all import api
from safeconduct.site.cover import neutral
from safeconduct.site.demo import sign_in
from safeconduct.site.demo_clock import clock
from safeconduct.site.language import choose as choose_language
from safeconduct.site.mails import mails
from safeconduct.site.metrics import metrics
from safeconduct.site.pages import emergency_readings, healthz, readyz
from safeconduct.site.theme import choose

handler500 = "safeconduct.site.faults.broken"

_ADDRESSES: list[Address] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("emergency-readings/", emergency_readings, name="emergency_readings"),
    path("metrics", metrics, name="metrics"),
    path("sign-in/", sign_in, name="sign_in"),  # the demonstration's: 404 anywhere else
    path("demo/clock/", clock, name="demo_clock"),  # these two as well
    path("demo/mails/", mails, name="demo_mails"),
    path("sign-out/", sign_out, name="sign_out"),
    path("account/welcome/<str:token>/", welcome, name="welcome"),
    path("account/welcome/<str:token>/place/", one_more_place, name="one_more_place"),
    path("account/", include("safeconduct.site.accounts.urls")),
    path("administration/peers/", include("safeconduct.site.administration.urls_peers")),
    path("administration/", include("safeconduct.site.administration.urls")),
    path("api/v1/", api.urls),
    path("news/", news, name="announcements"),
    path("training/", include("safeconduct.site.training.urls")),  # its own too: refused elsewhere
    path("neutral/", neutral, name="neutral"),
    path("theme/", choose, name="theme"),
    path("language/", choose_language, name="language"),
    path("", include("safeconduct.directory.urls")),
    path("", include("safeconduct.cases.urls")),
    path("", include("safeconduct.rights.urls")),
    path("", include("safeconduct.counsel.urls")),
    path("", include("safeconduct.referrals.urls")),
    path("", include("safeconduct.counsel.channel.urls")),
    path("", include("safeconduct.statistics.urls")),
    path("", include("safeconduct.ethics.urls")),
]
urlpatterns = [ByFirstPart(_ADDRESSES)]
