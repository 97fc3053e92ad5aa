-- For the mail of the day: how many enquiries without a name wait for these teams, and how many past the time of their
-- urgency. Numbers only: the worker reads no row of them.
CREATE FUNCTION referrals.enquiries_waiting(the_teams uuid[]) RETURNS TABLE (waiting bigint, late bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE this_moment timestamptz := access.domain_now();
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  RETURN QUERY SELECT count(*), count(*) FILTER (WHERE y.until <= this_moment)
    FROM referrals.enquiry y
   WHERE y.side = 'receiver' AND y.team_id = ANY (the_teams) AND y.answer = '' AND y.withdrawn_at IS NULL;
END $$;

REVOKE ALL ON FUNCTION referrals.enquiries_waiting(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.enquiries_waiting(uuid[]) TO safeconduct_worker;
