"""Before deployment. The second person sees whom an invitation is for: the address, and the teams."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

# Beside agencies.waiting_for_me: the same invitations, for the same second person.
INVITED_FOR_ME = """
CREATE FUNCTION agencies.invited_for_me() RETURNS TABLE (id uuid, email text, teams text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT i.id, i.email, ARRAY(SELECT t.name FROM agencies.team t WHERE t.id = ANY (i.teams) ORDER BY t.name)
      FROM agencies.invitation i WHERE i.id IN (SELECT w.id FROM agencies.waiting_for_me() w);
END $$;

REVOKE ALL ON FUNCTION agencies.invited_for_me() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_list_tools")]
    operations = [
        migrations.RunSQL(INVITED_FOR_ME, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION agencies.invited_for_me() TO {APP}", migrations.RunSQL.noop
        ),
    ]
