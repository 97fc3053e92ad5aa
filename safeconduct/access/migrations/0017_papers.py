"""Before deployment. Paper codes: a person's own view without an account, its looks, guesses, and what a look may read."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, WORKER, policy

SQL = Path(__file__).with_name("sql") / "0017_papers.sql"
FOR_APP = [
    "paper_key()",
    "keep_paper_key(bytea)",
    "current_look()",
    "my_paper()",
    "on_paper(text)",
    "make_paper(uuid, uuid, bytea, text[], boolean, text, timestamptz)",
    "papers_of(uuid)",
    "end_paper(uuid)",
    "enter_by_paper(bytea, bytea, bytea)",
    "look_by(bytea)",
    "end_look(boolean)",
    "stop_by_paper(uuid)",
    "seen_by_paper()",
    "looks_of(uuid)",
    "paper_alarm()",
]
INSIDE = ["paper_stands(access.paper)"]
FOR_WORKER = ["forget_papers()"]
# The plan's key opens the plan and the follow-ups that lie under it; which rows there are to open, their own policies say.
KEYS = "section = 'plan' AND (case_id IN (SELECT access.on_paper('plan')) OR case_id IN (SELECT access.on_paper('appointments')))"
ITSELF = (
    "actor_kind = 'person' AND (actor_id, case_id, agency_id) IN "
    "(SELECT m.paper_id::text, m.case_id, m.agency_id FROM access.my_paper() m)"
)


def statement(sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("access", "0016_team_moments")]
    operations = [
        statement(SQL.read_text()),
        *(
            statement(f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC")
            for name in [*FOR_APP, *INSIDE, *FOR_WORKER]
        ),
        *(statement(f"GRANT EXECUTE ON FUNCTION access.{name} TO {APP}") for name in FOR_APP),
        *(statement(f"GRANT EXECUTE ON FUNCTION access.{name} TO {WORKER}") for name in FOR_WORKER),
        policy("the_key_of_what_my_paper_shows", "keys.section_key", APP, "SELECT", KEYS).operation(),
        policy("a_person_records_for_itself", "audit.record", APP, "INSERT", "", ITSELF).operation(),
    ]
