-- As before; an own file that is held by law stands there as held, and not as ending.
CREATE OR REPLACE FUNCTION referrals.kept_work(a_from integer) RETURNS TABLE (
  kind text, case_id uuid, reference text, at timestamptz, why text, who text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH me AS (
    SELECT m.agency_id FROM agencies.member m
     WHERE m.id = access.current_member() AND m.profession <> 'administrator'
       AND (m.supervises OR m.profession = 'coordinator')
  ), ours AS (SELECT c.id, c.kind FROM access."case" c JOIN me ON me.agency_id = c.agency_id)
  SELECT w.kind, w.case_id, w.reference, w.at, w.why, w.who FROM (
    SELECT CASE WHEN e.kept_until IS NULL THEN 'ends' ELSE 'kept_on' END AS kind, e.case_id, '' AS reference,
           access.ends_at(e) AS at, COALESCE(e.kept_why, '') AS why, COALESCE(m.name, '') AS who
      FROM access.ending e JOIN ours o ON o.id = e.case_id LEFT JOIN agencies.member m ON m.id = e.kept_by
     WHERE e.erased_at IS NULL
       AND NOT EXISTS (SELECT FROM access.hold h WHERE h.case_id = e.case_id AND h.until > access.domain_now())
    UNION ALL
    SELECT 'held', h.case_id, COALESCE(r.reference, ''), h.until, h.ground, m.name
      FROM access.hold h JOIN ours o ON o.id = h.case_id JOIN agencies.member m ON m.id = h.owner_id
      LEFT JOIN referrals.referral r ON r.case_id = h.case_id AND r.side = 'receiver'
     WHERE h.until > access.domain_now()
    UNION ALL
    SELECT 'received', k.case_id, r.reference, min(k.due), '', ''
      FROM keys.section_key k JOIN ours o ON o.id = k.case_id AND o.kind = 'received'
      JOIN referrals.referral r ON r.case_id = k.case_id AND r.side = 'receiver'
     WHERE k.due IS NOT NULL
       AND NOT EXISTS (SELECT FROM access.hold h WHERE h.case_id = k.case_id AND h.until > access.domain_now())
     GROUP BY k.case_id, r.reference) w
   WHERE w.at IS NOT NULL
   ORDER BY w.at, w.case_id LIMIT 51 OFFSET GREATEST(0, LEAST(a_from, 10000))
$$;
