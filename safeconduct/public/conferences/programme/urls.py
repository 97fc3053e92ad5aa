"""The addresses of the programme: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern, path

from safeconduct.public.conferences.editing import urls as editing
from safeconduct.public.conferences.programme import exports, pages

readers: list[URLPattern] = [
    path("", pages.conferences, name="programme_conferences"),
    path("<slug:code>/", pages.conference, name="programme_conference"),
    path("<slug:code>/programme.ics", exports.programme, name="programme_ics"),
    path("<slug:code>/schedule.json", exports.for_programs, name="programme_json"),
]
organisers: list[URLPattern] = [
    *editing.organisers,
    path("<slug:code>/preview/", pages.preview, name="programme_preview"),
]
