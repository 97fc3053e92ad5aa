"""The addresses of the programme: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern

readers: list[URLPattern] = []
organisers: list[URLPattern] = []
