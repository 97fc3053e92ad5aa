"""The addresses of the pages for the person. No word in them says what they are about: a history can be read."""

from django.urls import path

from safeconduct.public.helping import listening, pages, remarking, seeking

readers = [
    path("", pages.choose, name="helping"),
    path("voices/<slug:name>.mp3", listening.sound, name="helping_sound"),
    path("<slug:tag>/", pages.start, name="helping_start"),
    path("<slug:tag>/in/<slug:country>/", pages.start, name="helping_country"),
    path("<slug:tag>/places/", seeking.near, name="helping_near"),
    path("<slug:tag>/questions/", pages.plain, {"name": "questions"}, name="helping_questions"),
    path("<slug:tag>/later/", pages.plain, {"name": "asking"}, name="helping_asking"),
    path("<slug:tag>/telephone/", pages.plain, {"name": "telephone"}, name="helping_telephone"),
    path("<slug:tag>/easy/", pages.easy_start, name="helping_easy"),
    path("<slug:tag>/easy/in/<slug:country>/", pages.easy_start, name="helping_easy_country"),
    path(
        "<slug:tag>/easy/questions/", pages.easy_plain, {"name": "questions"}, name="helping_easy_questions"
    ),
    path("<slug:tag>/easy/later/", pages.easy_plain, {"name": "asking"}, name="helping_easy_asking"),
    path(
        "<slug:tag>/easy/telephone/", pages.easy_plain, {"name": "telephone"}, name="helping_easy_telephone"
    ),
    path("<slug:tag>/easy/places/", seeking.easy_near, name="helping_easy_near"),
    path("<slug:tag>/easy/letter/", pages.easy_unnamed, name="helping_easy_unnamed"),
    path("<slug:tag>/remark/", remarking.wrong, name="helping_wrong"),
    path("<slug:tag>/paper/", pages.paper, name="helping_paper"),
    path("<path:rest>/", pages.not_here, name="helping_nothing"),
]
