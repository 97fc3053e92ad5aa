"""Addresses of a node that is being set up. A node in service has none of these."""

from django.urls import path
from django.views.generic import RedirectView

from safeconduct.site.language import choose as choose_language
from safeconduct.site.pages import healthz, readyz
from safeconduct.site.setup import administrator, clocks, mail, pages, recovery
from safeconduct.site.theme import choose

handler500 = "safeconduct.site.faults.broken"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("theme/", choose, name="theme"),
    path("language/", choose_language, name="language"),
    path("", RedirectView.as_view(pattern_name="setup_front"), name="today"),
    path("setup/", pages.front, name="setup_front"),
    path("setup/open/<str:link>/", pages.come_in, name="setup_open"),
    path("setup/language/", pages.language, name="setup_language"),
    path("setup/agency/", pages.agency, name="setup_agency"),
    path("setup/administrator/", administrator.administrator, name="setup_administrator"),
    path("setup/administrator/app/", administrator.app, name="setup_app"),
    path("setup/administrator/codes/", administrator.codes, name="setup_codes"),
    path("setup/mail/", mail.mail, name="setup_mail"),
    path("setup/people/", pages.people, name="setup_people"),
    path("setup/clocks/", clocks.clocks, name="setup_clocks"),
    path("setup/recovery/", recovery.recovery, name="setup_recovery"),
]
