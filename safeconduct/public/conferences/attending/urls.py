"""The addresses of being there: for readers below the language, for organisers below the editors' address."""

from django.urls import URLPattern, path, re_path

from safeconduct.public.conferences.attending import (
    attendance,
    certificate_pages,
    door,
    evaluation_pages,
    report_pages,
)

OF_ONE = r"^mine/(?P<secret>[\w-]{32})/"

readers: list[URLPattern] = [
    re_path(rf"{OF_ONE}certificate\.pdf$", certificate_pages.fetch, name="attending_certificate"),
    re_path(rf"{OF_ONE}evaluation/$", evaluation_pages.evaluate, name="attending_evaluation"),
    path("verify/", certificate_pages.verify, name="attending_verify"),
]
organisers: list[URLPattern] = [
    path("<slug:code>/door/", door.door, name="attending_door"),
    path("<slug:code>/door/send/", door.send, name="attending_door_send"),
    path("<slug:code>/attendance/", attendance.overview, name="attending_attendance"),
    path("<slug:code>/attendance/arrivals/", attendance.people, name="attending_arrivals"),
    path("<slug:code>/attendance/in-no-session/", attendance.in_no_session, name="attending_in_no_session"),
    path("<slug:code>/attendance/<int:session>/all/", attendance.all_here, name="attending_all"),
    path("<slug:code>/attendance/<int:session>/", attendance.people, name="attending_session"),
    path("<slug:code>/evaluation/", evaluation_pages.results, name="attending_results"),
    path("<slug:code>/report/", report_pages.page, name="attending_report"),
    path("<slug:code>/report/report.pdf", report_pages.paper, name="attending_report_paper"),
    path("<slug:code>/photographs/", report_pages.photographs, name="attending_photographs"),
]
