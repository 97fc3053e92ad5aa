"""Addresses that the measure of the pages does not open, each group with its reason."""

ONLY_SENT_TO = """
add_task administration_answer administration_answer_proposal administration_bringing_answer
administration_bringing_drop administration_bringing_open administration_lift
administration_feed_act administration_peer_act
administration_remove_agency administration_remove_partner_service administration_remove_service
administration_remove_team administration_revoke_token administration_seat administration_suspend
administration_withdraw answer_ask answer_enquiry answer_lead assign authority_gives_back authority_taken_back
answer_service_wrong
beds_end beds_propose beds_yes bringing_answers bringing_change bringing_drop bringing_undo by_hand_note chain
confirm_anew consent
edition_approve edition_choose edition_drop edition_reword edition_show
correct_screening discard document_template_act end_emergency end_interpreting end_paper end_place end_task
enter_told exercise_paper hold interpreters_apart keep_list language lay_beside mistake nudge onwards phoned
remove_attachment reopen resume_follow_ups reviewed revoke_token round_stop round_take rule_anew
save_sections send sign_out
service_checked service_wrong
silent_give silent_nudge spoke spoken_after_a_restore statement_tell statement_untold stop_screening take_apart
take_on_matters take_out_attachment take_over_deadline take_over_screening tell tell_again theme transfer
withdraw withdraw_enquiry yielded_seen
"""
"""What a form is sent to; its page is opened, or names it."""

OF_AN_ACCOUNT = """
account_change_password account_inactive account_login account_reauthenticate choose_place mfa_activate_totp
mfa_authenticate mfa_deactivate_totp mfa_edit_webauthn mfa_generate_recovery_codes mfa_list_webauthn
mfa_login_webauthn mfa_remove_webauthn mfa_view_recovery_codes one_more_place refuse_mail sign_in
signed_in_again welcome
"""
"""Signing in, and its means: nothing of a file is asked."""

OF_A_MACHINE = "calendar_file healthz metrics readyz"
"""Asked by machines, and measured by what they say."""

NOT_IN_THE_WALK = """
add_conference_item administration_agreement administration_bringing administration_bringing_columns
administration_bringing_faults administration_bringing_undo administration_new_partner_service
administration_partner
administration_partner_service administration_proposal administration_service_history
administration_peers_add administration_peers_confirm ask_figures attachment attachment_page authorities
authority_answer beds_count
authority_reads bringing bringing_columns bringing_faults bringing_rows by_hand by_hand_fetch by_hand_file
by_hand_paper change_interpreting checks_to_clear claim claim_in_error claim_known claim_losses claim_new
claim_payment claim_step compensation complaint conference conference_item conference_meeting conversation
copy_file directory_missing document_template_file edition edition_draft_file edition_file edition_prepared
edition_year editions emergency end_deadline exercise_done fetch_list figure
figure_of_persons figures
figures_of_person gap giving giving_copy hand_over_matter interpreter interpreting_slip keep_on kept_list
kept_service law_asked letters letters_into_file look matter
matter_aid matter_aid_one matter_course matter_end matter_hearing matter_hearing_one matter_link
matter_links matter_mandate matter_mandate_one matter_served matter_served_one matter_version matters
my_matters new_matter not_counted note_emergency own_file persons_word progress receipt return_leaflet
review_emergency rights_in_error round round_fell round_next rule_answer rule_change rule_compared rule_new
rule_proposal say
screening_about screening_end screening_part section_versions service_places silent stop_sharing
take_over told
"""
"""Pages about something that the few deeds of the measure do not make, or that no link of theirs leads to."""

UNOPENED = frozenset(f"{ONLY_SENT_TO} {OF_AN_ACCOUNT} {OF_A_MACHINE} {NOT_IN_THE_WALK}".split())
