"""The addresses of registering: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern, path, re_path

from safeconduct.public.conferences.registering import pages

OF_ONE = r"^mine/(?P<secret>[\w-]{32})/"

readers: list[URLPattern] = [
    path("<slug:code>/register/", pages.register, name="registering_register"),
    path("<slug:code>/register/sent/", pages.sent, name="registering_sent"),
    re_path(rf"{OF_ONE}$", pages.mine, name="registering_mine"),
    re_path(rf"{OF_ONE}change/$", pages.change, name="registering_change"),
]
organisers: list[URLPattern] = []
