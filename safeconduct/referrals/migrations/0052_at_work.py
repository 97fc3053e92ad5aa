"""Before deployment. Rows about referrals ask for the agency of who acts and does not administer, in one question.

They asked for the agency, and once more whether who acts administers. Each is asked by every statement that names one of
these tables, and each function costs a transaction three times as much when it is asked for the first time.
"""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

NOT_OF_WHO_ADMINISTERS = (
    ("consent", "review"),
    ("referrals", "about_child"),
    ("referrals", "escalation"),
    ("referrals", "move"),
    ("referrals", "nudge"),
    ("referrals", "put_away"),
    ("referrals", "referral"),
    ("referrals", "spoken"),
    ("referrals", "taken_out"),
)
FENCE = "nothing_for_who_administers"
NOT_AN_ADMINISTRATOR = "(SELECT access.current_administrator()) IS NULL"


def asking(table: tuple[str, str], before: str, after: str) -> str:
    """The policies of members, each with its own words but for the function that it asks."""
    schema, name = table
    return f"""
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT p.policyname, replace(p.qual, '{before}', '{after}') AS sees,
                    replace(p.with_check, '{before}', '{after}') AS writes
               FROM pg_policies p
              WHERE p.schemaname = '{schema}' AND p.tablename = '{name}' AND p.roles = '{{{APP}}}'
                AND position('{before}' IN concat(p.qual, p.with_check)) > 0
  LOOP
    EXECUTE format('ALTER POLICY %I ON {schema}.{name}', one.policyname)
         || COALESCE(' USING (' || one.sees || ')', '') || COALESCE(' WITH CHECK (' || one.writes || ')', '');
  END LOOP;
  IF one IS NULL THEN RAISE EXCEPTION 'No policy of {schema}.{name} asks so.'; END IF;
END $$;
"""  # noqa: S608 - constants of this file


def fence(table: tuple[str, str]) -> migrations.RunSQL:
    """The policy that only narrows, behind which each of the others asks for itself now."""
    name = ".".join(table)
    return migrations.RunSQL(
        f"DROP POLICY {FENCE} ON {name}",
        f"CREATE POLICY {FENCE} ON {name} AS RESTRICTIVE FOR ALL TO {APP} USING ({NOT_AN_ADMINISTRATOR})",
    )


AGENCY, AT_WORK = (f"access.{name}() AS {name}" for name in ("current_agency", "agency_at_work"))
"""As the catalogue writes them."""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0051_asked_to_give"), ("access", "0027_of_one_section")]
    operations = [
        *[
            migrations.RunSQL(asking(table, AGENCY, AT_WORK), asking(table, AT_WORK, AGENCY))
            for table in NOT_OF_WHO_ADMINISTERS
        ],
        *[fence(table) for table in NOT_OF_WHO_ADMINISTERS],
    ]
