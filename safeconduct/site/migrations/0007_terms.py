"""Before deployment. How long things are kept is changed in service: less of it at once, more once a second agrees."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP

FUNCTIONS = """
CREATE FUNCTION setup.put_terms(terms jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM setup.retention;
  INSERT INTO setup.retention (what, days) SELECT t.key, t.value::integer FROM jsonb_each_text(terms) t;
END $$;

-- For every administrator: who is asked what is kept must be able to say it.
CREATE FUNCTION setup.terms() RETURNS TABLE (what text, days integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM agencies.administrator();
  RETURN QUERY SELECT r.what, r.days FROM setup.retention r;
END $$;

-- Weaker is what keeps content longer, and what forgets sooner who did what. Without a term a thing is kept.
CREATE FUNCTION setup.change_terms(terms jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000'; me agencies.member := agencies.administrator(); stood jsonb;
BEGIN
  IF NOT me.keeps_node THEN PERFORM access.refuse('keeps_no_node'); END IF;
  LOCK TABLE setup.retention IN SHARE ROW EXCLUSIVE MODE;
  SELECT COALESCE(jsonb_object_agg(r.what, r.days), '{}') INTO stood FROM setup.retention r;
  IF (terms->>'closed') IS NULL OR (terms->>'closed')::integer > COALESCE((stood->>'closed')::integer, 36500)
     OR COALESCE((terms->>'audit')::integer, 36500) < COALESCE((stood->>'audit')::integer, 36500)
  THEN
    RETURN agencies.propose('retention', me.agency_id, nobody, terms, stood);
  END IF;
  DELETE FROM agencies.proposal p WHERE p.kind = 'retention' AND p.outcome = 'waits';
  PERFORM setup.put_terms(terms);
  RETURN 'at_once';
END $$;

REVOKE ALL ON FUNCTION setup.put_terms(jsonb), setup.terms(), setup.change_terms(jsonb) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0006_pulse"), ("agencies", "0004_seen_by_two")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION setup.terms(), setup.change_terms(jsonb) TO {APP}",
            migrations.RunSQL.noop,
        ),
    ]
