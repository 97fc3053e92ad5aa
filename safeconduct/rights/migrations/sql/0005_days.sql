-- What the mail of the day says to one member of the days of claims: how many of theirs end by a day, how many are over.
-- Of the member are the claims of the files of which they keep Legal matters now, by leading or by a place.
CREATE FUNCTION rights.claim_days_waiting(a_member uuid, today date, ahead date)
RETURNS TABLE (waiting bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT count(*), count(*) FILTER (WHERE w.due < today)
    FROM (SELECT DISTINCT g.case_id FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
           WHERE g.holder_member = a_member AND g.section = 'legal' AND g.ended_at IS NULL
             AND g.basis IN ('lead', 'place') AND g.agency_id = m.agency_id AND m.suspended_at IS NULL
             AND g.valid_from <= access.domain_now()
             AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())) mine,
         LATERAL (SELECT DISTINCT ON (c.claim_id) c.days, c.section, c.generation FROM rights.claim c
                   WHERE c.case_id = mine.case_id ORDER BY c.claim_id, c.version DESC) newest,
         LATERAL unnest(newest.days) AS w(due)
   WHERE w.due <= ahead
     AND EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = mine.case_id AND k.section = newest.section
                                                  AND k.generation = newest.generation)
$$;

-- And of rules of law: how many proposals wait for this member's signature, and how many open remarks say that a rule
-- of a country which they keep is wrong.
CREATE FUNCTION rights.rules_waiting(a_member uuid) RETURNS TABLE (to_sign bigint, wrong bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT (SELECT count(*) FROM agencies.content_proposal p
           WHERE p.subject = 'rule' AND p.outcome = 'waits' AND p.proposed_by <> m.id AND m.profession = 'lawyer'
             AND p.scope IN (SELECT c.scope FROM agencies.member_capacity c
                              WHERE c.member_id = m.id AND c.subject = 'rule' AND c.capacity = 'checks')),
         (SELECT count(*) FROM agencies.content_remark r
           WHERE r.subject = 'rule' AND r.answered_at IS NULL
             AND r.scope IN (SELECT c.scope FROM agencies.member_capacity c
                              WHERE c.member_id = m.id AND c.subject = 'rule'))
    FROM agencies.member m WHERE m.id = a_member AND m.suspended_at IS NULL
$$;

REVOKE ALL ON FUNCTION rights.claim_days_waiting(uuid, date, date), rights.rules_waiting(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights.claim_days_waiting(uuid, date, date), rights.rules_waiting(uuid) TO safeconduct_worker;
