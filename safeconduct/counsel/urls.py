"""Addresses of a lawyer's room. A matter is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.counsel import handing, pages

urlpatterns = [
    path("matters/", pages.mine, name="my_matters"),
    path("matters/<uuid:matter>/", pages.one, name="matter"),
    path("matters/<uuid:matter>/hand-over/", handing.hand_over, name="hand_over_matter"),
    path("matters/<uuid:matter>/versions/<int:number>/", pages.version, name="matter_version"),
    *(
        path(f"matters/<uuid:matter>/{part}/", pages.write, {"part": part}, f"matter_{part}")
        for part in pages.PARTS
    ),
    *(
        path(f"matters/<uuid:matter>/{part}/<int:number>/", pages.write, {"part": part}, f"matter_{part}_one")
        for part, of in pages.PARTS.items()
        if of.items
    ),
    path("people/<uuid:case>/matters/", pages.of_person, name="matters"),
    path("people/<uuid:case>/matters/new/", pages.new, name="new_matter"),
    path("people/<uuid:case>/matters/take-on/", pages.take_on, name="take_on_matters"),
    path("conflicts/to-clear/", handing.to_clear, name="checks_to_clear"),
]
