"""Addresses of the directory."""

from django.urls import include, path

from safeconduct.directory import pages

urlpatterns = [
    path("directory/", include("safeconduct.directory.keeping.urls")),
    path("directory/", pages.find, name="directory"),
    path("directory/missing/", pages.missing, name="directory_missing"),
]
