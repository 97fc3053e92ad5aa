"""Every function of the schemas access, audit and keys, why it exists, and who may call it. A new one needs a line."""

from dataclasses import dataclass

import pytest

from safeconduct.vocabulary.roles import APP, INBOX, OWNER, WORKER
from tests.access.world import World


@dataclass(frozen=True)
class Known:
    """Who may call a function, and why it runs with the owner's rights."""

    callers: str
    why: str


DEFINERS = {
    # who is asking
    "verified(text,integer)": Known("", "reads the context keys, which no serving role may see"),
    "current_member()": Known("app", "the member of a verified token who is not suspended"),
    "current_agency()": Known("app", "the agency of that member"),
    "current_administrator()": Known("app", "the acting member, when it runs an agency's place on the node"),
    "agency_at_work()": Known("app", "read by row policies: the same, and nothing for an administrator"),
    "agencies_that_i_coordinate()": Known(
        "app", "read by row policies: the agencies that named the acting member"
    ),
    "keeps_node()": Known("app", "whether that member answers for the node itself"),
    "in_setup()": Known("app", "whether the caller holds the key of a node that is being set up"),
    "enter_setup()": Known("app", "the printed link of a new node opens once"),
    "current_peer()": Known("inbox", "the peer of a verified token"),
    "current_message()": Known("inbox", "the message of a verified token"),
    "is_worker()": Known("worker", "whether the worker's token is verified"),
    "domain_now()": Known("app inbox worker", "reads how far the owner moved the demo's clock"),
    "this_node()": Known("app inbox worker", "reads the node's own name"),
    "is_demo()": Known("app", "reads whether the owner calls this node a demo"),
    "restoration()": Known("app inbox worker", "reads whether the node was restored, and from when"),
    "policy_hash()": Known("app inbox worker", "compares the loaded policy with the release's"),
    # what may be seen
    "my_grants()": Known("app", "the acting member's live grants and no other's"),
    "my_grants_in(uuid)": Known("app", "the same in one case, which reads no others"),
    "my_grants_of(text)": Known("app", "the same of one section, for lists that show it of many cases"),
    "my_leads_of(text[])": Known("app", "of it the pairs of the files that the caller leads"),
    "cases_that_i_lead()": Known("app", "of it the files that the caller leads"),
    "sections_in_sight()": Known(
        "app", "read by row policies: pairs that are open, of the case that is read"
    ),
    "visible_sections()": Known("app", "read by row policies: pairs that are open"),
    "editable_sections()": Known("app", "read by row policies: pairs that may be written"),
    "current_sign_in()": Known("app", "the sign-in of a verified token"),
    "cases_in_hand()": Known("app", "read by row policies: cases held by another right than an emergency"),
    "visible_cases()": Known("app", "read by row policies: cases of which anything is open"),
    "cases_open_to_me()": Known("app", "read by a row policy: the same cases, as one value"),
    "received_of_peer()": Known("inbox", "read by a row policy: received cases of the peer"),
    "is_received_of_peer(uuid)": Known("inbox", "read by row policies: whether one case is among them"),
    "received_by_agency()": Known("app", "received cases of the own agency, to end access there"),
    "received_case(uuid,uuid)": Known("app inbox", "finds one referral's received case for its two sides"),
    "standing_keys()": Known(
        "worker", "read by row policies: all keys, or an error; what lies under none goes"
    ),
    "disclosures(uuid)": Known("app worker", "what may leave a case, for who holds something of it"),
    "may_leave(uuid,uuid)": Known(
        "app inbox", "whether the person ended a consent with a paper: only its ids ask"
    ),
    "conference_items()": Known(
        "app", "how items stand for who opens their section; whether a colleague's proposal is told yet"
    ),
    "holders(uuid)": Known("app", "who holds what, for who holds something of the case"),
    "who_saw(uuid)": Known("app", "shows a person who read the file, for who holds something of it"),
    # the doors
    "open_case(uuid,text)": Known("app", "a member opens a case and leads it"),
    "open_cases(uuid[],text,uuid)": Known("app", "a member opens the cases of an import and leads them"),
    "take_back(uuid,integer)": Known(
        "app", "an import is taken back within a day, but for what was worked on"
    ),
    "place(uuid,uuid,text,timestamp with time zone)": Known(
        "app", "the lead places a colleague; a receiver names the worker"
    ),
    "end_place(uuid,uuid)": Known("app", "a place ends: by the lead, by whose it is, by a supervisor"),
    "offer_lead(uuid,uuid,uuid,boolean)": Known("app", "the lead offers the lead, with a place to read by"),
    "accept_lead(uuid)": Known(
        "app", "whom the lead was offered to leads, and the former lead stays or leaves"
    ),
    "offer_received(uuid,uuid[])": Known(
        "app", "what the acting lead holds of received cases goes with the offer"
    ),
    "offered_received(uuid)": Known("app", "how many come with an offer, for the two whom it concerns"),
    "take_received(uuid)": Known("app", "who has accepted the lead takes over what was offered with it"),
    "end_offer(uuid)": Known("app", "an offer is declined or taken back; its place ends"),
    "supervised(uuid)": Known("app", "whether the member supervises where this own case is; nothing of it"),
    "supervised_number(text)": Known(
        "app", "finds the own agency's file by 48 random bits, for a supervisor"
    ),
    "team_of(uuid)": Known("app", "who leads and who has a place, for who has it in hand or supervises"),
    "team_moments(uuid,timestamp with time zone,uuid,integer)": Known(
        "app",
        "when the team of a case changed or it was read in an emergency, by profession, for who has it in hand",
    ),
    "lead_offered(uuid)": Known("app", "the open offer of the lead, for who has the case in hand"),
    "leads_offered_to_me()": Known("app", "open offers of the lead to the acting member"),
    "outside(uuid)": Known("app", "who can hear a complaint: nobody with a part in the case"),
    "follow_ups_late(date)": Known(
        "app", "whose follow-up is late, for a supervisor of the agency: file, who leads, day"
    ),
    "takeovers_of(uuid)": Known("app", "shows a person who took the lead over, by agency and role"),
    "consent_to(uuid,uuid,text[],text,timestamp with time zone,text,text,uuid,integer)": Known(
        "app", "the person's permission lets sections leave"
    ),
    "receive(uuid,text,uuid,uuid,text[],text,timestamp with time zone,text,text,uuid,integer)": Known(
        "inbox", "a verified message brings sections to a team"
    ),
    "take_over(uuid,text,text)": Known("app", "a supervisor leads when nobody can hand over"),
    "break_glass(uuid,uuid,text[],text,text,bytea,bytea,interval)": Known(
        "app", "emergency reading for four hours, in one sign-in"
    ),
    "close_glass(text)": Known("app", "the acting member's own emergency readings end"),
    "review_break_glass(uuid,text,bytea)": Known("app", "a second person looks at an emergency reading"),
    "note_glass(uuid)": Known("app", "a supervisor takes note of one that was not justified"),
    "emergency_offer(uuid)": Known(
        "app", "what of a case of the own agency an emergency could open; nothing of it"
    ),
    "emergency_block()": Known("app", "what of earlier stands against the own next emergency reading"),
    "case_numbered(text)": Known("app", "finds the own agency's file by 48 random bits, for an emergency"),
    "glass_for_me()": Known("app", "emergency readings that the member made, reviews or has to note"),
    "emergencies_of(uuid)": Known("app", "shows a person who opened the file in an emergency"),
    "glass_numbers()": Known("app", "how often at this node; names no agency and no case"),
    "glass_published()": Known("app", "the same by whole months, for everybody"),
    "forget_glass_words()": Known("worker", "words of emergency readings go with their file"),
    "end_grants(uuid,text[],uuid,text)": Known("app inbox worker", "ending is always allowed"),
    "give_back(uuid,uuid,uuid,text)": Known("inbox", "a peer ends what may leave to its own team"),
    "let_reopen(uuid)": Known("inbox", "the sender's word that what was closed may be opened again"),
    "reopen(uuid)": Known("app inbox", "restores what closing ended, once the sender has said so"),
    "destroy_keys(uuid,text[])": Known("app inbox", "erasure"),
    "hold_still(uuid)": Known("app inbox worker", "locks a case row that the caller may not change"),
    "held_by_law(uuid)": Known("app inbox worker", "reads the hold on a case of the caller's"),
    "held_cases()": Known("worker", "read by the row policy of the purge: what may not be erased yet"),
    "place_hold(uuid,text,timestamp with time zone)": Known(
        "app", "a supervisor keeps what was received, on a listed ground"
    ),
    "lift_hold(uuid)": Known("app", "a supervisor ends a hold"),
    # a member's own software
    "enter_by_token(bytea)": Known(
        "app", "whose token this is, without showing a digest; counts for the limit"
    ),
    "make_token(bytea,text,text,text[],timestamp with time zone)": Known(
        "app", "keeps the digest of a token of the acting member's"
    ),
    "my_tokens()": Known("app", "the acting member's tokens, without their digests"),
    "tokens_of(uuid)": Known("app", "an administrator sees that a colleague has tokens, and until when"),
    "revoke_token(uuid)": Known("app", "ends a token of one's own, or of a colleague's for an administrator"),
    "answer_of(uuid,bytea)": Known(
        "app", "what the own token was answered to this key, and a lock on the key"
    ),
    "keep_answer(uuid,bytea,bytea,integer,text)": Known("app", "keeps an answer to a write, references only"),
    "forget_software()": Known("worker", "takes away answers of a day ago and tokens long over"),
    # a person's own view, by a paper code
    "paper_key()": Known("app", "the wrapped key of the marks of codes; whoever types a code is nobody yet"),
    "keep_paper_key(bytea)": Known("app", "a member makes that key once"),
    "current_look()": Known("app", "the look of a verified token, while it and its paper stand"),
    "my_paper()": Known("app", "read by row policies: what the look that acts is of"),
    "on_paper(text)": Known("app", "read by row policies: the look's case, where its paper shows this part"),
    "make_paper(uuid,uuid,bytea,text[],boolean,text,timestamp with time zone)": Known(
        "app", "the lead gives a code; one before it ends"
    ),
    "papers_of(uuid)": Known("app", "the codes of a case in hand, without their marks"),
    "end_paper(uuid)": Known("app", "a code ends: by who has the case in hand, or supervises there"),
    "enter_by_paper(bytea,bytea,bytea)": Known(
        "app", "what a code opens, without showing a mark; counts guesses"
    ),
    "look_by(bytea)": Known(
        "app", "the look behind a cookie, for whoever brings what was given to that browser"
    ),
    "end_look(boolean)": Known("app", "the person ends the own look, or the code"),
    "stop_by_paper(uuid)": Known("app", "the person stops what leaves under a consent on the own paper"),
    "seen_by_paper()": Known("app", "shows the person who read the file, where the paper shows it"),
    "looks_of(uuid)": Known(
        "app", "when a file was looked at by a code, for who has it in hand and for the look"
    ),
    "paper_alarm()": Known("app", "how many codes were tried in vain, for leads and supervisors with a code"),
    "number_typed(text)": Known("app", "counts the numbers of files that a member types: ten in an hour"),
    "number_alarm()": Known("app", "who typed ten within a day, for who supervises"),
    "forget_numbers()": Known("worker", "takes away numbers of two days ago"),
    "forget_papers()": Known("worker", "takes away guesses of two days ago and codes long over"),
    "paper_stands(access.paper)": Known("", "whether a code stands now"),
    # what has been kept long enough
    "look_at_terms()": Known(
        "worker", "tells of cases that end, and ends those whose term is over; chooses none"
    ),
    "forget_records()": Known("worker", "records past their term go; the owner's row policy chooses them"),
    "endings()": Known("app", "what ends soon, for its lead, or who supervises where nobody leads"),
    "keep_on(uuid,text,timestamp with time zone)": Known("app", "its lead keeps it on, with a reason"),
    # inside only
    "is_sitting(text)": Known("", "whether the acting member's sign-in is still there"),
    "agreed_until(uuid,text)": Known("", "until when a received section may be read here at all"),
    "is_sending_late(uuid)": Known("", "whether a sharing without consent waits beyond its day"),
    "is_reading_late(uuid)": Known("", "whether an emergency reading waits beyond three days"),
    "may_review_glass(access.break_glass_use)": Known("", "whether the acting member is its second person"),
    "is_untouched(uuid)": Known("", "whether an import's case was changed since, by the audit"),
    "end_tokens()": Known("", "a trigger: who is suspended has no token any more"),
    "days_kept(text)": Known("", "the node's term; no serving role reads the table"),
    "over_since(uuid)": Known("", "since when an own case is over, or NULL"),
    "ends_at(access.ending)": Known("", "when a case that was told of ends"),
    "latest_end(uuid)": Known("", "how long it may be kept on"),
    "led_by_nobody(uuid)": Known("", "whether a case has no lead who works here"),
    "me()": Known("", "the acting member's row, or a refusal"),
    "sector_of(uuid)": Known("", "an agency's sector, for the policy"),
    "is_lead(uuid,uuid)": Known("", "whether a member leads a case"),
    "allows(text,text,text,text,text,text)": Known("", "asks the owner's copy of the policy"),
    "holds_cases(uuid)": Known("", "whether a member has anything of a case in hand, before rights change"),
    "open_cases(uuid)": Known("", "how many cases a member has in hand; numbers for who administers"),
    "could_take(uuid,uuid,uuid)": Known("", "whether a colleague's profession opens what is handed over"),
    "hand_over_case(uuid,uuid,uuid)": Known("", "one case of a leaving member goes to a colleague"),
    "hand_over_rest(uuid,uuid[])": Known("", "what is not open any more follows at the end"),
    "has_place(uuid,uuid)": Known("", "whether a member has a place on a case now"),
    "seat_until(uuid,uuid,uuid,text,timestamp with time zone)": Known(
        "", "writes the rows of a place, with an end"
    ),
    "unseat(uuid,uuid,text)": Known("", "ends whatever place a member has on a case"),
    "open_offer(uuid)": Known("", "the offer of a case that can still be accepted"),
    "close_offer(uuid,text)": Known("", "an offer is over, and with it the place that came with it"),
    "led_for(uuid)": Known("", "for what a case is led"),
    "seat_member(uuid,uuid,uuid,text,text)": Known("", "writes the rows that the policy gives"),
}
OF_THE_KEYS = {
    "keys.lay_tombstones()": Known("", "a trigger: whoever may delete a key may lay no stone by itself"),
}
INVOKERS = {
    "access.held()": "what the acting member holds: planned into the definers that say it, and nobody's to call",
    "access.refuse(text)": "raises the refusal; reads nothing",
    "audit.stamped()": "the audit's own time; a trigger",
}
ROLE_NAMES = {"app": APP, "inbox": INBOX, "worker": WORKER}

FUNCTIONS = """
    SELECT p.oid::regprocedure::text, p.prosecdef, p.proconfig, pg_get_userbyid(p.proowner),
           ARRAY(SELECT COALESCE(pg_get_userbyid(NULLIF(e.grantee, 0)), 'PUBLIC')::text
                   FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) e
                  WHERE e.privilege_type = 'EXECUTE' AND e.grantee <> p.proowner ORDER BY 1)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
"""
OUR_SCHEMAS = ("access.", "audit.", "keys.")
PLANNED_ANEW = "plan_cache_mode=force_custom_plan"
FIXED_PATHS = (
    ["search_path=access, pg_temp"],
    ["search_path=pg_catalog, pg_temp"],
    ["search_path=pg_catalog, pg_temp", PLANNED_ANEW],
)
type Row = tuple[str, bool, list[str] | None, str, list[str]]


@pytest.fixture
def all_functions(world: World) -> dict[str, Row]:
    with world.owner.transaction():
        # So that each name is written with its schema.
        world.owner.execute("SET LOCAL search_path = pg_catalog")
        return {row[0]: row for row in world.owner.execute(FUNCTIONS).fetchall()}


@pytest.fixture
def functions(all_functions: dict[str, Row]) -> dict[str, Row]:
    return {name: row for name, row in all_functions.items() if name.startswith(OUR_SCHEMAS)}


def test_every_function_has_its_reason(functions: dict[str, Row]) -> None:
    assert set(functions) == {f"access.{name}" for name in DEFINERS} | set(OF_THE_KEYS) | set(INVOKERS)
    assert all(len(known.why) > 5 for known in DEFINERS.values())


def test_only_the_listed_functions_run_with_the_owners_rights(functions: dict[str, Row]) -> None:
    definers = {name for name, row in functions.items() if row[1]}
    assert definers == {f"access.{name}" for name in DEFINERS} | set(OF_THE_KEYS)
    assert {row[3] for row in functions.values()} == {OWNER}


def test_nobody_can_put_a_table_or_a_function_before_those_that_a_definer_means(
    all_functions: dict[str, Row],
) -> None:
    """In whatever schema the function stands."""
    paths = {name: row[2] for name, row in all_functions.items() if row[1]}
    assert {name: path for name, path in paths.items() if path not in FIXED_PATHS} == {}


def test_nothing_with_the_owners_rights_is_open_to_everybody(all_functions: dict[str, Row]) -> None:
    assert {name: row[4] for name, row in all_functions.items() if row[1] and "PUBLIC" in row[4]} == {}


def test_each_function_is_called_by_the_listed_roles_only(functions: dict[str, Row]) -> None:
    wanted = {
        f"access.{name}": sorted(ROLE_NAMES[role] for role in known.callers.split())
        for name, known in DEFINERS.items()
    }
    wanted |= {name: [] for name in (*INVOKERS, *OF_THE_KEYS)}
    assert {name: row[4] for name, row in functions.items()} == wanted
