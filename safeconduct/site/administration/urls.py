"""Addresses of administration, below /administration/."""

from django.urls import path

from safeconduct.site.administration import (
    agency,
    capacities,
    joining,
    leaving,
    mailing,
    members,
    node,
    pages,
    partners,
    terms,
)
from safeconduct.site.administration.bringing import answering
from safeconduct.site.administration.bringing import pages as bringing_pages
from safeconduct.site.processing import pages as processing

urlpatterns = [
    path("", pages.front, name="administration"),
    path("members/", members.members, name="administration_members"),
    path("members/invite/", joining.invite, name="administration_invite"),
    path("members/invitations/<uuid:invitation>/withdraw/", joining.withdraw, name="administration_withdraw"),
    path("members/<uuid:member>/", members.member, name="administration_member"),
    path("members/<uuid:member>/teams/", members.seat, name="administration_seat"),
    path("members/<uuid:member>/suspend/", members.suspend, name="administration_suspend"),
    path("members/<uuid:member>/lift/", members.lift, name="administration_lift"),
    path("members/<uuid:member>/rights/", members.rights, name="administration_rights"),
    path(
        "members/<uuid:member>/software/<uuid:token>/revoke/",
        members.revoke_token,
        name="administration_revoke_token",
    ),
    path("members/<uuid:member>/leave/", leaving.leave, name="administration_leave"),
    path("changes/", pages.changes, name="administration_changes"),
    path("changes/<uuid:change>/", pages.answer, name="administration_answer"),
    path("changes/<uuid:proposal>/proposed/", pages.answer_proposal, name="administration_answer_proposal"),
    path("agency/", agency.agency, name="administration_agency"),
    path("agency/facts/", agency.facts, name="administration_facts"),
    path("agency/teams/new/", agency.team, name="administration_new_team"),
    path("agency/teams/<uuid:team>/", agency.team, name="administration_team"),
    path("agency/teams/<uuid:team>/remove/", agency.remove_team, name="administration_remove_team"),
    path("agency/services/new/", agency.service, name="administration_new_service"),
    path("agency/services/<uuid:entry>/", agency.service, name="administration_service"),
    path("agency/services/<uuid:entry>/remove/", agency.remove_service, name="administration_remove_service"),
    path("agencies/", node.agencies, name="administration_agencies"),
    path("agencies/<uuid:agency>/", node.agency, name="administration_one_agency"),
    path("agencies/<uuid:agency>/remove/", node.remove_agency, name="administration_remove_agency"),
    path("partners/", partners.partners, name="administration_partners"),
    path("partners/new/", partners.add, name="administration_add_partner"),
    path("partners/<uuid:agency>/", partners.partner, name="administration_partner"),
    path("partners/<uuid:agency>/services/new/", partners.service, name="administration_new_partner_service"),
    path(
        "partners/<uuid:agency>/services/<uuid:entry>/",
        partners.service,
        name="administration_partner_service",
    ),
    path(
        "partners/<uuid:agency>/services/<uuid:entry>/remove/",
        partners.remove_service,
        name="administration_remove_partner_service",
    ),
    path("services/", bringing_pages.front, name="administration_bring_services"),
    path("services/<uuid:bringing>/", bringing_pages.one, name="administration_bringing"),
    path(
        "services/<uuid:bringing>/columns/",
        bringing_pages.change_columns,
        name="administration_bringing_columns",
    ),
    path("services/<uuid:bringing>/open/", bringing_pages.open_it, name="administration_bringing_open"),
    path("services/<uuid:bringing>/drop/", bringing_pages.drop, name="administration_bringing_drop"),
    path("services/<uuid:bringing>/undo/", bringing_pages.undo, name="administration_bringing_undo"),
    path("services/<uuid:bringing>/wrong.csv", bringing_pages.faults, name="administration_bringing_faults"),
    path("services/<uuid:bringing>/answer/", answering.answer, name="administration_bringing_answer"),
    path(
        "services/<uuid:bringing>/proposals/<uuid:proposal>/",
        answering.proposal,
        name="administration_proposal",
    ),
    path("capacities/", capacities.capacities, name="administration_capacities"),
    path("capacities/<uuid:member>/", capacities.capacity, name="administration_capacity"),
    path("clocks/", terms.clocks, name="administration_clocks"),
    path("terms/", terms.terms, name="administration_terms"),
    path("processing/", processing.front, name="processing"),
    path("processing/record.md", processing.record_file, name="processing_record_file"),
    path("processing/impact/", processing.assessment, name="processing_assessment"),
    path("processing/impact.md", processing.assessment_file, name="processing_assessment_file"),
    path("processing/kept/", processing.keep_now, name="keep_processing"),
    path("processing/kept/<int:version>/", processing.kept_record, name="kept_processing"),
    path(
        "processing/grounds/<uuid:ground>/answer/", processing.answer_ground, name="answer_processing_ground"
    ),
    path("processing/grounds/<slug:purpose>/", processing.ground, name="processing_ground"),
    path("mail/", mailing.mail, name="administration_mail"),
    path("keepers/", node.keepers, name="administration_keepers"),
    path("agencies/new/", node.add_agency, name="administration_add_agency"),
]
