-- Whether something still lets sections leave under this consent, or on the ground in its place. With the word of the
-- person on a paper it does not; what waits sealed for an acceptance would else open over there afterwards.
CREATE FUNCTION access.may_leave(a_case uuid, a_consent uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM access.grants g
     WHERE g.case_id = a_case AND g.discloses AND g.consent_id IS NOT DISTINCT FROM a_consent AND g.ended_at IS NULL
       AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
  )
$$;
