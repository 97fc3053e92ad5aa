"""Before deployment. Today is told for less that no pair of files waits for somebody."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0014_whose_pairs.sql"
BACK = """
    DROP FUNCTION statistics.pairs_for_me(uuid);
    CREATE FUNCTION statistics.pairs_for_me() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      SELECT count(*)::integer FROM statistics.my_pairs() m WHERE m.says IS NULL AND NOT m.is_closed
    $$;
    REVOKE ALL ON FUNCTION statistics.pairs_for_me() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION statistics.pairs_for_me() TO safeconduct_app;
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0013_waiting")]

    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
