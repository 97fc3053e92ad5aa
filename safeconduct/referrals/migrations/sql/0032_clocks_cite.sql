-- As before, with the agreement that a period follows; and what was agreed on is kept, whenever it changes.
CREATE OR REPLACE FUNCTION referrals.put_periods(agreed jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  DELETE FROM referrals.agreed_period;
  INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days, cites)
  SELECT gen_random_uuid(), p.state, p.urgency, p.hours, p.working_days, NULLIF(p.cites, 'null'::jsonb)
    FROM jsonb_to_recordset(agreed) AS p(state text, urgency text, hours integer, working_days integer, cites jsonb);
  GET DIAGNOSTICS n = ROW_COUNT;
  INSERT INTO referrals.agreed_once (id, at, periods) VALUES (gen_random_uuid(), access.domain_now(), agreed);
  RETURN n;
END $$;

-- As before. What is followed changes no clock, so to name another agreement alone takes effect at once. What waits and
-- says other periods is taken away by it as by any change.
CREATE OR REPLACE FUNCTION referrals.change_periods(agreed jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000'; me agencies.member := agencies.administrator(); stood jsonb;
BEGIN
  IF NOT me.keeps_node THEN PERFORM access.refuse('keeps_no_node'); END IF;
  LOCK TABLE referrals.agreed_period IN SHARE ROW EXCLUSIVE MODE;
  SELECT COALESCE(jsonb_agg(jsonb_build_object('state', o.state, 'urgency', o.urgency, 'hours', o.hours,
                                               'working_days', o.working_days, 'cites', o.cites)), '[]')
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
