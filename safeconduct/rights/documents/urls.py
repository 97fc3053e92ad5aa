"""Addresses of documents and of their templates."""

from django.urls import path

from safeconduct.rights.documents import pages

urlpatterns = [
    path("people/<uuid:case>/rights/documents/", pages.front, name="documents"),
    path("people/<uuid:case>/rights/documents/<slug:kind>/", pages.one, name="document"),
    path("documents/templates/", pages.stock, name="document_templates"),
    path("documents/templates/<str:key>/", pages.template, name="document_template"),
    path("documents/templates/<str:key>/act/", pages.template_act, name="document_template_act"),
    path("documents/templates/<str:key>/as/<slug:form>/", pages.template_file, name="document_template_file"),
]
