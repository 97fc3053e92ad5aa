"""The second factor of editors, below their address."""

from django.urls import path

from safeconduct.public.editors import pages

editors = [
    path("second-factor/", pages.manage, name="factor"),
    path("second-factor/code/", pages.second, name="second_factor"),
    path("second-factor/set-up/", pages.set_up, name="factor_set_up"),
]
