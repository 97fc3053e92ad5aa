"""The addresses of services: for people below the language, for machines below `/hsds/`."""

from django.urls import path

from safeconduct.public.services import finding
from safeconduct.public.services.feeds import Changes
from safeconduct.public.services.machines.views import addresses

machines = addresses
readers = [
    path("services/", finding.find, name="services"),
    path("services/embedded/", finding.embedded, name="services_embedded"),
    path("services/<uuid:pk>/", finding.one, name="services_one"),
    path("services.atom", Changes(), name="services_atom"),
]
