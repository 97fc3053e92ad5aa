-- For the mail of the day: how many enquiries without a name wait for these teams, and how many past the time of their
-- urgency. Numbers only: the worker reads no row of them. A member is told of the own teams, whatever is asked for.
CREATE OR REPLACE FUNCTION referrals.enquiries_waiting(the_teams uuid[]) RETURNS TABLE (waiting bigint, late bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE this_moment timestamptz := access.domain_now();
BEGIN
  RETURN QUERY SELECT count(*), count(*) FILTER (WHERE y.until <= this_moment)
    FROM referrals.enquiry y
   WHERE y.side = 'receiver' AND y.team_id = ANY (the_teams) AND y.answer = '' AND y.withdrawn_at IS NULL
     AND (access.is_worker() OR y.team_id IN
          (SELECT s.team_id FROM agencies.seat s WHERE s.member_id = access.current_member()));
END $$;

