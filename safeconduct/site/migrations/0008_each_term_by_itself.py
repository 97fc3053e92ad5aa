"""Before deployment. Each term is changed by itself, "no end" is a choice, and a change that waits is about one term."""

from django.db import migrations

FUNCTIONS = """
-- Only what is named is written; null is kept without an end.
CREATE OR REPLACE FUNCTION setup.put_terms(terms jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM setup.retention r WHERE terms ? r.what;
  INSERT INTO setup.retention (what, days)
  SELECT t.key, t.value::integer FROM jsonb_each_text(terms) t WHERE t.value IS NOT NULL;
END $$;

-- Weaker is what keeps content longer, and what forgets sooner who did what. Each term is looked at by itself: one that
-- waits holds back no other. A second change of a term takes the place of the one that waits.
CREATE OR REPLACE FUNCTION setup.change_terms(terms jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  no_end CONSTANT integer := 2147483647;
  me agencies.member := agencies.administrator();
  outcome text := 'at_once'; a_term text; wanted integer; had integer; this_term uuid;
BEGIN
  IF NOT me.keeps_node THEN PERFORM access.refuse('keeps_no_node'); END IF;
  LOCK TABLE setup.retention IN SHARE ROW EXCLUSIVE MODE;
  FOR a_term, wanted IN SELECT t.key, t.value::integer FROM jsonb_each_text(terms) t
                         WHERE t.key IN ('closed', 'audit') ORDER BY t.key LOOP
    had := (SELECT r.days FROM setup.retention r WHERE r.what = a_term);
    this_term := md5('retention.' || a_term)::uuid;
    DELETE FROM agencies.proposal p
     WHERE p.kind = 'retention' AND p.about IN (nobody, this_term) AND p.outcome = 'waits';
    CONTINUE WHEN wanted IS NOT DISTINCT FROM had;
    IF (a_term = 'closed' AND COALESCE(wanted, no_end) > COALESCE(had, no_end))
       OR (a_term = 'audit' AND COALESCE(wanted, no_end) < COALESCE(had, no_end)) THEN
      outcome := agencies.propose('retention', me.agency_id, this_term, jsonb_build_object(a_term, wanted),
                                  jsonb_build_object(a_term, had));
    ELSE
      PERFORM setup.put_terms(jsonb_build_object(a_term, wanted));
    END IF;
  END LOOP;
  RETURN outcome;
END $$;

-- What was proposed before: a term that was missing had no end.
UPDATE agencies.proposal p SET stood = '{"closed": null, "audit": null}'::jsonb || p.stood
 WHERE p.kind = 'retention' AND p.outcome IN ('waits', 'by_one');
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0007_terms")]
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
