-- As before; but who prepared it chooses the layout, and has its tables shown first. Others may after a week, should that
-- person be away. statistics.show_edition is the only way to the ledger before a release.
CREATE OR REPLACE FUNCTION statistics.show_edition(an_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.preparation;
BEGIN
  IF NOT statistics.sees_editions() THEN PERFORM access.refuse('only_officers_see_editions'); END IF;
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id;
  IF p.id IS NULL THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || p.country, 0));
  -- Read again under the lock: it may have been dropped, or shown by somebody else, while this one waited.
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id FOR UPDATE;
  IF p.state <> 'ready' THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  IF p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years) THEN PERFORM access.refuse('ledger_moved'); END IF;
  IF p.is_shown THEN RETURN false; END IF;
  IF p.prepared_by <> access.current_member() AND p.prepared_at > access.domain_now() - interval '7 days' THEN
    PERFORM access.refuse('layout_not_chosen');
  END IF;
  INSERT INTO statistics.said (state, country, year, years, statements, at)
  VALUES ('draft-' || p.id, p.country, p.year, p.years, p.statements, access.domain_now());
  UPDATE statistics.preparation o SET is_shown = true, ledger = statistics.length_of_ledger(p.country, p.year, p.years)
   WHERE o.id = p.id;
  RETURN true;
END $$;

-- As before; but it is a second person's turn only when it was shown, or when a week has passed, and until then it is the
-- turn of who prepared it.
CREATE OR REPLACE FUNCTION statistics.editions_waiting(a_member uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker'); END IF;
  IF NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = a_member AND m.suspended_at IS NULL
                    AND (m.profession = 'rapporteur' OR (m.profession = 'coordinator'
                         AND EXISTS (SELECT FROM agencies.coordination c WHERE c.coordinator_id = m.id)))) THEN
    RETURN 0;
  END IF;
  RETURN (SELECT count(*) FROM statistics.preparation p
           WHERE p.state IN ('counting', 'ready', 'refused')
             AND CASE WHEN p.prepared_by = a_member
                      THEN p.state = 'refused' OR (p.state = 'ready' AND NOT p.is_shown)
                           OR p.ledger <> statistics.length_of_ledger(p.country, p.year, p.years)
                      ELSE p.state = 'ready' AND p.ledger = statistics.length_of_ledger(p.country, p.year, p.years)
                           AND (p.is_shown OR p.prepared_at <= access.domain_now() - interval '7 days') END);
END $$;
