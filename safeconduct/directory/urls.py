"""Addresses of the directory."""

from django.urls import path

from safeconduct.directory import pages

urlpatterns = [
    path("directory/", pages.find, name="directory"),
    path("directory/missing/", pages.missing, name="directory_missing"),
]
