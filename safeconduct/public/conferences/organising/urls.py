"""Where an organiser begins."""

from django.urls import path

from safeconduct.public.conferences.organising import pages

organisers = [
    path("", pages.editions, name="organisers_editions"),
    path("<slug:code>/", pages.edition, name="organisers_edition"),
]
