"""Before deployment. What somebody holds in one case is asked of that case; what is empty on most days is told at once."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

# What `access.my_grants` gives, of one case: a page of one file read all that the member holds, and left out the rest.
# A test holds the two together.
MINE = """
CREATE FUNCTION access.my_grants_in(of_case uuid) RETURNS TABLE (
  case_id uuid, section text, can_edit boolean, purpose text, basis text, consent_id uuid, consent_version integer,
  valid_until timestamptz
)
LANGUAGE plpgsql STABLE ROWS 10 SECURITY DEFINER SET search_path = access, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me uuid := access.current_member();
  at timestamptz := access.domain_now();
  mine uuid;
  as_what text;
BEGIN
  SELECT m.agency_id, m.profession INTO mine, as_what FROM agencies.member m WHERE m.id = me;
  RETURN QUERY
    SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
      FROM access.grants g
     WHERE g.case_id = of_case AND g.holder_member = me AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at)
       AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in));
  RETURN QUERY
    SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
      FROM access.grants g
     WHERE g.case_id = of_case
       AND g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me))
       AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = mine AND as_what = ANY (g.professions)
       AND g.valid_from <= at AND (g.valid_until IS NULL OR g.valid_until > at);
END $$;
"""
ALLOWED = f"""
REVOKE ALL ON FUNCTION access.my_grants_in(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.my_grants_in(uuid) TO {APP};
"""
# As before (0017). Ten guesses within a day, or a paper of the agency that was tried within a week, are rare; without
# either nobody is told anything, whatever they lead.
ALARM = """
CREATE OR REPLACE FUNCTION access.paper_alarm() RETURNS TABLE (guesses bigint, tried uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  me agencies.member;
  number bigint := (SELECT count(*) FROM access.guess g WHERE g.at > now() - interval '1 day');
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  IF me.id IS NULL OR me.profession = 'administrator' OR (number < 10 AND NOT EXISTS (
       SELECT FROM access.paper p WHERE p.agency_id = me.agency_id AND p.tried_at > now() - interval '7 days')) THEN
    RETURN QUERY SELECT 0::bigint, '{}'::uuid[];
    RETURN;
  END IF;
  RETURN QUERY
    WITH led AS MATERIALIZED (
      SELECT p.* FROM access.paper p
       WHERE p.agency_id = me.agency_id
         AND p.case_id = ANY (ARRAY(SELECT g.case_id FROM access.grants g
                                     WHERE g.holder_member = me.id AND g.basis = 'lead' AND g.ended_at IS NULL))
    )
    SELECT CASE WHEN number >= 10 AND (
                  EXISTS (SELECT FROM led p WHERE access.paper_stands(p))
                  OR (me.supervises AND EXISTS (SELECT FROM access.paper p
                                                 WHERE p.agency_id = me.agency_id AND p.ended_at IS NULL
                                                   AND access.paper_stands(p))))
                THEN number ELSE 0 END,
           ARRAY(SELECT DISTINCT p.case_id FROM led p WHERE p.tried_at > now() - interval '7 days');
END $$;
"""
TRIED = "CREATE INDEX papers_that_were_tried ON access.paper (agency_id, tried_at) WHERE tried_at IS NOT NULL"
NOT_TRIED = "DROP INDEX access.papers_that_were_tried"


class Migration(migrations.Migration):
    dependencies = [("access", "0024_sooner")]
    operations = [
        migrations.RunSQL(MINE, "DROP FUNCTION access.my_grants_in(uuid)"),
        migrations.RunSQL(ALLOWED, migrations.RunSQL.noop),
        migrations.RunSQL(TRIED, NOT_TRIED),
        migrations.RunSQL(ALARM, migrations.RunSQL.noop),
    ]
