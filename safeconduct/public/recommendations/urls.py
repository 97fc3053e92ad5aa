"""The addresses of this room beside those of its pages."""

from django.urls import path

from safeconduct.public.recommendations import pages, table

readers = [
    path("recommendations.csv", table.board, name="recommendations_table"),
    path("comments/mine/<slug:secret>/", pages.mine, name="comment_mine"),
    path("comments/<int:page_id>/", pages.write, name="comment_write"),
]
