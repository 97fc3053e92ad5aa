"""The language stands in the address, and in no cookie: what a browser asks for is offered, and chosen for nobody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from safeconduct.public import settings


class ByTheAddress:
    """Below /ro/ a page speaks Romanian; the editor and everything else the language of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose it before any address is looked up."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if not request.path.startswith(settings.EDIT):
            response.headers.setdefault("Content-Language", language)
        return response
