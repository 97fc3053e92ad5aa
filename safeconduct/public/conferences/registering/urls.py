"""The addresses of registering: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern, path, re_path

from safeconduct.public.conferences.registering import letter_pages, organising, own_pages, pages

OF_ONE = r"^mine/(?P<secret>[\w-]{32})/"

readers: list[URLPattern] = [
    path("<slug:code>/register/", pages.register, name="registering_register"),
    path("<slug:code>/register/sent/", pages.sent, name="registering_sent"),
    re_path(rf"{OF_ONE}$", own_pages.mine, name="registering_mine"),
    re_path(rf"{OF_ONE}change/$", own_pages.change, name="registering_change"),
    re_path(rf"{OF_ONE}invitation\.pdf$", letter_pages.letter, name="registering_letter"),
    # Without the last stroke it is not ours: the address is then asked for once more with it.
    re_path(r"^mine/(?P<typed>[^/]+)/$", own_pages.mistyped, name="registering_mistyped"),
]
ALL = "<slug:code>/registrations/"
organisers: list[URLPattern] = [
    path(ALL, organising.registrations, name="registering_registrations"),
    path(f"{ALL}seats/", organising.seats, name="registering_seats"),
    path(f"{ALL}seats/<int:pk>/drop/", organising.drop_quota, name="registering_drop_quota"),
    path(f"{ALL}needs/", organising.needs, name="registering_needs"),
    path(f"{ALL}seated.csv", organising.seated, name="registering_seated"),
    path(f"{ALL}<uuid:pk>/", organising.registration, name="registering_registration"),
]
