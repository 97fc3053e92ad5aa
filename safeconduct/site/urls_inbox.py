"""Addresses of the inbox process."""

from django.urls import include, path

from safeconduct.site.pages import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("safeconduct.exchange.urls")),
]
