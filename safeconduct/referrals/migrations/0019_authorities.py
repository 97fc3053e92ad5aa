"""Before deployment. An authority asks for one section of a file for a time, and is told that a statement was offered."""

import uuid
from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0019_authorities.sql"
ASK, STATEMENT = "referrals.authority_ask", "referrals.statement"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
# The numbers of the own agency's files that the member has in hand, as one tells them.
NUMBERS = (
    "number = ANY (ARRAY(SELECT left(replace(k.id::text, '-', ''), 12) FROM access.\"case\" k "
    "WHERE k.kind = 'own' AND k.id = ANY (ARRAY(SELECT access.cases_in_hand()))))"
)
OF_AN_AUTHORITY = (
    "agency_id IN (SELECT a.id FROM agencies.agency a WHERE a.sector IN ('police', 'prosecution'))"
)
ASKS = f"asked_by = {ME} AND agency_id = {AGENCY} AND answer = '' AND ended_at IS NULL AND {OF_AN_AUTHORITY}"
IN_HAND = "case_id = ANY (ARRAY(SELECT access.cases_in_hand()))"
LONG_OVER = "until < (SELECT access.domain_now()) - interval '90 days'"
WORKS = "(SELECT access.is_worker())"
WITHOUT_A_FILE = "case_id NOT IN (SELECT k.case_id FROM access.standing_keys() k)"
LOCKS = [
    force_rows(ASK),
    grant(
        ASK,
        APP,
        "SELECT, INSERT, UPDATE (answer, reason, answered_by, answered_at, consent_id, consent_version, ended_at, ended_why)",
    ),
    policy("asks_of_mine", ASK, APP, "SELECT", f"asked_by = {ME}"),
    policy("asks_for_files_in_hand", ASK, APP, "SELECT", NUMBERS),
    policy("asks_by_an_authority", ASK, APP, "INSERT", "", ASKS),
    # Permissive policies add up, the conditions apart from the checks: so each check says who once more.
    policy("asks_answered", ASK, APP, "UPDATE", f"answer = '' AND ended_at IS NULL AND {NUMBERS}",
           f"answered_by = {ME} AND ended_at IS NULL AND {NUMBERS}"),
    policy("asks_taken_back", ASK, APP, "UPDATE", f"ended_at IS NULL AND {NUMBERS}",
           f"ended_why = 'taken_back' AND {NUMBERS}"),
    policy("asks_given_back", ASK, APP, "UPDATE", f"ended_at IS NULL AND asked_by = {ME}",
           f"ended_why = 'given_back' AND asked_by = {ME}"),
    policy("the_owner_of_the_doors_reads", ASK, OWNER, "SELECT", "true"),
    grant(ASK, WORKER, "DELETE"),
    policy("asks_long_over", ASK, WORKER, "DELETE", f"{WORKS} AND {LONG_OVER}"),
    force_rows(STATEMENT),
    grant(STATEMENT, APP, "SELECT, INSERT, UPDATE (told_to, told_by, told_at, told_until, told_ended_at)"),
    policy("statements_of_cases_in_hand", STATEMENT, APP, "SELECT", IN_HAND),
    policy(
        "statements_recorded", STATEMENT, APP, "INSERT", "",
        f"{IN_HAND} AND agency_id = {AGENCY} AND recorded_by = {ME} AND told_to IS NULL",
    ),
    policy("statements_told", STATEMENT, APP, "UPDATE", IN_HAND, f"{IN_HAND} AND agency_id = {AGENCY}"),
    policy("the_owner_of_the_doors_reads", STATEMENT, OWNER, "SELECT", "true"),
    grant(STATEMENT, WORKER, "DELETE"),
    policy("statements_without_a_file", STATEMENT, WORKER, "DELETE", f"{WORKS} AND {WITHOUT_A_FILE}"),
    # For referrals.asked_place; no serving role is the owner.
    policy("the_owner_of_the_doors_reads", "consent.version", OWNER, "SELECT", "true"),
    policy("the_owner_of_the_doors_reads", "consent.withdrawal", OWNER, "SELECT", "true"),
]  # fmt: skip
BACK = """
DROP FUNCTION referrals.statements_told_to_me();
DROP FUNCTION referrals.asked_section(uuid);
DROP FUNCTION referrals.asked_place(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0018_refusal_counts"),
        ("consent", "0002_reviews_seen"),
        ("cases", "0003_last_saved"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorityAsk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.TextField()),
                ("agency_id", models.UUIDField()),
                ("team_id", models.UUIDField()),
                ("asked_by", models.UUIDField()),
                ("section", models.TextField()),
                (
                    "purpose",
                    models.TextField(
                        choices=[
                            ("criminal_proceedings", "criminal_proceedings"),
                            ("protection", "protection"),
                        ]
                    ),
                ),
                ("until", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("consent_id", models.UUIDField(null=True)),
                ("consent_version", models.IntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.TextField(blank=True)),
            ],
            options={
                "db_table": 'referrals"."authority_ask',
                "indexes": [
                    models.Index(fields=["number"], name="asks_for_a_file"),
                    models.Index(fields=["asked_by"], name="asks_of_an_authority"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9a-f]{12}$")), name="an_ask_has_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["criminal_proceedings", "protection"])),
                        name="an_ask_has_a_listed_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("consent_id", None),
                                ("reason", ""),
                            ),
                            models.Q(
                                ("answer", "no"),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("consent_id", None),
                                ("reason__in", ["not_needed", "not_safe", "through_lawyer", "no_reason"]),
                            ),
                            models.Q(
                                ("answer", "yes"),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("consent_id__isnull", False),
                                ("reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_id", None), ("consent_version", None)),
                            models.Q(("consent_id__isnull", False), ("consent_version__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_yes_names_its_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_opens_it_to_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_why", "")),
                            models.Q(
                                ("ended_at__isnull", False), ("ended_why__in", ["taken_back", "given_back"])
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_ask_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("team_id", models.UUIDField()),
                ("offered_on", models.DateField()),
                ("answer", models.TextField(choices=[("yes", "yes"), ("no", "no"), ("later", "later")])),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("told_to", models.UUIDField(null=True)),
                ("told_by", models.UUIDField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("told_until", models.DateTimeField(null=True)),
                ("told_ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'referrals"."statement',
                "indexes": [
                    models.Index(fields=["case_id"], name="statements_of_a_case"),
                    models.Index(
                        condition=models.Q(("told_to__isnull", False)),
                        fields=["told_to"],
                        name="statements_told_to_a_member",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["yes", "no", "later"])),
                        name="a_statement_is_answered_as_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("told_at", None),
                                ("told_by", None),
                                ("told_ended_at", None),
                                ("told_to", None),
                                ("told_until", None),
                            ),
                            models.Q(
                                ("told_at__isnull", False),
                                ("told_by__isnull", False),
                                ("told_to__isnull", False),
                                ("told_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="telling_says_whom_and_until_when",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
