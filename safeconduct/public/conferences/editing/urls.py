"""The addresses of the organisers' forms, below the editors' address."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from safeconduct.public.conferences.editing.pages import cloning, editions, materials, moves, parts, sessions


class KindConverter(StringConverter):
    """One of the kinds of parts."""

    regex = "|".join(parts.KINDS)


register_converter(KindConverter, "part")

organisers: list[URLPattern] = [
    path("new/", editions.new, name="editing_new"),
    path("<slug:code>/particulars/", editions.change, name="editing_change"),
    path("<slug:code>/texts/<str:language>/", editions.text, name="editing_text"),
    path("<slug:code>/clone/", cloning.clone, name="editing_clone"),
    path("<slug:code>/state/", moves.move, name="editing_move"),
    path("<slug:code>/programme/", sessions.programme, name="editing_programme"),
    path("<slug:code>/programme/new/", sessions.new, name="editing_new_session"),
    path("<slug:code>/programme/<int:session_id>/", sessions.change, name="editing_session"),
    path("<slug:code>/programme/<int:session_id>/remove/", sessions.remove, name="editing_remove_session"),
    path("<slug:code>/materials/", materials.several, name="editing_materials"),
    path("<slug:code>/materials/<int:material_id>/", materials.one, name="editing_material"),
    path("<slug:code>/materials/<int:material_id>/replace/", materials.replace, name="editing_replace"),
    path("<slug:code>/<part:kind>/", parts.several, name="editing_parts"),
    path("<slug:code>/<part:kind>/<int:part_id>/", parts.one, name="editing_part"),
]
