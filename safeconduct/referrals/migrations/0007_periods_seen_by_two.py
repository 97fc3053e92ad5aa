"""Before deployment. Periods of clocks are changed in service: shorter at once, longer once a second person agrees."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

FUNCTIONS = """
CREATE FUNCTION referrals.put_periods(agreed jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  DELETE FROM referrals.agreed_period;
  INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days)
  SELECT gen_random_uuid(), p.state, p.urgency, p.hours, p.working_days
    FROM jsonb_to_recordset(agreed) AS p(state text, urgency text, hours integer, working_days integer);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Who sets the node up, and nobody afterwards: then a change is proposed.
CREATE OR REPLACE FUNCTION referrals.agree_periods(agreed jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.in_setup() THEN
    RAISE EXCEPTION 'not_in_setup' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN referrals.put_periods(agreed);
END $$;

-- All of them at once: half a table of clocks is none. 'at_once' where no clock may run longer than before. What is not
-- written in the same unit, or was not agreed on before, counts as longer.
CREATE FUNCTION referrals.change_periods(agreed jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000'; me agencies.member := agencies.administrator(); stood jsonb;
BEGIN
  IF NOT me.keeps_node THEN PERFORM access.refuse('keeps_no_node'); END IF;
  LOCK TABLE referrals.agreed_period IN SHARE ROW EXCLUSIVE MODE;
  SELECT COALESCE(jsonb_agg(jsonb_build_object('state', o.state, 'urgency', o.urgency, 'hours', o.hours,
                                               'working_days', o.working_days)), '[]')
    INTO stood FROM referrals.agreed_period o;
  IF EXISTS (
    SELECT FROM jsonb_to_recordset(agreed) AS p(state text, urgency text, hours integer, working_days integer)
      FULL JOIN referrals.agreed_period o USING (state, urgency)
     WHERE p.hours IS NULL OR o.hours IS NULL OR (p.hours = 0) <> (o.hours = 0)
        OR p.hours > o.hours OR p.working_days > o.working_days)
  THEN
    RETURN agencies.propose('clocks', me.agency_id, nobody, agreed, stood);
  END IF;
  DELETE FROM agencies.proposal p WHERE p.kind = 'clocks' AND p.outcome = 'waits';
  PERFORM referrals.put_periods(agreed);
  RETURN 'at_once';
END $$;

REVOKE ALL ON FUNCTION referrals.put_periods(jsonb), referrals.change_periods(jsonb) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_where_a_clock_began"), ("agencies", "0004_seen_by_two")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION referrals.change_periods(jsonb) TO {APP}", migrations.RunSQL.noop
        ),
    ]
