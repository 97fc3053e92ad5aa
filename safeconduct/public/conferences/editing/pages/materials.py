"""Materials: what is there, one more, and changing what one is called. Its file and its address stay."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safeconduct.public.conferences.editing import actions, replacing
from safeconduct.public.conferences.editing.forms.compared import STANDS_ALREADY
from safeconduct.public.conferences.editing.forms.materials import MaterialForm, NewMaterialForm, ReplaceForm
from safeconduct.public.conferences.models import Edition, Material
from safeconduct.public.conferences.organising.access import of_an_edition, of_an_edition_alone

AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition
def several(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of them, and one more."""
    form = NewMaterialForm(edition, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        material, is_new = _made(edition, form)
        if not is_new:
            messages.info(request, STANDS_ALREADY)
        messages.success(request, _("Its address for good: %(address)s") % {"address": address_of(material)})
        return redirect("editing_materials", edition.code)
    shown = Paginator(Material.objects.filter(edition=edition, newer=None), AT_ONCE).get_page(
        request.GET.get("page")
    )
    context = {"edition": edition, "form": form, "shown": shown}
    return render(request, "editing/materials.html", context, status=form.status)


def address_of(material: Material) -> str:
    """Where readers find it."""
    return f"/materials/{material.code}/"


@transaction.atomic
def _made(edition: Edition, form: NewMaterialForm) -> tuple[Material, bool]:
    """The material, and whether it is new: a second press finds that of the first. Locked after the file was looked
    into, which takes its time.
    """
    actions.locked(edition)
    cleaned = form.cleaned_data
    of = {"session_id": cleaned["session"]} | {
        name: cleaned[name] for name in ("title", "language", "licence")
    }
    lies = {"file": cleaned["file"], "ending": form.ending, "link": cleaned["link"]}
    for each in Material.objects.filter(edition=edition, newer=None, **of):
        if replacing.lies_there(each, **lies):
            return each, False
    material = Material(edition=edition, **of)
    replacing.lay(material, **lies)
    material.save()
    return material, True


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def one(request: HttpRequest, edition: Edition, material_id: int) -> HttpResponse:
    """Change what it is called and to what it belongs, or take it away."""
    material = get_object_or_404(Material, edition=edition, pk=material_id)
    if request.method == "POST" and "remove" in request.POST:
        return _removed(request, edition, material)
    form = MaterialForm(edition, request.POST or None, initial=MaterialForm.of(material))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        material.session_id = cleaned["session"]
        material.title, material.language = cleaned["title"], cleaned["language"]
        material.licence = cleaned["licence"]
        material.save()
        messages.success(request, _("Saved."))
        return redirect("editing_materials", edition.code)
    return _shown(request, edition, material, form, ReplaceForm())


@require_http_methods(["POST"])
@of_an_edition
def replace(request: HttpRequest, edition: Edition, material_id: int) -> HttpResponse:
    """A new version at the same address; the earlier one stays readable at another."""
    material = get_object_or_404(Material, edition=edition, pk=material_id, newer=None)
    form = ReplaceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(
            request, edition, material, MaterialForm(edition, initial=MaterialForm.of(material)), form
        )
    cleaned = form.cleaned_data
    earlier = replacing.replace(
        material, file=cleaned["file"], ending=form.ending, link=cleaned["link"], now=timezone.now()
    )
    if earlier is None:
        messages.info(request, _("This lies there already, so nothing was replaced."))
        return redirect("editing_material", edition.code, material.pk)
    said = _("The new version is at the same address. The earlier one is at %(address)s now.")
    messages.success(request, said % {"address": address_of(earlier)})
    return redirect("editing_material", edition.code, material.pk)


def _shown(
    request: HttpRequest, edition: Edition, material: Material, form: MaterialForm, newer: ReplaceForm
) -> HttpResponse:
    context = {
        "edition": edition,
        "material": material,
        "form": form,
        "replacing": newer if material.newer_id is None else None,
        "earlier": material.earlier.order_by("-replaced_at")[:AT_ONCE],
        "heading": material.title,
    }
    status = 422 if newer.errors else form.status
    return render(request, "editing/material.html", context, status=status)


def _gone(files: list[FieldFile]) -> None:
    for file in files:
        file.delete(save=False)


def _removed(request: HttpRequest, edition: Edition, material: Material) -> HttpResponse:
    with transaction.atomic():
        files = [each.file for each in (material, *material.earlier.all()) if each.file]
        material.delete()
        transaction.on_commit(lambda: _gone(files))
    messages.success(request, _("Taken away. Its address leads nowhere now."))
    return redirect("editing_materials", edition.code)
