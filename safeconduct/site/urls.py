"""Addresses of the web process."""

from django.conf import settings
from django.urls import include, path

from safeconduct.site.demo import sign_in, sign_out
from safeconduct.site.pages import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sign-out/", sign_out, name="sign_out"),
    path("", include("safeconduct.cases.urls")),
    path("", include("safeconduct.referrals.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("sign-in/", sign_in, name="sign_in"))
