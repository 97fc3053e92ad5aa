"""Policies of the files: sections, imports, questions, talks, conferences, marks, follow-ups."""

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import (
    ALFA,
    ANSWERED,
    BETA,
    TOLD,
    Refusal,
    Scenario,
    adds,
    answers,
    ask,
    asks_once_more,
    audit,
    changes,
    complaint,
    conference,
    copy,
    decides,
    deletes,
    ends_day,
    entry,
    file,
    giving,
    interview,
    item,
    last_day,
    lays,
    marked,
    meets,
    nobody,
    part,
    printed,
    puts_right,
    registered,
    said,
    screening,
    sees,
    sheet,
    spoken,
    takes_away,
    tells,
    typed,
    version,
    wish,
    word,
)

LOOK = "look at own_alfa"

SCENARIOS: dict[tuple[str, str], Scenario] = {
    # cases
    ("cases.section_version", "sections_open_to_me"): Scenario(
        "ana", [sees("cases.section_version", case_id=ID("own_alfa")),
                sees("cases.section_version", case_id=ID("got_alfa"))],
        [sees("cases.section_version", case_id=ID("own_beta"))],
    ),
    ("cases.section_version", "sections_that_i_edit"): Scenario(
        "ana", [adds("cases.section_version", **version("own_alfa"))],
        [adds("cases.section_version", **version("own_beta")),
         adds("cases.section_version", **version("got_alfa"))],
    ),
    ("cases.section_version", "replicas_of_the_peers_cases"): Scenario(
        "peer be", [adds("cases.section_version", **version("got_alfa"))],
        [adds("cases.section_version", **version("got_beta")),
         adds("cases.section_version", **version("own_alfa"))],
    ),
    # cases that are brought in
    ("keys.file_key", "file_keys_of_mine"): Scenario(
        "ana", [sees("keys.file_key", id=ID("file_own_alfa_2")), adds("keys.file_key", member_id=ID("ana")),
                deletes("keys.file_key")],
        [sees("keys.file_key", id=ID("file_own_beta_2")), adds("keys.file_key", member_id=ID("bea")),
         Refusal(sees("keys.file_key", id=ID("file_own_alfa_2")), "sara")],
    ),
    ("keys.file_key", "file_keys_of_yesterday"): Scenario(
        "worker", [deletes("keys.file_key")],
        [Refusal(deletes("keys.file_key"), "worker", own=2), nobody(deletes("keys.file_key"))],
    ),
    ("cases.bringing", "imports_that_i_answer_for"): Scenario(
        "ana", [sees("cases.bringing", id=ID("file_own_alfa"))],
        [sees("cases.bringing", id=ID("file_own_beta")),
         Refusal(sees("cases.bringing", id=ID("file_own_alfa")), "dan"),
         Refusal(sees("cases.bringing", id=ID("file_own_beta")), "sara")],
    ),
    ("cases.bringing", "imports_that_i_begin"): Scenario(
        "ana", [adds("cases.bringing", member_id=ID("ana"), **ALFA)],
        [adds("cases.bringing", member_id=ID("dan"), **ALFA), adds("cases.bringing", member_id=ID("ana"), **BETA)],
    ),
    ("cases.bringing", "imports_that_i_move"): Scenario(
        "sara", [changes("cases.bringing", "state = 'undoing'")],
        [Refusal(changes("cases.bringing", "state = 'undoing'"), "ana", own=1),
         Refusal(changes("cases.bringing", "state = 'undoing'"), "dan")],
    ),
    ("cases.bringing_part", "parts_of_my_files"): Scenario(
        "ana", [sees("cases.bringing_part", bringing_id=ID("file_own_alfa")),
                adds("cases.bringing_part", member_id=ID("ana")), changes("cases.bringing_part", "is_taken = true"),
                deletes("cases.bringing_part")],
        [sees("cases.bringing_part", bringing_id=ID("file_own_beta")),
         adds("cases.bringing_part", member_id=ID("bea")),
         Refusal(sees("cases.bringing_part", bringing_id=ID("file_own_alfa")), "sara")],
    ),
    ("cases.bringing_part", "parts_of_yesterday"): Scenario(
        "worker", [deletes("cases.bringing_part")],
        [Refusal(deletes("cases.bringing_part"), "worker", own=2), nobody(deletes("cases.bringing_part"))],
    ),
    ("cases.brought", "origins_open_to_me"): Scenario(
        "ana", [sees("cases.brought", case_id=ID("got_alfa"))], [sees("cases.brought", case_id=ID("got_beta"))]
    ),
    ("cases.brought", "origins_that_i_write"): Scenario(
        "ana", [adds("cases.brought", case_id=ID("own_alfa"), section="profile")],
        [adds("cases.brought", case_id=ID("own_beta"), section="profile")],
    ),
    ("cases.brought", "origins_without_a_key"): Scenario(
        "worker", [deletes("cases.brought")],
        [Refusal(deletes("cases.brought"), "worker", own=2), nobody(deletes("cases.brought"))],
    ),
    ("cases.kept_mapping", "mappings_of_my_agency"): Scenario(
        "ana", [sees("cases.kept_mapping", **ALFA), adds("cases.kept_mapping", name="new", **ALFA),
                changes("cases.kept_mapping", "kept_at = now()"), deletes("cases.kept_mapping")],
        [sees("cases.kept_mapping", **BETA), adds("cases.kept_mapping", name="new", **BETA)],
    ),
    # what is asked of whoever holds a section
    ("cases.ask", "asks_that_i_made"): Scenario(
        "ana", [sees("cases.ask", case_id=ID("own_alfa"), section="health")],
        [sees("cases.ask", case_id=ID("own_beta")), Refusal(sees("cases.ask"), "dan")],
    ),
    ("cases.ask", "asks_of_what_i_hold"): Scenario(
        "ana", [sees("cases.ask", case_id=ID("own_alfa"), section="needs")],
        [sees("cases.ask", case_id=ID("own_beta")), Refusal(sees("cases.ask"), "dan")],
    ),
    ("cases.ask", "asks_that_i_make"): Scenario(
        "ana", [adds("cases.ask", **ask())],
        [adds("cases.ask", **ask("own_beta")), adds("cases.ask", **ask(agency="beta")),
         adds("cases.ask", **ask(asker="dan")), adds("cases.ask", **ask(section="needs")),
         adds("cases.ask", **ask(), **TOLD)],
    ),
    ("cases.ask", "asks_that_i_answer"): Scenario(
        "ana", [tells("ana")], [tells("sara")],
    ),
    ("cases.ask", "asks_without_a_file"): Scenario(
        "worker", [deletes("cases.ask")],
        [Refusal(deletes("cases.ask"), "worker", own=2), nobody(deletes("cases.ask"))],
    ),
    ("cases.complaint", "complaints_that_i_wrote"): Scenario(
        "ana", [sees("cases.complaint", case_id=ID("own_alfa"))],
        [sees("cases.complaint", case_id=ID("own_beta")), Refusal(sees("cases.complaint"), "dan")],
    ),
    ("cases.complaint", "complaints_that_i_hear"): Scenario(
        "sara", [sees("cases.complaint", written_by=ID("ana"))],
        [sees("cases.complaint", case_id=ID("own_beta")), Refusal(sees("cases.complaint"), "adam")],
    ),
    ("cases.complaint", "complaints_that_i_write"): Scenario(
        "ana", [adds("cases.complaint", **complaint())],
        [adds("cases.complaint", **complaint("own_beta")), adds("cases.complaint", **complaint(agency="beta")),
         adds("cases.complaint", **complaint(by="dan")), adds("cases.complaint", **complaint(to="dan")),
         adds("cases.complaint", **complaint(answer="put_right", answered_at=NOW))],
    ),
    ("cases.complaint", "complaints_that_i_answer"): Scenario(
        "sara", [puts_right()], [Refusal(puts_right(), "ana")],
    ),
    ("cases.complaint", "complaints_long_over"): Scenario(
        "worker", [deletes("cases.complaint")],
        [Refusal(deletes("cases.complaint"), "worker", own=2), nobody(deletes("cases.complaint"))],
    ),
    # what is given out
    ("cases.giving", "givings_of_cases_in_hand"): Scenario(
        "ana", [sees("cases.giving", id=ID("giving_alfa"))],
        [sees("cases.giving", id=ID("giving_beta")), Refusal(sees("cases.giving"), "dan")],
    ),
    ("cases.giving", "givings_that_i_supervise"): Scenario(
        "sara", [sees("cases.giving", id=ID("giving_alfa"))],
        [sees("cases.giving", id=ID("giving_beta")), Refusal(sees("cases.giving"), "dan"),
         Refusal(sees("cases.giving"), "adam")],
    ),
    ("cases.giving", "givings_that_i_enter"): Scenario(
        "ana", [adds("cases.giving", **giving())],
        [adds("cases.giving", **giving("own_beta")), adds("cases.giving", **giving(agency="beta")),
         adds("cases.giving", **giving(by="dan")),
         adds("cases.giving", **giving(verdict="refused", why="too_wide", decided_by=ID("sara"), decided_at=NOW))],
    ),
    ("cases.giving", "givings_that_another_decides"): Scenario(
        "sara", [decides("sara")], [decides("dan"), Refusal(decides("dan"), "dan")],
    ),
    ("cases.giving", "givings_long_over"): Scenario(
        "worker", [deletes("cases.giving")],
        [Refusal(deletes("cases.giving"), "worker", own=2), nobody(deletes("cases.giving"))],
    ),
    ("cases.given", "copies_of_what_i_see"): Scenario(
        "ana", [sees("cases.given", case_id=ID("own_alfa"))],
        [sees("cases.given", case_id=ID("own_beta")), Refusal(sees("cases.given"), "dan")],
    ),
    ("cases.given", "copies_that_i_print"): Scenario(
        "ana", [adds("cases.given", **printed())],
        [adds("cases.given", **printed("own_beta")), adds("cases.given", **printed(agency="beta")),
         adds("cases.given", **printed(by="dan")), adds("cases.given", **printed(of="giving_alfa"))],
    ),
    ("cases.given", "copies_long_over"): Scenario(
        "worker", [deletes("cases.given")],
        [Refusal(deletes("cases.given"), "worker", own=2), nobody(deletes("cases.given"))],
    ),
    # talks for identification, and who asked the person about what
    ("cases.screening", "screenings_open_to_me"): Scenario(
        "ana", [sees("cases.screening", case_id=ID("own_alfa"), author_id=ID("dan"))],
        [sees("cases.screening", case_id=ID("own_beta")), Refusal(sees("cases.screening"), "dan"),
         Refusal(sees("cases.screening"), "nora")],
    ),
    ("cases.screening", "screenings_that_i_begin"): Scenario(
        "ana", [adds("cases.screening", **screening())],
        [adds("cases.screening", **screening("own_beta")), adds("cases.screening", **screening("got_alfa")),
         adds("cases.screening", **screening(agency="beta")), adds("cases.screening", **screening(author="dan")),
         Refusal(adds("cases.screening", **screening(author="nora")), "nora")],
    ),
    ("cases.screening", "drafts_that_i_change"): Scenario(
        "ana", [changes("cases.screening", "finished_at = now()")],
        [Refusal(changes("cases.screening", "saved_at = now()"), "ana", own=1),
         Refusal(changes("cases.screening", "saved_at = now()"), "dan")],
    ),
    ("cases.screening", "screenings_without_a_key"): Scenario(
        "worker", [deletes("cases.screening")],
        [Refusal(deletes("cases.screening"), "worker", own=6), nobody(deletes("cases.screening"))],
    ),
    ("cases.conference", "conferences_open_to_me"): Scenario(
        "ana", [sees("cases.conference", case_id=ID("own_alfa"))],
        [sees("cases.conference", case_id=ID("own_beta")), Refusal(sees("cases.conference"), "dan"),
         Refusal(sees("cases.conference"), "nora")],
    ),
    ("cases.conference", "conferences_that_i_open"): Scenario(
        "ana", [adds("cases.conference", **conference())],
        [adds("cases.conference", **conference("own_beta")), adds("cases.conference", **conference("got_alfa")),
         adds("cases.conference", **conference(agency="beta")), adds("cases.conference", **conference(by="dan"))],
    ),
    ("cases.conference", "conferences_that_i_lead"): Scenario(
        "ana", [changes("cases.conference", "meets_at = now()")],
        [Refusal(changes("cases.conference", "meets_at = now()"), "dan"),
         Refusal(changes("cases.conference", "meets_at = now()"), "ana", own=1)],
    ),
    ("cases.conference", "conferences_without_a_key"): Scenario(
        "worker", [deletes("cases.conference")],
        [Refusal(deletes("cases.conference"), "worker", own=2), nobody(deletes("cases.conference"))],
    ),
    ("cases.conference", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("cases.conference", case_id=ID("own_alfa"))], [],
    ),
    ("cases.conference_item", "items_open_to_me"): Scenario(
        "ana", [sees("cases.conference_item", id=ID("told_alfa"))],
        [sees("cases.conference_item", case_id=ID("own_beta")), Refusal(sees("cases.conference_item"), "dan"),
         Refusal(sees("cases.conference_item"), "nora")],
    ),
    ("cases.conference_item", "items_that_i_add"): Scenario(
        "ana", [adds("cases.conference_item", **item())],
        [adds("cases.conference_item", **item("health")), adds("cases.conference_item", **item(case="own_beta")),
         adds("cases.conference_item", **item(case="got_alfa")), adds("cases.conference_item", **item(agency="beta")),
         adds("cases.conference_item", **item(by="dan")), adds("cases.conference_item", **item(of="talk_beta"))],
    ),
    ("cases.conference_item", "items_without_a_key"): Scenario(
        "worker", [deletes("cases.conference_item")],
        [Refusal(deletes("cases.conference_item"), "worker", own=4), nobody(deletes("cases.conference_item"))],
    ),
    ("cases.conference_item", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("cases.conference_item", id=ID("told_alfa"))], [],
    ),
    ("cases.conference_entry", "entries_open_to_me"): Scenario(
        "ana",
        [sees("cases.conference_entry", item_id=ID("told_alfa"), author_id=ID("dan")),
         sees("cases.conference_entry", item_id=ID("told_alfa"), author_id=ID("ana"))],
        [sees("cases.conference_entry", item_id=ID("untold_alfa")),
         sees("cases.conference_entry", case_id=ID("own_beta")), Refusal(sees("cases.conference_entry"), "dan"),
         Refusal(sees("cases.conference_entry"), "nora")],
    ),
    ("cases.conference_entry", "entries_that_i_write"): Scenario(
        "ana",
        [adds("cases.conference_entry", **entry(kind)) for kind in ("proposal", "wish", "minutes")],
        [adds("cases.conference_entry", **entry("decision", "told_alfa")),
         adds("cases.conference_entry", **entry("proposal", section="profile")),
         adds("cases.conference_entry", **entry("proposal", "told_beta")),
         adds("cases.conference_entry", **entry("proposal", agency="beta")),
         adds("cases.conference_entry", **entry("minutes", author="dan")),
         Refusal(adds("cases.conference_entry", **entry("minutes", author="dan")), "dan")],
    ),
    ("cases.conference_entry", "entries_without_a_key"): Scenario(
        "worker", [deletes("cases.conference_entry")],
        [Refusal(deletes("cases.conference_entry"), "worker", own=6), nobody(deletes("cases.conference_entry"))],
    ),
    ("cases.conference_entry", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("cases.conference_entry", item_id=ID("told_alfa"))], [],
    ),
    ("cases.interview", "interviews_open_to_me"): Scenario(
        "ana", [sees("cases.interview", case_id=ID("own_alfa"))],
        [sees("cases.interview", case_id=ID("own_beta")), Refusal(sees("cases.interview"), "dan"),
         Refusal(sees("cases.interview"), "nora")],
    ),
    ("cases.interview", "interviews_that_i_enter"): Scenario(
        "ana", [adds("cases.interview", **interview())],
        [adds("cases.interview", **interview("own_beta")), adds("cases.interview", **interview("got_alfa")),
         adds("cases.interview", **interview(agency="beta")), adds("cases.interview", **interview(who="dan"))],
    ),
    ("cases.interview", "interviews_without_a_file"): Scenario(
        "worker", [deletes("cases.interview")],
        [Refusal(deletes("cases.interview"), "worker", own=2), nobody(deletes("cases.interview"))],
    ),
    # who stands in a case, by marks, and the one question that is asked of them
    ("keys.blind_key", "blind_key_of_my_agency"): Scenario(
        "ana", [sees("keys.blind_key", **ALFA)], [sees("keys.blind_key", **BETA)],
    ),
    ("keys.blind_key", "blind_key_made_for_my_agency"): Scenario(
        "pavel", [adds("keys.blind_key", agency_id=ID("police"))], [adds("keys.blind_key", agency_id=ID("court"))],
    ),
    ("cases.party_mark", "marks_of_cases_in_hand"): Scenario(
        "ana", [sees("cases.party_mark", case_id=ID("own_alfa"))],
        [sees("cases.party_mark", case_id=ID("own_beta")), Refusal(sees("cases.party_mark"), "dan")],
    ),
    ("cases.party_mark", "marks_that_i_make"): Scenario(
        "ana", [adds("cases.party_mark", **marked())],
        [adds("cases.party_mark", **marked("own_beta")), adds("cases.party_mark", **marked(agency="beta")),
         adds("cases.party_mark", **marked(by="dan")), Refusal(adds("cases.party_mark", **marked(by="dan")), "dan")],
    ),
    ("cases.party_mark", "marks_that_i_take_away"): Scenario(
        "ana", [deletes("cases.party_mark")], [Refusal(deletes("cases.party_mark"), "dan")],
    ),
    ("cases.party_mark", "marks_without_a_file"): Scenario(
        "worker", [deletes("cases.party_mark")],
        [Refusal(deletes("cases.party_mark"), "worker", own=4), nobody(deletes("cases.party_mark"))],
    ),
    ("cases.party_mark", "the_owner_compares_marks"): Scenario("dan", [meets], []),
    ("cases.conflict_question", "the_owner_counts_questions"): Scenario("dan", [asks_once_more], []),
    ("cases.conflict_question", "possible_conflicts_of_my_agency"): Scenario(
        "sara", [sees("cases.conflict_question", **ALFA)],
        [sees("cases.conflict_question", **BETA), Refusal(sees("cases.conflict_question"), "dan")],
    ),
    ("cases.conflict_question", "questions_long_asked"): Scenario(
        "worker", [deletes("cases.conflict_question")],
        [Refusal(deletes("cases.conflict_question"), "worker", own=2), nobody(deletes("cases.conflict_question"))],
    ),
    # follow-ups: whoever writes the plan writes them, whoever reads it reads them
    ("cases.follow_up", "follow_ups_open_to_me"): Scenario(
        "ana", [sees("cases.follow_up", case_id=ID("own_alfa"))],
        [sees("cases.follow_up", case_id=ID("own_beta")), Refusal(sees("cases.follow_up"), "dan"),
         Refusal(sees("cases.follow_up"), "sara")],
    ),
    ("cases.follow_up", "follow_ups_that_i_write"): Scenario(
        "ana", [adds("cases.follow_up", **sheet())],
        [adds("cases.follow_up", **sheet("own_beta")), adds("cases.follow_up", **sheet("got_alfa")),
         adds("cases.follow_up", **sheet(agency="beta")), adds("cases.follow_up", **sheet(who="dan")),
         Refusal(adds("cases.follow_up", **sheet(who="nora")), "nora")],
    ),
    ("cases.follow_up", "follow_ups_without_a_key"): Scenario(
        "worker", [deletes("cases.follow_up")],
        [Refusal(deletes("cases.follow_up"), "worker", own=2), nobody(deletes("cases.follow_up"))],
    ),
    # rights: as follow-ups, under the plan
    ("rights.sheet", "rights_open_to_me"): Scenario(
        "ana", [sees("rights.sheet", case_id=ID("own_alfa"))],
        [sees("rights.sheet", case_id=ID("own_beta")), Refusal(sees("rights.sheet"), "dan"),
         Refusal(sees("rights.sheet"), "sara")],
    ),
    ("rights.sheet", "rights_that_i_write"): Scenario(
        "ana", [adds("rights.sheet", **sheet())],
        [adds("rights.sheet", **sheet("own_beta")), adds("rights.sheet", **sheet("got_alfa")),
         adds("rights.sheet", **sheet(agency="beta")), adds("rights.sheet", **sheet(who="dan")),
         Refusal(adds("rights.sheet", **sheet(who="nora")), "nora")],
    ),
    ("rights.sheet", "rights_without_a_key"): Scenario(
        "worker", [deletes("rights.sheet")],
        [Refusal(deletes("rights.sheet"), "worker", own=2), nobody(deletes("rights.sheet"))],
    ),
    # last days: read with the plan, written with it, and never in the name of a colleague
    ("rights.deadline", "deadlines_open_to_me"): Scenario(
        "ana", [sees("rights.deadline", case_id=ID("own_alfa"))],
        [sees("rights.deadline", case_id=ID("own_beta")), Refusal(sees("rights.deadline"), "dan"),
         Refusal(sees("rights.deadline"), "sara")],
    ),
    ("rights.deadline", "deadlines_that_i_write"): Scenario(
        "ana", [adds("rights.deadline", **last_day())],
        [adds("rights.deadline", **last_day("own_beta")), adds("rights.deadline", **last_day("got_alfa")),
         adds("rights.deadline", **last_day(agency="beta")), adds("rights.deadline", **last_day(who="dan")),
         Refusal(adds("rights.deadline", **last_day(who="nora")), "nora")],
    ),
    ("rights.deadline", "deadlines_that_i_move_or_end"): Scenario(
        "ana", [changes("rights.deadline", ends_day("ana"))],
        [changes("rights.deadline", ends_day("dan")), Refusal(changes("rights.deadline", ends_day("nora")), "nora"),
         Refusal(changes("rights.deadline", ends_day("ana")), "ana", own=1)],
    ),
    ("rights.deadline", "days_that_a_rule_gave"): Scenario(
        "worker", [sees("rights.deadline")], [nobody(sees("rights.deadline"))],
    ),
    ("rights.deadline", "days_that_are_counted_anew"): Scenario(
        "worker", [changes("rights.deadline", "rule_hash = 'other'")],
        [nobody(changes("rights.deadline", "rule_hash = 'other'"))],
    ),
    ("rights.deadline", "deadlines_without_a_key"): Scenario(
        "worker", [deletes("rights.deadline")],
        [Refusal(deletes("rights.deadline"), "worker", own=2), nobody(deletes("rights.deadline"))],
    ),
    ("rights.deadline", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("rights.deadline")], []),
    ("rights.feed", "the_owner_of_the_doors_keeps"): Scenario("owner", [sees("rights.feed")], []),
    # what a person says is wrong: the team sees it, the lead answers it; a look by a paper has what stands there
    ("cases.persons_word", "words_of_my_people"): Scenario(
        "ana", [sees("cases.persons_word", case_id=ID("own_alfa"))],
        [sees("cases.persons_word", case_id=ID("own_beta")), Refusal(sees("cases.persons_word"), "dan"),
         Refusal(sees("cases.persons_word"), "sara")],
    ),
    ("cases.persons_word", "words_that_i_write_down"): Scenario(
        "ana", [adds("cases.persons_word", **word())],
        [adds("cases.persons_word", **word("own_beta")), adds("cases.persons_word", **word(agency="beta")),
         adds("cases.persons_word", **word(by="dan")), adds("cases.persons_word", **word(by=None)),
         adds("cases.persons_word", **word(), **ANSWERED),
         Refusal(adds("cases.persons_word", **word(by="dan")), "dan")],
    ),
    ("cases.persons_word", "words_that_i_answer"): Scenario(
        "ana", [answers("ana")],
        [answers("dan"), Refusal(answers("ana"), "ana", own=1), Refusal(answers("nora"), "nora")],
    ),
    ("cases.persons_word", "words_about_what_my_paper_shows"): Scenario(
        LOOK, [sees("cases.persons_word", case_id=ID("own_alfa"))],
        [sees("cases.persons_word", case_id=ID("own_beta")), Refusal(sees("cases.persons_word"), "look at bare_alfa")],
    ),
    ("cases.persons_word", "words_by_my_paper"): Scenario(
        LOOK, [adds("cases.persons_word", **word(by=None))],
        [adds("cases.persons_word", **word("own_beta", by=None)),
         adds("cases.persons_word", **word(agency="beta", by=None)),
         adds("cases.persons_word", **word()), adds("cases.persons_word", **word(by=None), **ANSWERED),
         adds("cases.persons_word", **word(by=None), sealed=b"x", generation=1, section="plan")],
    ),
    ("cases.persons_word", "words_long_answered"): Scenario(
        "worker", [deletes("cases.persons_word")],
        [Refusal(deletes("cases.persons_word"), "worker", own=6), nobody(deletes("cases.persons_word"))],
    ),
    # what a person wishes erased: asked for by who writes the section, seen by the team and by who supervises
    ("cases.section_erasure", "erasures_of_my_people"): Scenario(
        "ana", [sees("cases.section_erasure", case_id=ID("own_alfa"))],
        [sees("cases.section_erasure", case_id=ID("own_beta")), Refusal(sees("cases.section_erasure"), "dan"),
         Refusal(sees("cases.section_erasure"), "adam")],
    ),
    ("cases.section_erasure", "erasures_that_i_ask_for"): Scenario(
        "ana", [adds("cases.section_erasure", **wish())],
        [adds("cases.section_erasure", **wish("own_beta")), adds("cases.section_erasure", **wish(agency="beta")),
         adds("cases.section_erasure", **wish("got_alfa")), adds("cases.section_erasure", **wish(by="dan")),
         adds("cases.section_erasure", **wish(), generation=1),
         adds("cases.section_erasure", **wish() | {"verdict": "erased", "decided_by": ID("sara"), "decided_at": NOW}),
         Refusal(adds("cases.section_erasure", **wish(by="nora")), "nora")],
    ),
    ("cases.section_erasure", "erasures_without_a_file"): Scenario(
        "worker", [deletes("cases.section_erasure")],
        [Refusal(deletes("cases.section_erasure"), "worker", own=2), nobody(deletes("cases.section_erasure"))],
    ),
    ("cases.section_erasure", "the_owner_decides_erasures"): Scenario("owner", [sees("cases.section_erasure")], []),
    ("cases.section_version", "the_owner_erases_versions"): Scenario("owner", [deletes("cases.section_version")], []),
    ("cases.party_mark", "the_owner_erases_marks"): Scenario("owner", [deletes("cases.party_mark")], []),
    ("cases.beside", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.beside")], []),
    ("cases.section_version", "the_plan_on_my_paper"): Scenario(
        LOOK, [sees("cases.section_version", case_id=ID("own_alfa"), section="plan")],
        [sees("cases.section_version", case_id=ID("own_beta")),
         sees("cases.section_version", case_id=ID("own_alfa"), section="needs"),
         Refusal(sees("cases.section_version"), "look at bare_alfa")],
    ),
    ("cases.follow_up", "appointments_on_my_paper"): Scenario(
        LOOK, [sees("cases.follow_up", case_id=ID("own_alfa"))],
        [sees("cases.follow_up", case_id=ID("own_beta")), Refusal(sees("cases.follow_up"), "look at bare_alfa")],
    ),
    ("consent.version", "consents_on_my_paper"): Scenario(
        LOOK, [sees("consent.version", case_id=ID("own_alfa"))], [sees("consent.version", case_id=ID("own_beta"))],
    ),
    ("consent.withdrawal", "taken_back_by_my_paper"): Scenario(
        LOOK, [adds("consent.withdrawal", **said())],
        [adds("consent.withdrawal", **said("own_beta", "beta")), adds("consent.withdrawal", **said(agency="beta")),
         adds("consent.withdrawal", **said(channel="worker")), adds("consent.withdrawal", **said(by_person=False)),
         adds("consent.withdrawal", **said(by_role="lawyer")), adds("consent.withdrawal", **said(sections=["plan"])),
         adds("consent.withdrawal", **said(referral_id=ID("shared_own_alfa"))),
         adds("consent.withdrawal", **said(consent_id=ID("another consent")))],
    ),
    ("consent.withdrawal", "what_was_taken_back_on_my_paper"): Scenario(
        LOOK, [sees("consent.withdrawal", case_id=ID("own_alfa"))],
        [sees("consent.withdrawal", case_id=ID("own_beta"))],
    ),
    ("keys.section_key", "the_key_of_what_my_paper_shows"): Scenario(
        LOOK, [sees("keys.section_key", case_id=ID("own_alfa"), section="plan")],
        [sees("keys.section_key", case_id=ID("own_beta")),
         sees("keys.section_key", case_id=ID("own_alfa"), section="profile"),
         Refusal(sees("keys.section_key"), "look at bare_alfa")],
    ),
    ("audit.record", "a_person_records_for_itself"): Scenario(
        LOOK, [adds("audit.record", **audit("person", str(ID("paper own_alfa")), "alfa"), case_id=ID("own_alfa"))],
        [adds("audit.record", **audit("person", str(ID("paper own_beta")), "beta"), case_id=ID("own_beta")),
         adds("audit.record", **audit("person", str(ID("paper own_alfa")), "alfa"), case_id=ID("own_beta")),
         adds("audit.record", **audit("person", str(ID("paper own_alfa")), "beta"), case_id=ID("own_alfa")),
         adds("audit.record", **audit("member", str(ID("ana")), "alfa"), case_id=ID("own_alfa"))],
    ),
    ("cases.follow_up", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.follow_up")], []),
    # files of a section: whoever writes the section adds and takes away, whoever reads it looks; not in an emergency
    ("cases.attachment", "attachments_open_to_me"): Scenario(
        "ana", [sees("cases.attachment", id=ID("paper_alfa"))],
        [sees("cases.attachment", case_id=ID("own_beta")), Refusal(sees("cases.attachment"), "dan"),
         Refusal(sees("cases.attachment"), "sara")],
    ),
    ("cases.attachment", "attachments_that_i_add"): Scenario(
        "ana", [adds("cases.attachment", **file())],
        [adds("cases.attachment", **file("own_beta")), adds("cases.attachment", **file("got_alfa")),
         adds("cases.attachment", **file(agency="beta")), adds("cases.attachment", **file(by="dan")),
         adds("cases.attachment", **file(section="health")),
         adds("cases.attachment", **file(), removed_by=ID("ana"), removed_at=NOW, removed_why="replaced"),
         Refusal(adds("cases.attachment", **file(by="nora")), "nora")],
    ),
    ("cases.attachment", "attachments_that_i_take_away"): Scenario(
        "ana", [changes("cases.attachment", takes_away("ana"))],
        [changes("cases.attachment", takes_away("dan")),
         Refusal(changes("cases.attachment", takes_away("nora")), "nora"),
         Refusal(changes("cases.attachment", takes_away("ana")), "ana", own=1)],
    ),
    ("cases.attachment", "attachments_without_a_key"): Scenario(
        "worker", [deletes("cases.attachment")],
        [Refusal(deletes("cases.attachment"), "worker", own=4), nobody(deletes("cases.attachment"))],
    ),
    ("cases.attachment_part", "parts_open_to_me"): Scenario(
        "ana", [sees("cases.attachment_part", attachment_id=ID("paper_alfa"))],
        [sees("cases.attachment_part", case_id=ID("own_beta")), Refusal(sees("cases.attachment_part"), "dan"),
         Refusal(sees("cases.attachment_part"), "sara")],
    ),
    ("cases.attachment_part", "parts_that_i_add"): Scenario(
        "ana", [adds("cases.attachment_part", **part())],
        [adds("cases.attachment_part", **part("paper_beta", "own_beta")),
         adds("cases.attachment_part", **part("paper_beta")), adds("cases.attachment_part", **part("gone_alfa")),
         adds("cases.attachment_part", **part(section="profile")),
         Refusal(adds("cases.attachment_part", **part()), "nora")],
    ),
    ("cases.attachment_part", "parts_of_what_was_taken_away"): Scenario(
        "ana", [deletes("cases.attachment_part")],
        [Refusal(deletes("cases.attachment_part"), "ana", own=1), Refusal(deletes("cases.attachment_part"), "nora")],
    ),
    ("cases.attachment_part", "parts_without_a_key"): Scenario(
        "worker", [deletes("cases.attachment_part")],
        [Refusal(deletes("cases.attachment_part"), "worker", own=4), nobody(deletes("cases.attachment_part"))],
    ),
    # who interprets: the register of an agency, and talks that lie beside how the person can be reached
    ("cases.interpreter", "interpreters_of_my_agency"): Scenario(
        "ana", [sees("cases.interpreter", **ALFA)],
        [sees("cases.interpreter", **BETA), Refusal(sees("cases.interpreter", **ALFA), "pavel")],
    ),
    ("cases.interpreter", "interpreters_that_i_enter"): Scenario(
        "sara", [adds("cases.interpreter", **registered())],
        [adds("cases.interpreter", **registered("beta")), adds("cases.interpreter", **registered(by="ana")),
         Refusal(adds("cases.interpreter", **registered(by="ana")), "ana"),
         Refusal(adds("cases.interpreter", **registered(by="adam")), "adam")],
    ),
    ("cases.interpreter", "interpreters_that_i_keep"): Scenario(
        "cora", [changes("cases.interpreter", "note = 'new'")],
        [Refusal(changes("cases.interpreter", "note = 'new'"), "cora", own=2),
         Refusal(changes("cases.interpreter", "note = 'new'"), "ana"),
         Refusal(changes("cases.interpreter", "note = 'new'"), "adam")],
    ),
    ("cases.interpreter", "interpreters_that_i_take_out"): Scenario(
        "sara", [deletes("cases.interpreter")],
        [Refusal(deletes("cases.interpreter"), "sara", own=1), Refusal(deletes("cases.interpreter"), "ana")],
    ),
    ("cases.interpreting", "interpreting_open_to_me"): Scenario(
        "ana", [sees("cases.interpreting", case_id=ID("own_alfa"))],
        [sees("cases.interpreting", case_id=ID("own_beta")), Refusal(sees("cases.interpreting"), "dan"),
         Refusal(sees("cases.interpreting"), "sara")],
    ),
    ("cases.interpreting", "interpreting_that_i_arrange"): Scenario(
        "ana", [adds("cases.interpreting", **spoken())],
        [adds("cases.interpreting", **spoken("own_beta")), adds("cases.interpreting", **spoken("got_alfa")),
         adds("cases.interpreting", **spoken(agency="beta")), adds("cases.interpreting", **spoken(who="dan"))],
    ),
    ("cases.interpreting", "interpreting_that_i_change"): Scenario(
        "ana", [changes("cases.interpreting", "changed_at = now()")],
        [Refusal(changes("cases.interpreting", "changed_at = now()"), "dan")],
    ),
    ("cases.interpreting", "interpreting_that_i_take_back"): Scenario(
        "ana", [deletes("cases.interpreting")], [Refusal(deletes("cases.interpreting"), "dan")],
    ),
    ("cases.interpreting", "interpreting_without_a_key"): Scenario(
        "worker", [deletes("cases.interpreting")],
        [Refusal(deletes("cases.interpreting"), "worker", own=2), nobody(deletes("cases.interpreting"))],
    ),
    # what was typed and not saved: of whoever typed it, as long as the section may be edited
    ("cases.unsaved", "unsaved_of_mine"): Scenario(
        "ana", [sees("cases.unsaved", case_id=ID("own_alfa"))],
        [sees("cases.unsaved", case_id=ID("own_beta")), Refusal(sees("cases.unsaved"), "nora"),
         Refusal(sees("cases.unsaved"), "dan"), Refusal(sees("cases.unsaved"), "sara")],
    ),
    ("cases.unsaved", "unsaved_that_i_type"): Scenario(
        "ana", [adds("cases.unsaved", **typed())],
        [adds("cases.unsaved", **typed("own_beta")), adds("cases.unsaved", **typed("got_alfa")),
         adds("cases.unsaved", **typed(who="nora")), adds("cases.unsaved", **typed(section="legal")),
         Refusal(adds("cases.unsaved", **typed(who="dan")), "dan")],
    ),
    ("cases.unsaved", "unsaved_that_i_throw_away"): Scenario(
        "ana", [deletes("cases.unsaved")],
        [Refusal(deletes("cases.unsaved"), "ana", own=1), Refusal(deletes("cases.unsaved"), "nora"),
         Refusal(deletes("cases.unsaved"), "dan")],
    ),
    ("cases.unsaved", "unsaved_that_is_over"): Scenario(
        "worker", [deletes("cases.unsaved")],
        [Refusal(deletes("cases.unsaved"), "worker", own=2), nobody(deletes("cases.unsaved"))],
    ),
    # a file of one's own beside what was received
    ("cases.beside", "files_beside_what_i_hold"): Scenario(
        "ana", [sees("cases.beside", own_case=ID("own_alfa"))],
        [sees("cases.beside", own_case=ID("own_beta")),
         Refusal(sees("cases.beside", own_case=ID("own_alfa")), "dan"),
         Refusal(sees("cases.beside", received_case=ID("got_alfa")), "sara")],
    ),
    ("cases.beside", "files_that_i_lay_beside"): Scenario(
        "ana", [lays("own_alfa", "got_alfa", "alfa")],
        [lays("own_alfa", "another", "alfa"), lays("own_alfa", "got_alfa", "beta"),
         lays("own_beta", "got_alfa", "alfa"), lays("got_alfa", "own_alfa", "alfa")],
    ),
    ("cases.beside", "files_that_i_take_apart"): Scenario(
        "ana", [deletes("cases.beside")],
        [Refusal(deletes("cases.beside"), "ana", own=1), Refusal(deletes("cases.beside"), "nora")],
    ),
    ("cases.copied", "what_was_taken_over_into_my_files"): Scenario(
        "ana", [sees("cases.copied", own_case=ID("own_alfa"))],
        [sees("cases.copied", own_case=ID("own_beta")),
         Refusal(sees("cases.copied", own_case=ID("own_alfa")), "nora")],
    ),
    ("cases.copied", "what_i_take_over"): Scenario(
        "ana", [adds("cases.copied", **copy())],
        [adds("cases.copied", **copy(own_case=ID("own_beta"))), adds("cases.copied", **copy(agency_id=ID("beta"))),
         adds("cases.copied", **copy(received_case=ID("another"))),
         adds("cases.copied", **copy(section="exploitation")),
         Refusal(adds("cases.copied", **copy()), "nora")],
    ),
}  # fmt: skip
