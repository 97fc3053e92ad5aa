"""The addresses of being there: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern, path

from safeconduct.public.conferences.attending import door

readers: list[URLPattern] = []
organisers: list[URLPattern] = [
    path("<slug:code>/door/", door.door, name="attending_door"),
    path("<slug:code>/door/send/", door.send, name="attending_door_send"),
]
