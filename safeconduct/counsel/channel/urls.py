"""Addresses of links: a matter and a link are named by their identifiers, never by a person."""

from django.urls import path

from safeconduct.counsel.channel import pages

urlpatterns = [
    path("matters/<uuid:matter>/links/", pages.links, name="matter_links"),
    path("matters/<uuid:matter>/links/<uuid:link>/", pages.link, name="matter_link"),
]
