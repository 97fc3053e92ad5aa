"""`/materials/<code>/` leads to a file or a link for good, as soon as its conference is public."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from safeconduct.public.conferences.editing.file_kinds import TYPES
from safeconduct.public.conferences.models import EditionState, Material


@require_safe
def material(request: HttpRequest, code: str) -> HttpResponseBase:
    """A file to be saved; a PDF may be shown. No browser guesses what it is, and nothing in it runs here."""
    found = get_object_or_404(Material.objects.exclude(edition__state=EditionState.DRAFT), code=code)
    if found.link:
        return HttpResponseRedirect(found.link)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    answer = FileResponse(
        file,
        as_attachment=found.ending != "pdf",
        filename=f"{slugify(found.title) or found.code}.{found.ending}",
        content_type=TYPES[found.ending],
    )
    if found.ending != "pdf":
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Language"] = found.language
    return answer
