"""The addresses of the programme: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern, path

from safeconduct.public.conferences.programme import pages

readers: list[URLPattern] = [
    path("", pages.conferences, name="programme_conferences"),
    path("<slug:code>/", pages.conference, name="programme_conference"),
]
organisers: list[URLPattern] = []
