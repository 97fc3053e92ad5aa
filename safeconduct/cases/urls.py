"""Addresses of the person's page. A case is named by its identifier, never by a person."""

from django.urls import path

from safeconduct.cases.asking import pages as asking
from safeconduct.cases.attachments import pages as attachments
from safeconduct.cases.bringing_in import pages as bringing_in
from safeconduct.cases.complaints import pages as complaining
from safeconduct.cases.conferences import pages as conferring
from safeconduct.cases.conflicts import pages as conflicting
from safeconduct.cases.emergency import pages as emergency
from safeconduct.cases.follow_up import pages as follow_up
from safeconduct.cases.interpreters import pages as interpreters
from safeconduct.cases.interviews import pages as interviews
from safeconduct.cases.keeping_on import keep_on_page
from safeconduct.cases.pages import open_case, person, seen
from safeconduct.cases.planning.pages import versions
from safeconduct.cases.purpose_page import why_asked
from safeconduct.cases.returning import pages as returning
from safeconduct.cases.saving import save
from safeconduct.cases.screening import pages as screening
from safeconduct.cases.team import pages as team
from safeconduct.cases.timeline import pages as timeline
from safeconduct.cases.unsaved import pages as unsaved

urlpatterns = [
    path("forms/why/", why_asked, name="why_asked"),
    path("people/new/", open_case, name="open_case"),
    path("people/bring-in/", bringing_in.front, name="bring_in"),
    path("people/bring-in/<uuid:bringing>/", bringing_in.bringing, name="bringing"),
    path("people/bring-in/<uuid:bringing>/columns/", bringing_in.columns, name="bringing_columns"),
    path("people/bring-in/<uuid:bringing>/change/", bringing_in.change, name="bringing_change"),
    path("people/bring-in/<uuid:bringing>/answers/", bringing_in.answers, name="bringing_answers"),
    path("people/bring-in/<uuid:bringing>/undo/", bringing_in.undo, name="bringing_undo"),
    path("people/bring-in/<uuid:bringing>/drop/", bringing_in.drop, name="bringing_drop"),
    path("people/bring-in/<uuid:bringing>/faults.csv", bringing_in.faults, name="bringing_faults"),
    path("people/bring-in/<uuid:bringing>/rows.csv", bringing_in.left_out, name="bringing_rows"),
    path("people/emergency/", emergency.find, name="find_in_emergency"),
    path("people/<uuid:case>/emergency/", emergency.page, name="emergency"),
    path("people/<uuid:case>/emergency/end/", emergency.end, name="end_emergency"),
    path("emergency/<uuid:use>/", emergency.second, name="review_emergency"),
    path("emergency/<uuid:use>/note/", emergency.noted, name="note_emergency"),
    path("people/take-over/", team.find, name="find_to_take_over"),
    path("people/<uuid:case>/take-over/", team.take_over, name="take_over"),
    path("people/<uuid:case>/team/", team.page, name="team"),
    path("people/<uuid:case>/team/place/", team.place, name="give_place"),
    path("people/<uuid:case>/team/end/", team.end, name="end_place"),
    path("people/<uuid:case>/team/lead/", team.lead, name="offer_lead"),
    path("people/<uuid:case>/team/answer/", team.answer, name="answer_lead"),
    path("people/<uuid:case>/", person, name="person"),
    path("people/<uuid:case>/<slug:section>/versions/", versions, name="section_versions"),
    path("people/<uuid:case>/<slug:section>/files/", attachments.front, name="attachments"),
    path("files/<uuid:attachment>/", attachments.look, name="attachment"),
    path("files/<uuid:attachment>/page-<int:page>.png", attachments.drawn, name="attachment_page"),
    path("files/<uuid:attachment>/take-out/", attachments.take_out, name="take_out_attachment"),
    path("files/<uuid:attachment>/remove/", attachments.remove, name="remove_attachment"),
    path("people/<uuid:case>/keep/", keep_on_page, name="keep_on"),
    path("people/<uuid:case>/ask/<slug:section>/", asking.ask, name="ask"),
    path("asked/<uuid:ask>/answer/", asking.answer, name="answer_ask"),
    path("people/<uuid:case>/complaint/", complaining.write_down, name="complain"),
    path("complaints/", complaining.complaints, name="complaints"),
    path("complaints/<uuid:complaint>/", complaining.complaint, name="complaint"),
    path("conflicts/", conflicting.conflicts, name="conflicts"),
    path("people/<uuid:case>/opposed/", conflicting.opposed_page, name="opposed"),
    path("people/<uuid:case>/screenings/", screening.front, name="screenings"),
    path("people/<uuid:case>/screenings/new/", screening.begin, name="begin_screening"),
    path("screenings/<uuid:screening>/", screening.screening, name="screening"),
    path("screenings/<uuid:screening>/about/", screening.about, name="screening_about"),
    path("screenings/<uuid:screening>/part/<slug:part>/", screening.part, name="screening_part"),
    path("screenings/<uuid:screening>/end/", screening.end, name="screening_end"),
    path("screenings/<uuid:screening>/stop/", screening.stop, name="stop_screening"),
    path("screenings/<uuid:screening>/correct/", screening.correct, name="correct_screening"),
    path("screenings/<uuid:screening>/take-over/", screening.take_over, name="take_over_screening"),
    path("people/<uuid:case>/follow-up/", follow_up.page, name="follow_ups"),
    path("people/<uuid:case>/follow-up/again/", follow_up.resume, name="resume_follow_ups"),
    path("people/<uuid:case>/follow-up/<slug:after>/move/", follow_up.move, name="move_follow_up"),
    path("people/<uuid:case>/follow-up/<slug:after>/correct/", follow_up.correct, name="correct_follow_up"),
    path("people/<uuid:case>/follow-up/<slug:after>/done/", follow_up.done, name="follow_up_done"),
    path(
        "people/<uuid:case>/follow-up/<slug:after>/not-done/", follow_up.not_done, name="follow_up_not_done"
    ),
    path("interpreters/", interpreters.front, name="interpreters"),
    path("interpreters/new/", interpreters.enter, name="enter_interpreter"),
    path("interpreters/<uuid:interpreter>/", interpreters.one, name="interpreter"),
    path("people/<uuid:case>/interpreting/", interpreters.talks, name="interpreting"),
    path("people/<uuid:case>/interpreting/new/", interpreters.arrange, name="arrange_interpreting"),
    path("people/<uuid:case>/interpreting/apart/", interpreters.apart, name="interpreters_apart"),
    path("interpreting/<uuid:talk>/change/", interpreters.change, name="change_interpreting"),
    path("interpreting/<uuid:talk>/end/", interpreters.end, name="end_interpreting"),
    path("interpreting/<uuid:talk>/slip/", interpreters.slip, name="interpreting_slip"),
    path("people/<uuid:case>/interviews/", interviews.page, name="interviews"),
    path("people/<uuid:case>/conferences/", conferring.front, name="conferences"),
    path("people/<uuid:case>/conferences/new/", conferring.begin, name="open_conference"),
    path("conferences/<uuid:conference>/", conferring.conference, name="conference"),
    path("conferences/<uuid:conference>/items/new/", conferring.add, name="add_conference_item"),
    path("conferences/<uuid:conference>/meeting/", conferring.meeting, name="conference_meeting"),
    path("conference-items/<uuid:item>/", conferring.item, name="conference_item"),
    path("people/<uuid:case>/return/", returning.front, name="return"),
    path("people/<uuid:case>/return/leaflet/", returning.paper, name="return_leaflet"),
    path("people/<uuid:case>/timeline/", timeline.page, name="timeline"),
    path("people/<uuid:case>/seen/", seen, name="seen"),
    path("people/<uuid:case>/unsaved/", unsaved.keep, name="keep_unsaved"),
    path("people/<uuid:case>/sections/", save, name="save_sections"),
]
