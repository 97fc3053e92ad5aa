"""Addresses of the pages about professional ethics."""

from django.urls import path

from safeconduct.ethics.pages import ethics

urlpatterns = [
    path("ethics/", ethics, name="ethics"),
    path("ethics/<slug:profession>/", ethics, name="ethics_of"),
]
