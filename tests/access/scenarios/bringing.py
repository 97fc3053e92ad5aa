"""Policies of cases that are brought in: whose file it is, its parts, and where a value comes from."""

from tests.access.names import ID
from tests.access.scenarios.probes import ALFA, BETA, Refusal, Scenario, adds, changes, deletes, nobody, sees

SCENARIOS: dict[tuple[str, str], Scenario] = {
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
}  # fmt: skip
