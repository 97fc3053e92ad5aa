-- Whether what waits sealed for an acceptance may still go: not where the person has ended this consent with a paper code.
-- Every other end of a consent destroys what waits by its own step. No word of the person ends a listed ground.
CREATE FUNCTION access.may_leave(a_case uuid, a_consent uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM consent.withdrawal w
     WHERE w.case_id = a_case AND w.consent_id = a_consent AND w.by_role = 'person' AND w.sections = '{}'
  )
$$;
