"""A file stays as it was uploaded, and readers have it only while a page that was approved names it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from safeconduct.public import settings
from safeconduct.public.uploads.pictures import is_picture, narrow_of

OWN = ("add", "change", "delete", "choose")
"""Who may do any of these with files is an editor of pages; those who only hold conferences are not."""


class FileIsKept(PermissionDenied):
    """A file is not replaced, and what it is called is not changed; the sentence says what to do."""


def refuse_another(sender: Any, instance: Any, **_more: Any) -> None:
    """Before a file is saved. Raises FileIsKept, whoever asks: else one person would change what two had approved."""
    before = sender.objects.filter(pk=instance.pk).first() if instance.pk else None
    if before is not None and (before.file.name, before.title) != (instance.file.name, instance.title):
        raise FileIsKept(
            _("A file stays as it is. Upload the new one, name it in the page, and send the page in.")
        )


def is_named(document: Any) -> bool:
    """Whether a page that readers see names this file, in its list of files or in a link within a text.

    Wagtail's index of references reads the row of a page, which changes only when somebody has approved it.
    """
    named = ReferenceIndex.get_references_to(document).values_list("object_id", flat=True)
    of_pages = named.filter(base_content_type=ReferenceIndex._get_base_content_type(Page))
    return bool(Page.objects.live().public().filter(pk__in=[int(number) for number in of_pages]).exists())


def only_what_is_named(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Before a file is given out. To editors below their own address, where a browser shows their cookie."""
    if request.path.startswith(settings.EDIT):
        if not policy_registry.get_by_type(type(document)).user_has_any_permission(request.user, OWN):
            raise PermissionDenied
        return None
    if is_named(document):
        return None
    answer = render(request, "pages/no_file.html", {"document": document}, status=404)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def give_out(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A file under its name. One that is to be saved acts nowhere, should a browser show it all the same."""
    answer: HttpResponse = serve(request, number, name)
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_safe
def give_out_narrow(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The narrow one of a picture, under the same rule as the picture itself."""
    document = get_object_or_404(get_document_model(), pk=number)
    if document.filename != name or not is_picture(name):
        raise Http404
    refused = only_what_is_named(document, request)
    if refused is not None:
        return refused
    try:
        answer: Any = FileResponse(document.file.storage.open(narrow_of(document.file.name)))
    except OSError as fault:
        raise Http404 from fault
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer  # type: ignore[no-any-return]  # a stream, which answers as another kind of response


@require_safe
def for_editors(request: HttpRequest, number: int) -> HttpResponse:
    """Any file, as it would be given out; an editor is signed in."""
    document = get_object_or_404(get_document_model(), pk=number)
    answer: HttpResponse = give_out(request, number, document.filename)
    return answer
