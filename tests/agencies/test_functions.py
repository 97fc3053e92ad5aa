"""Every function of the rooms below that somebody acts through, why it exists, and who may call it."""

import psycopg
import pytest

from safeconduct.vocabulary.roles import APP, INBOX, WORKER
from tests.access.names import ID
from tests.access.test_functions import FIXED_PATHS, FUNCTIONS
from tests.access.world import World

FOR_APP = {
    "agencies.propose_content(uuid,text,text,text,text,text,text)": "who edits proposes a content",
    "agencies.withdraw_content(uuid)": "and takes the own proposal back",
    "agencies.answer_content(uuid,text,boolean,text,date)": "who checks signs or declines what they have read",
    "agencies.compare_content(text,text,text,text,date)": "who checks says that what stands is still right",
    "agencies.note_beside(uuid,text,text,text,text)": "and what the release says in its place was beside them",
    "agencies.remark_content(uuid,text,text,text,text,text)": "a member says what is wrong with a content",
    "agencies.answer_remark(uuid,text)": "who edits answers it",
    "agencies.change_capacities(uuid,text,jsonb)": "who keeps the node proposes who edits and checks",
    "agencies.set_ground(text,text,text,text)": "the administrator proposes on what the agency processes",
    "agencies.answer_ground(uuid,boolean)": "the second person's word on it",
    "agencies.keep_record(text,jsonb,jsonb)": "the administrator keeps the record of processing",
    "agencies.propose_statement(text,text,integer,text,text)": "the administrator would sign or adopt a text in public",
    "agencies.take_back_statement(text,integer)": "and takes that back alone",
    "agencies.statements_said()": "what goes out to the public site, without a member",
    "agencies.sign_statement(uuid,text,text)": "the node's signature under it, and no other column",
    "agencies.invite(uuid,bytea,text,text,text,boolean,uuid[])": "keeps the digest of a link that makes a member",
    "agencies.withdraw_invitation(uuid)": "closes such a link",
    "agencies.invitations()": "what the own agency has sent, without the digest",
    "agencies.invitation_of(bytea)": "tells who holds a link what it is for",
    "agencies.accept_invitation(bytea,text)": "the only way in which an account begins after the first",
    "agencies.suspend(uuid)": "closes a place at once, never the last administrator's",
    "agencies.lift(uuid)": "opens it again",
    "agencies.seat(uuid,uuid[])": "in which teams a member works",
    "agencies.change_rights(uuid,text,boolean,boolean)": "less at once, more waits",
    "agencies.waiting_for_me()": "what the second person may see",
    "agencies.invited_for_me()": "whom an invitation is for that the second person may see",
    "agencies.answer_change(uuid,boolean)": "the second person's word",
    "agencies.accept_as_myself(bytea)": "somebody with an account takes one more place, and no second account",
    "counsel.hand_over(uuid,uuid,uuid)": "a matter gets another lawyer or deputy, by its own",
    "counsel.take_on(uuid)": "matters of lawyers who have gone, for a lawyer of the case",
    "counsel.put_check(uuid,boolean,bytea)": "what a conflict check has said, for who asked",
    "counsel.clear_check(uuid)": "who supervises clears a check without its match",
    "counsel.items_for_me(date)": "days of links and what another lawyer wrote, for the lawyer who asks",
    "counsel.mark_opened(uuid[])": "what came in a link is new to its lawyers no more",
    "counsel.settle_day(uuid)": "a day of a link is told no more",
    "counsel.checks_to_clear()": "what waits to be cleared, for who supervises",
    "cases.in_conflict(bytea[],text,uuid,integer)": "compares marks of the own agency: yes, no, or too often",
    "cases.received_in_conflict(bytea[],uuid)": "the same of the person of a received case, beside the day's questions",
    "referrals.shared_items()": "how items of conferences that other agencies share stand, for who holds their section",
    "referrals.proposals_told()": "which proposals of another agency the member may read",
    "cases.decide_erasure(uuid,text)": "the second person erases one section of an own file, or leaves it",
    "cases.held_until(uuid)": "until when a legal hold keeps what belongs to an own file",
    "referrals.count_refusal(text[],text[],text[],text[],text[])": "counts adults who refused",
    "agencies.proposals()": "what waits for a second person, or was seen by one only",
    "agencies.answer_proposal(uuid,boolean)": "the second person's word on it",
    "agencies.change_agency(uuid,text,text,text)": "who keeps the node proposes name, country and sector",
    "agencies.hangs_on_team(uuid)": "how much names a team of the own agency, in numbers",
    "agencies.remove_team(uuid)": "a team goes when nothing hangs on it",
    "agencies.hangs_on_agency(uuid)": "how much names an agency of this node, in numbers, for who keeps it",
    "agencies.remove_agency(uuid)": "an agency goes when nothing hangs on it",
    "referrals.change_periods(jsonb)": "shorter clocks at once, longer ones proposed",
    "setup.terms()": "how long things are kept, for administrators",
    "setup.change_terms(jsonb)": "stricter terms at once, weaker ones proposed",
    "agencies.remove_member(uuid)": "ends a place when nothing is open",
    "agencies.save_facts(text,text[])": "what the own agency says of itself",
    "agencies.save_team(uuid,text,text[],text[])": "a team of the own agency",
    "agencies.add_agency(uuid,text,text,text,text[],text)": "who keeps the node adds an agency",
    "agencies.speak(text)": "a member chooses the language of the own account",
    "agencies.prefer_shortcuts(boolean)": "the acting member's own choice, and no other column",
    "agencies.prefer_digest(text,integer)": "the same of the daily mail",
    "directory.save_entry(uuid,uuid,text,text[],text,boolean,text,smallint[],time without time zone,"
    "time without time zone)": "a service of the own agency's team",
    "directory.remove_entry(uuid)": "the directory shows it no more",
    "directory.save_partner(uuid,text,text,text,text[],text,uuid,text[])": "a partner without a node",
    "directory.save_partner_entry(uuid,uuid,text,text[],text,boolean,text,smallint[],time without time zone,"
    "time without time zone,text[])": "a service of a partner without a node",
    "directory.remove_partner_entry(uuid)": "the directory shows it no more",
    "directory.say_capacity(uuid,integer)": "how many places a service of the own team has free",
    "directory.say_facts(uuid,jsonb)": "whom a service of the own agency or of a partner takes, and where it is",
    "directory.begin_change(uuid)": "locks a service before it is changed, and keeps what stands",
    "directory.end_change(uuid,text[])": "keeps what was changed as a version, by whom and when",
    "directory.say_checked(uuid,text[])": "parts of a service that are still right, by who edits it",
    "directory.say_wrong(uuid,uuid,text,text)": "anybody says that a service is wrong",
    "directory.is_said_wrong(uuid,text)": "that how a service is reached was said to be wrong: neither who nor how",
    "directory.answer_wrong(uuid,text)": "who edits it answers, and of another node who keeps this one",
    "directory.count_gap(text,text)": "that a search found nothing: a need, a country, a day",
    "directory.save_weights(jsonb)": "how much each soft reason counts in a search, by who keeps the node",
    "directory.say_audience(uuid,text,text,boolean,boolean)": "for whom a service of the own agency is, once checked",
    "directory.begin_bringing(uuid,jsonb)": "a file of services, by who keeps the node; these six ask for that",
    "directory.bring_part(uuid,integer,integer,jsonb,jsonb)": "what a part of a file proposes, and what is wrong in it",
    "directory.move_bringing(uuid,text,text)": "an import is looked at, opened, dropped or undone",
    "directory.decline_proposals(uuid[])": "proposals are answered with no",
    "directory.accept_proposal(uuid,uuid,uuid,uuid,jsonb)": "a proposal becomes a service of a partner without a node",
    "directory.undo_part(uuid,integer)": "what was accepted goes, as far as nothing hangs on it",
    "directory.say_offered(uuid,text,text[])": "to which nodes a service of the own agency is offered",
    "directory.stop_feed(text)": "who keeps the node takes no services of a peer any more",
    "directory.restart_feed(text)": "and takes them from the beginning",
    "directory.say_law(uuid,text[],text[])": "which law a service of the own agency or of a partner practises",
    "referrals.asked_section(uuid)": "one section of another agency's file, while a consent names who asks for it",
    "referrals.asked_ends()": "when the consent behind an authority's question ends before its day",
    "referrals.statements_told_to_me()": "that a statement was offered, for whom the person lets it be told",
    "referrals.stands_with(uuid)": "what else stands with a member, in numbers",
    "referrals.kept_work(integer)": "what ends, is kept on or held, for whoever supervises or coordinates",
    "referrals.holds_ending()": "holds that end soon, for whoever supervises or coordinates",
    "referrals.terms()": "the node's own terms, for pages that say them",
    "referrals.left_behind()": "files of a closed place, for whoever supervises",
    "referrals.open_work(uuid)": "how much a member has in hand, in numbers",
    "referrals.handover_of(uuid)": "a handover that is under way, in numbers",
    "referrals.hand_over_part(uuid,uuid[],integer)": "a part of it goes to colleagues; how much is left",
}
INSIDE = {
    "directory.note_change()": "trigger: a service has changed, for peers that ask",
    "directory.hear_doubts(jsonb,uuid[])": "doubts about places that a peer told, beside ours",
    "directory.forget_feed()": "trigger: a peer is removed",
    "directory.writes(uuid)": "whether the acting member edits a service",
    "directory.snapshot(uuid)": "what a version of a service holds",
    "directory.write_version(uuid,uuid,uuid)": "writes one",
    "directory.mark_checked(uuid,uuid,text[])": "writes when parts were checked, and by which agency",
    "directory.put_facts(uuid,jsonb)": "writes whom a service takes and where it is, once its contact may stand",
    "directory.put_contact(agencies.proposal,boolean)": "writes a contact that two have seen",
    "agencies.put_proposal_of_agencies(agencies.proposal,boolean)": "the same of members, teams and agencies",
    "agencies.may_with_content(text,text,text)": "the acting member's row, with the capacity for it, or a refusal",
    "agencies.keep_compared(agencies.member,text,text,text,text,date,uuid)": "writes who compared what, and when",
    "agencies.put_statement(uuid,uuid,uuid,jsonb,text)": "one more statement, with the next number",
    "agencies.name_of_statement(uuid,text,integer)": "under which name one waits",
    "agencies.put_proposal_of_rights(agencies.proposal,boolean)": "the same of every kind but statements",
    "agencies.take_back_of_who_goes()": "an agency that goes takes its statements back",
    "agencies.put_capacities(uuid,jsonb)": "writes the capacities that were confirmed",
    "agencies.put_proposal_of_others(agencies.proposal,boolean)": "the same of every other kind of proposal",
    "agencies.going_back(agencies.proposal)": "what of a proposal goes back now that it is not agreed to",
    "agencies.is_agreed_since(agencies.proposal,text,jsonb)": "whether two stand behind one of its rights since",
    "agencies.list_without(agencies.proposal,text,jsonb)": "rights that stand without what it gave",
    "agencies.is_value_agreed_since(agencies.proposal,text)": "the same of one of its values",
    "agencies.values_before(agencies.proposal,jsonb)": "values before it, where what it said still stands",
    "agencies.periods_before(agencies.proposal)": "periods before it, where they are still longer",
    "agencies.terms_before(agencies.proposal)": "terms before it, where they are still weaker",
    "agencies.administrator()": "the acting administrator's row, or a refusal",
    "agencies.colleague(uuid)": "a member of the own agency, with the agency locked",
    "agencies.is_last(agencies.member)": "whether nobody else would be left",
    "agencies.seconds(uuid,uuid,uuid)": "who may confirm",
    "agencies.apply_rights(uuid,text,boolean,boolean)": "writes what was confirmed",
    "agencies.seconds_for(text,uuid,uuid,uuid)": "who may confirm a proposal",
    "agencies.put_proposal(agencies.proposal,boolean)": "writes what was proposed, or what stood before",
    "agencies.propose(text,uuid,uuid,jsonb,jsonb)": "keeps what waits, and applies what nobody else can see",
    "agencies.has_work(uuid)": "asked before a sector changes",
    "agencies.open_invitation(bytea)": "an invitation whose link opens, locked",
    "agencies.take_place(agencies.invitation,integer)": "makes the place that an invitation is for",
    "referrals.put_periods(jsonb)": "writes what was agreed on",
    "setup.put_terms(jsonb)": "writes the terms",
    "referrals.asked_place(uuid)": "whether everything of that consent fits at this moment",
    "referrals.settle(uuid,uuid[])": "the last part of a handover",
    "referrals.open_items(uuid)": "asked before a place ends",
    "counsel.keeps(uuid,uuid)": "whether a member keeps the legal matters of a case now",
    "counsel.has_gone(uuid,uuid)": "whether a lawyer has left a case, by themselves or with the agency",
    "counsel.items_waiting(uuid,date)": "which days and words of links wait for a member",
    "counsel.is_of_mine(uuid)": "whether a link is one of a matter of the lawyer who acts",
    "counsel.supervises_alone(uuid)": "whether nobody else of the agency supervises",
}
FOR_MAIL = {
    "counsel.days_waiting(uuid,date,date)": "numbers for a lawyer's mail of the day, and nothing else of a matter",
}
FOR_TODAY = {
    "directory.waiting_for(uuid,date,integer,integer,integer)": "how much of the own services waits for an "
    "administrator, in numbers: on Today and in the mail of the day",
}
FOR_PEERS = {
    "directory.changes_for_peer(bigint,integer)": "what changed of what the peer of this message is offered",
    "directory.change_log_for_peer()": "where the numbers of changes stand, for a peer",
}
OF_THE_WORKER = {
    "directory.feeds_due()": "whose services are asked for now",
    "directory.note_asked(text,text,timestamp with time zone)": "what became of asking",
    "directory.begin_pass(text,bigint)": "a peer's services come from the beginning",
    "directory.take_in_services(text,bigint,bigint,boolean,jsonb,integer)": "a page of a peer's own services, whole",
    "agencies.reader_remarks(uuid,text,text,text,text,text)": "and with a card, to those who keep its rule",
    "directory.readers_say(uuid,uuid,text,text)": "the worker brings what readers of the public site say is wrong",
    "directory.forget_changes()": "what is gone for long is told no more",
}
FOR_ANSWERS = {
    "directory.note_answer(uuid,text,boolean)": "a decline for want of a place is a doubt, a yes ends it; both nodes",
}
FOR_ALL = {
    "counsel.take_back(uuid,uuid)": "a link is taken back: what the other lawyer sent goes, and its keys; ending is "
    "always allowed, to the agency, to the peer of the referral, and to the clock",
}
AS_WHO_CALLS = {
    "directory.as_told(directory.entry)": "what a peer may know of a service",
    "directory.seen_by_searches(jsonb)": "a mark of what searches look at, of a peer's service",
    "directory.folded(text)": "words as they are compared",
    "directory.near(text)": "a word with up to two letters left out",
    "directory.answers(text[])": "to which needs a service answers, in bits",
    "directory.lay_out_words(uuid[])": "the words by which services are found",
    "directory.lay_out(uuid[])": "lays services out for searches, called by the triggers below",
    "directory.entry_changed()": "trigger: a service has changed",
    "directory.team_changed()": "trigger: a team is called otherwise, or reads other languages",
    "directory.agency_changed()": "trigger: an agency is called otherwise, or is in another country",
    "directory.as_accepted(uuid)": "a service as undoing compares it",
    "directory.take_back(directory.proposal)": "one accepted proposal goes",
    "directory.without_place(jsonb)": "a proposal without where it is and how it is reached",
    "directory.forget_proposed_place()": "trigger: a service becomes a place that must not be found",
    "directory.entry_doubted()": "trigger: a service that comes anew brings its doubt",
    "directory.forget_place()": "trigger: a service is a place that must not be found, and nothing kept says where",
    "directory.is_hotline(text,text)": "whether two see its contact",
}
"""Without the owner's rights: who writes the directory has them already, and nobody else may call these."""
ROOMS = ("agencies.", "cases.", "counsel.", "directory.")


def test_every_function_has_its_reason_its_path_and_its_callers(world: World) -> None:
    with world.owner.transaction():
        world.owner.execute("SET LOCAL search_path = pg_catalog")
        found = {row[0]: row for row in world.owner.execute(FUNCTIONS).fetchall()}
    known = (
        FOR_APP
        | FOR_MAIL
        | FOR_TODAY
        | FOR_ANSWERS
        | FOR_PEERS
        | OF_THE_WORKER
        | INSIDE
        | FOR_ALL
        | AS_WHO_CALLS
    )
    assert {name for name in found if name.startswith(ROOMS)} == {
        name for name in known if name.startswith(ROOMS)
    }
    for name in known:
        _name, is_definer, path, _owner, callers = found[name]
        assert is_definer is (name not in AS_WHO_CALLS)
        assert path in FIXED_PATHS
        assert callers == _callers(name), name


def _callers(name: str) -> list[str]:
    if name in FOR_ALL:
        return [APP, INBOX, WORKER]
    if name in FOR_PEERS:
        return [INBOX]
    if name in FOR_MAIL | OF_THE_WORKER:
        return [WORKER]
    if name in FOR_TODAY:
        return [APP, WORKER]
    if name in FOR_ANSWERS:
        return [APP, INBOX]
    return [APP] if name in FOR_APP else []


CALLS = [
    ("SELECT agencies.invitations()", []),
    ("SELECT agencies.suspend(%s)", [ID("dan")]),
    ("SELECT agencies.lift(%s)", [ID("sam")]),
    ("SELECT agencies.seat(%s, %s)", [ID("dan"), [ID("team_alfa")]]),
    ("SELECT agencies.change_rights(%s, 'editor', false, false)", [ID("dan")]),
    ("SELECT agencies.remove_member(%s)", [ID("jude")]),
    ("SELECT agencies.save_facts('1', '{en}')", []),
    ("SELECT agencies.save_team(%s, 'T', '{nurse}', '{en}')", [ID("new")]),
    ("SELECT directory.remove_entry(%s)", [ID("new")]),
    ("SELECT agencies.set_ground('assessment', 'consent', 'foundation', '')", []),
    ("SELECT agencies.keep_record('en', '[]', '{}')", []),
    ("SELECT agencies.invite(%s, %s, 'N', 'n@n.example', 'nurse', false, '{}')", [ID("alfa"), bytes(32)]),
]


@pytest.mark.own_sql
@pytest.mark.parametrize("call, values", CALLS)
@pytest.mark.parametrize("who", ["ana", "sara", "sam", "pavel", "nobody app"])
def test_only_an_administrator_acts_through_them(
    world: World, who: str, call: str, values: list[object]
) -> None:
    with world.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(call, values)


@pytest.mark.parametrize("call, values", [one for one in CALLS if "remove_entry" not in one[0]])
def test_an_administrator_does(world: World, call: str, values: list[object]) -> None:
    with world.acting("adam") as connection:
        connection.execute(call, values)


@pytest.mark.parametrize(
    "call",
    [
        "SELECT agencies.suspend(%s)",
        "SELECT agencies.remove_member(%s)",
        "SELECT agencies.change_rights(%s, 'editor', false, false)",
    ],
)
def test_the_database_itself_keeps_the_last_administrator(world: World, call: str) -> None:
    with world.acting("adam") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="last_administrator"):
            connection.execute(call, [ID("adam")])


def test_a_member_chooses_a_language_for_the_own_account_and_no_other(world: World) -> None:
    with world.acting("ana") as connection:
        connection.execute("SELECT agencies.speak('ro')")
        rows = connection.execute("SELECT id, user_id, language FROM agencies.member").fetchall()
    own = {account for member, account, _ in rows if member == ID("ana")}
    assert {account for _, account, language in rows if language == "ro"} == own


@pytest.mark.parametrize("who", ["nobody app", "sam suspended"])
def test_nobody_else_chooses_one(world: World, who: str) -> None:
    with world.acting(who.removesuffix(" suspended")) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="nobody_is_acting"):
            connection.execute("SELECT agencies.speak('ro')")


def test_a_language_is_a_tag(world: World) -> None:
    with world.acting("ana") as connection, pytest.raises(psycopg.errors.CheckViolation) as caught:
        connection.execute("SELECT agencies.speak('<script>')")
    assert caught.value.diag.constraint_name == "language_is_a_tag"


def test_a_profession_changes_only_once_the_open_cases_are_handed_over(world: World) -> None:
    with world.acting("adam") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="hand_over_first"):
            connection.execute("SELECT agencies.change_rights(%s, 'editor', false, false)", [ID("ana")])


@pytest.mark.parametrize("statement", [
    "SELECT * FROM agencies.invitation", "SELECT * FROM agencies.change", "DELETE FROM agencies.change",
    "UPDATE agencies.change SET outcome = 'confirmed'", "SELECT agencies.apply_rights(NULL, 'editor', true, false)",
])  # fmt: skip
def test_invitations_and_changes_answer_to_no_serving_role(world: World, statement: str) -> None:
    with world.acting("adam") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_who_keeps_the_node_is_asked_of_the_member_and_of_the_profession(world: World) -> None:
    new = "SELECT agencies.add_agency(%s, 'N', 'RO', 'ngo', '{ro}', '1')"
    with world.acting("adam") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(new, [ID("new")])
    with world.acting("owner") as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [ID("sara")])


FOR_WORKER = {
    "referrals.forget_feed()": "deletes lines that are old enough",
    "referrals.enquiries_waiting(uuid[])": "numbers for a mail: the worker reads no enquiry",
}
FOR_ALL_HERE = {
    "referrals.agreement_stands(text,integer)": "a clock asks whether an agency here stands to what it follows",
}
FOR_A_MEMBER_TOO = {"referrals.enquiries_waiting(uuid[])"}
"""Of the own teams only."""
FEED = {
    "referrals.note(uuid,uuid,text)": "numbers a line of the feed under the agency's lock",
    "referrals.note_move()": "a trigger: a move",
    "referrals.note_row()": "a trigger: news, a part taken back, the holder's answer",
    "referrals.note_receipt()": "a trigger: a step of the delivery",
    "referrals.note_section()": "a trigger: a replica has come",
}
OF_WHO_ASKS = {
    "referrals.yes_to_beds()": "a trigger, without the owner's rights: whose yes to a bed count it is"
}


def test_the_feed_is_written_by_triggers_that_nobody_calls(world: World) -> None:
    with world.owner.transaction():
        world.owner.execute("SET LOCAL search_path = pg_catalog")
        found = {row[0]: row for row in world.owner.execute(FUNCTIONS).fetchall()}
    known = {
        *FEED,
        *OF_WHO_ASKS,
        *FOR_WORKER,
        *FOR_ALL_HERE,
        "referrals.agree_periods(jsonb)",
        *FOR_APP,
        *INSIDE,
    }
    assert {name for name in found if name.startswith("referrals.")} == {
        name for name in known if name.startswith("referrals.")
    }
    for name in FEED:
        _name, is_definer, path, _owner, callers = found[name]
        assert (is_definer, path in FIXED_PATHS, callers) == (True, True, []), name
    for name in OF_WHO_ASKS:
        _name, is_definer, path, _owner, callers = found[name]
        assert (is_definer, path in FIXED_PATHS, callers) == (False, True, []), name
    for name in FOR_ALL_HERE:
        _name, is_definer, path, _owner, callers = found[name]
        assert (is_definer, path in FIXED_PATHS, sorted(callers)) == (True, True, [APP, INBOX, WORKER])
    for name in FOR_WORKER:
        _name, is_definer, path, _owner, callers = found[name]
        also = [APP] if name in FOR_A_MEMBER_TOO else []
        assert (is_definer, path in FIXED_PATHS, sorted(callers)) == (True, True, sorted([*also, WORKER])), (
            name
        )
