-- Whether an agency of this node stands to one version of an agreement: 'stands', 'withdrawn' where each that signed it
-- took it back, '' where none has signed it. Says no agency; a clock asks, whoever acts.
CREATE FUNCTION referrals.agreement_stands(a_code text, a_version integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE(min(newest.says), '') FROM (
    SELECT DISTINCT ON (s.agency_id) s.says FROM agencies.statement s
     WHERE s.kind = 'agreement' AND s.code = a_code AND s.version = a_version
     ORDER BY s.agency_id, s.number DESC) newest
$$;
