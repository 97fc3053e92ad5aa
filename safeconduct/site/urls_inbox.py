"""Addresses of the inbox process."""

from django.urls import include, path

from safeconduct.site.pages import healthz, readyz

handler400 = "safeconduct.exchange.pages.not_understood"
handler404 = "safeconduct.exchange.pages.nothing_there"
handler500 = "safeconduct.exchange.pages.broken"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("safeconduct.exchange.urls")),
]
