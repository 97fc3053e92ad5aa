-- How each item of a conference that is shared by a referral stands for the acting member, who holds the section that it
-- touches: at the side that asked by leading the file or by a place in it, over there by what the consent gave. An emergency
-- opens none.
--   is_open  the day is not over, and nothing is decided
--   has_mine over there: somebody of the member's profession has answered
--   is_told  what others propose is open: as in the own conference where it was asked, after one's own or at the end there
--   came     what came within three days: at the side that asked the answers, while nothing is decided; over there the decision
CREATE FUNCTION referrals.shared_items() RETURNS TABLE (
  item_id uuid, referral_id uuid, case_id uuid, side text, local uuid, until timestamptz, is_open boolean, has_mine boolean,
  is_told boolean, came bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine text := (SELECT m.profession FROM agencies.member m WHERE m.id = access.current_member());
BEGIN
  IF mine IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH held AS MATERIALIZED (
      SELECT DISTINCT g.case_id, g.section FROM access.my_grants() g WHERE g.basis <> 'break_glass'
    ), found AS (
      SELECT i.text_id, i.referral_id, r.case_id, r.side, i.local, i.until, i.decided_at, e.has_mine, e.came
        FROM held h
        JOIN referrals.referral r ON r.case_id = h.case_id
        JOIN referrals.shared_item i ON i.referral_id = r.id AND i.section = h.section AND i.agency_id = r.agency_id
       CROSS JOIN LATERAL (
         SELECT COALESCE(bool_or(n.role = mine AND r.side = 'receiver'), false) AS has_mine,
                count(*) FILTER (WHERE r.side = 'sender' AND n.at > access.domain_now() - interval '3 days') AS came
           FROM referrals.shared_entry n WHERE n.item_id = i.text_id AND n.kind IN ('proposed', 'no_part')) e
    ), told AS MATERIALIZED (
      SELECT c.item_id FROM access.conference_items() c WHERE c.has_mine OR NOT c.is_open
    )
    SELECT f.text_id, f.referral_id, f.case_id, f.side, f.local, f.until, f.decided_at IS NULL AND f.until > access.domain_now(), f.has_mine,
           CASE f.side WHEN 'receiver' THEN f.has_mine OR f.decided_at IS NOT NULL OR f.until <= access.domain_now()
                       ELSE f.local IN (SELECT t.item_id FROM told t) END,
           CASE WHEN f.side = 'receiver' THEN (f.decided_at > access.domain_now() - interval '3 days')::int::bigint
                WHEN f.decided_at IS NULL THEN f.came END
      FROM found f;
END $$;

-- The texts of proposals that the acting member may read: the row policy of texts asks for no others.
CREATE FUNCTION referrals.proposals_told() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.text_id FROM referrals.shared_items() s
    JOIN referrals.shared_entry e ON e.item_id = s.item_id
   WHERE s.is_told AND e.kind = 'proposed'
$$;

REVOKE ALL ON FUNCTION referrals.shared_items(), referrals.proposals_told() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.shared_items(), referrals.proposals_told() TO safeconduct_app;
