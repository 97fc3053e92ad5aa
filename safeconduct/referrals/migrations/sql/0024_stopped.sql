-- Whether what waits sealed for an acceptance may still go: not where the person has ended this consent, with their paper
-- or otherwise, and nothing under it is left. A consent that a newer one has replaced is no such end.
CREATE FUNCTION access.may_leave(a_case uuid, a_consent uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT COALESCE(bool_or(g.ended_at IS NULL) OR NOT bool_or(COALESCE(g.ended_why = 'by_person', false)), true)
    FROM access.grants g
   WHERE g.case_id = a_case AND g.discloses AND g.consent_id IS NOT DISTINCT FROM a_consent
$$;
