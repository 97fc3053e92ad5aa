"""Addresses of the web process."""

from django.urls import path

from safeconduct.site.pages import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
