"""Addresses of referrals: the reference is the only name in them."""

from django.urls import path

from safeconduct.referrals.authorities import pages as authorities
from safeconduct.referrals.beds import pages as beds
from safeconduct.referrals.conferring import pages as conferring
from safeconduct.referrals.counted import pages as counted
from safeconduct.referrals.elsewhere import coming_pages as coming
from safeconduct.referrals.elsewhere import pages as elsewhere
from safeconduct.referrals.enquiries import pages as enquiries
from safeconduct.referrals.erasing import pages as erasing
from safeconduct.referrals.giving_out import pages as giving_out
from safeconduct.referrals.holders import pages as holders
from safeconduct.referrals.keeping import holding
from safeconduct.referrals.keeping import pages as keeping
from safeconduct.referrals.law import pages as law
from safeconduct.referrals.letters import pages as letters
from safeconduct.referrals.own_file import pages as own_file
from safeconduct.referrals.pages import (
    away,
    choose,
    ground,
    lists,
    paper,
    progress,
    referral,
    reopening,
    restored,
    review,
    sending,
    silent,
    taking_out,
    talk,
    tasks,
    today,
    withdrawing,
)
from safeconduct.referrals.papers import copy_pages as copies
from safeconduct.referrals.papers import pages as papers
from safeconduct.referrals.partners import pages as partners
from safeconduct.referrals.persons_side import answering, entry
from safeconduct.referrals.persons_side import pages as persons_side
from safeconduct.referrals.persons_side import papers as codes
from safeconduct.referrals.plan_tasks import pages as plan_tasks
from safeconduct.referrals.returns import pages as returns
from safeconduct.referrals.rounds import pages as rounds
from safeconduct.referrals.sub_referrals import pages as sub_referrals
from safeconduct.referrals.transfers import pages as transfers

urlpatterns = [
    path("", today.today, name="today"),
    path("find/", today.find, name="find"),
    path("review/", review.review, name="review"),
    path("lists/", lists.lists, name="lists"),
    path("lists/keep/", lists.keep, name="keep_list"),
    path("lists/kept/<uuid:kept>/", lists.kept, name="kept_list"),
    path("lists/assign/", lists.assign, name="assign"),
    path("lists/take-out/", taking_out.take_out, name="take_out"),
    path("lists/taken-out/", taking_out.taken, name="taken_out"),
    path("lists/taken-out/<uuid:taken_out>/fetch/", taking_out.fetch, name="fetch_list"),
    path("lists/away/", away.all_away, name="all_away"),
    path("referrals/<str:reference>/away/", away.put_away, name="put_away"),
    path("people/<uuid:case>/plan/team/", plan_tasks.plan_team, name="plan_team"),
    path("people/<uuid:case>/refer/", choose.refer, name="refer"),
    path("referrals/<str:reference>/", referral.referral, name="referral"),
    path("referrals/<str:reference>/progress/", progress.progress, name="progress"),
    path("referrals/<str:reference>/consent/", talk.consent, name="consent"),
    path("referrals/<str:reference>/ground/", ground.ground, name="ground"),
    path("referrals/<str:reference>/chain/", sub_referrals.chain, name="chain"),
    path("referrals/<str:reference>/law/", law.law, name="law_asked"),
    path("referrals/<str:reference>/holders/", holders.holders, name="holders"),
    path("referrals/<str:reference>/holders/<str:section>/ask/", holders.ask, name="ask_holder"),
    path("referrals/<str:reference>/chain/goes-on/", sub_referrals.goes_on, name="chain_goes_on"),
    path("referrals/<str:reference>/transfer/", transfers.transfer, name="transfer"),
    path("referrals/<str:reference>/phoned/", sending.phoned, name="phoned"),
    path("referrals/<str:reference>/script/", paper.script, name="script"),
    path("referrals/<str:reference>/receipt/", paper.receipt, name="receipt"),
    path("referrals/<str:reference>/say/", paper.say, name="say"),
    path("people/from-elsewhere/", coming.front, name="from_elsewhere"),
    path("people/<uuid:case>/elsewhere/", elsewhere.give, name="give_file"),
    path("people/<uuid:case>/copy/", copies.page, name="copy"),
    path("people/<uuid:case>/copy/notes.pdf", copies.file, name="copy_file"),
    path("people/<uuid:case>/erase/", erasing.of_case, name="erasures"),
    path("erasures/<uuid:erasure>/", erasing.decide, name="erasure"),
    path("people/<uuid:case>/return/with-them/", returns.page, name="return_with_them"),
    path("forms/", papers.forms, name="blank_forms"),
    path("forms/<slug:name>/", papers.form, name="blank_form"),
    path("forms/<slug:name>/form.pdf", papers.form_as_pdf, name="blank_form_pdf"),
    path("reviews/<uuid:review>/", ground.reviewed, name="reviewed"),
    path("referrals/<str:reference>/send/", sending.send, name="send"),
    path("referrals/<str:reference>/discard/", sending.discard, name="discard"),
    path("referrals/<str:reference>/spoke/", referral.spoke, name="spoke"),
    path("referrals/<str:reference>/nudge/", silent.nudge, name="nudge"),
    path("silent/<str:reference>/", silent.silent, name="silent"),
    path("silent/<str:reference>/nudge/", silent.ask, name="silent_nudge"),
    path("silent/<str:reference>/give/", silent.give, name="silent_give"),
    path("referrals/<str:reference>/tell/", referral.tell, name="tell"),
    path("referrals/<str:reference>/tasks/", tasks.add, name="add_task"),
    path("referrals/<str:reference>/tasks/<uuid:task>/", tasks.end, name="end_task"),
    path("conferences/<uuid:conference>/others/", conferring.invite, name="confer"),
    path("referrals/<str:reference>/conferences/", conferring.shared, name="shared_conference"),
    path("referrals/<str:reference>/conferences/<uuid:item>/", conferring.answer, name="answer_shared_item"),
    path(
        "referrals/<str:reference>/conferences/<uuid:conference>/<uuid:item>/task/",
        conferring.task,
        name="task_of_a_decision",
    ),
    path("referrals/<str:reference>/withdraw/", withdrawing.withdraw, name="withdraw"),
    path("referrals/<str:reference>/tell-again/", withdrawing.tell_again, name="tell_again"),
    path("referrals/<str:reference>/confirm-anew/", withdrawing.confirm_anew, name="confirm_anew"),
    path("referrals/<str:reference>/spoken/", restored.spoken, name="spoken_after_a_restore"),
    path("gaps/<uuid:gap>/", restored.spoken_of, name="gap"),
    path("referrals/<str:reference>/seen/", referral.yielded_seen, name="yielded_seen"),
    path("referrals/<str:reference>/hold/", referral.hold, name="hold"),
    path("referrals/<str:reference>/onwards/", referral.onwards, name="onwards"),
    path("referrals/<str:reference>/reopen/", reopening.reopen, name="reopen"),
    path("referrals/<str:reference>/mistake/", reopening.mistake, name="mistake"),
    path("referrals/<str:reference>/own/", own_file.open_own, name="own_file"),
    path("referrals/<str:reference>/own/beside/", own_file.lay_beside, name="lay_beside"),
    path("referrals/<str:reference>/own/apart/", own_file.take_apart, name="take_apart"),
    path(
        "referrals/<str:reference>/own/take-over/<slug:section>/",
        own_file.take_over,
        name="take_over_answers",
    ),
    path("referrals/<str:reference>/move/<slug:event>/", referral.move, name="move"),
    path("referrals/<str:reference>/by-hand/", partners.by_hand, name="by_hand"),
    path("referrals/<str:reference>/by-hand/paper/", partners.paper, name="by_hand_paper"),
    path("referrals/<str:reference>/by-hand/file/", partners.file, name="by_hand_file"),
    path("referrals/<str:reference>/by-hand/file/fetch/", partners.fetch, name="by_hand_fetch"),
    path("referrals/<str:reference>/by-hand/<slug:step>/", partners.note, name="by_hand_note"),
    path("referrals/<str:reference>/told/", partners.told, name="told"),
    path("referrals/<str:reference>/told/<slug:event>/", partners.enter, name="enter_told"),
    path("letters/", letters.letters, name="letters"),
    path("letters/code/", letters.into_file, name="letters_into_file"),
    path("letters/desk/", letters.desk, name="letter_desk"),
    path("letters/<uuid:thread>/", letters.conversation, name="conversation"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/ask/", enquiries.ask, name="ask"),
    path("beds/", beds.beds, name="beds"),
    path("beds/count/", beds.count, name="beds_count"),
    path("beds/propose/", beds.propose, name="beds_propose"),
    path("beds/<uuid:agreement>/yes/", beds.say_yes, name="beds_yes"),
    path("beds/<uuid:agreement>/end/", beds.end, name="beds_end"),
    path("enquiries/ask/five/", rounds.ask_five, name="ask_five"),
    path("enquiries/rounds/<uuid:name>/", rounds.one, name="round"),
    path("enquiries/rounds/<uuid:name>/next/", rounds.ask_next, name="round_next"),
    path("enquiries/rounds/<uuid:name>/take/<uuid:enquiry>/", rounds.take, name="round_take"),
    path("enquiries/rounds/<uuid:name>/fell/<uuid:enquiry>/", rounds.fell, name="round_fell"),
    path("enquiries/rounds/<uuid:name>/stop/", rounds.stop, name="round_stop"),
    path("enquiries/<uuid:enquiry>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<uuid:enquiry>/answer/", enquiries.answer, name="answer_enquiry"),
    path("enquiries/<uuid:enquiry>/withdraw/", enquiries.withdraw, name="withdraw_enquiry"),
    path("enquiries/<uuid:enquiry>/refer/", enquiries.refer, name="enquiry_refer"),
    path("authorities/", authorities.desk, name="authorities"),
    path("authorities/<uuid:ask>/", authorities.read, name="authority_reads"),
    path("authorities/<uuid:ask>/give-back/", authorities.give_back, name="authority_gives_back"),
    path("people/<uuid:case>/authorities/", authorities.of_case, name="authorities_of"),
    path("people/<uuid:case>/authorities/<uuid:ask>/", authorities.answer, name="authority_answer"),
    path(
        "people/<uuid:case>/authorities/<uuid:ask>/end/", authorities.take_back, name="authority_taken_back"
    ),
    path("people/<uuid:case>/statements/<uuid:statement>/", authorities.tell, name="statement_tell"),
    path("people/<uuid:case>/statements/<uuid:statement>/end/", authorities.untell, name="statement_untold"),
    path("people/<uuid:case>/given-out/", giving_out.front, name="given_out"),
    path("people/<uuid:case>/given-out/person/", giving_out.person, name="person_asks"),
    path("people/<uuid:case>/given-out/order/", giving_out.order, name="order_came"),
    path("given-out/<uuid:giving>/", giving_out.giving, name="giving"),
    path("given-out/<uuid:giving>/copy/", giving_out.copy, name="giving_copy"),
    path("kept/", keeping.kept, name="kept"),
    path("kept/<uuid:case>/hold/", holding.hold, name="hold_file"),
    path("paper/", entry.look, name="look"),
    path("people/<uuid:case>/with-the-person/", persons_side.show, name="with_the_person"),
    path("people/<uuid:case>/with-the-person/rights/", persons_side.rights, name="persons_rights"),
    path("people/<uuid:case>/with-the-person/wrong/<slug:about>/", persons_side.say_wrong, name="say_wrong"),
    path(
        "people/<uuid:case>/with-the-person/stop/<uuid:consent>/",
        persons_side.stop_sharing,
        name="stop_sharing",
    ),
    path("people/<uuid:case>/papers/", codes.front, name="papers"),
    path("people/<uuid:case>/papers/<uuid:paper>/end/", codes.end, name="end_paper"),
    path("words/<uuid:word>/", answering.word, name="persons_word"),
    path("counts/", counted.counts, name="counts"),
    path("counts/notify/", counted.notify, name="notify"),
]
