-- What the caller may see: read by every row policy, in the array form, once a statement.

CREATE FUNCTION access.my_grants() RETURNS TABLE (
  case_id uuid, section text, can_edit boolean, purpose text, basis text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH me AS MATERIALIZED (
    SELECT m.id, m.agency_id, m.profession, access.domain_now() AS at
      FROM agencies.member m WHERE m.id = access.current_member()
  )
  SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
    FROM me JOIN access.grants g ON g.holder_member = me.id
   WHERE g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id
     AND g.valid_from <= me.at AND (g.valid_until IS NULL OR g.valid_until > me.at)
  UNION ALL
  SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
    FROM me JOIN agencies.seat s ON s.member_id = me.id JOIN access.grants g ON g.holder_team = s.team_id
   WHERE g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id AND me.profession = ANY (g.professions)
     AND g.valid_from <= me.at AND (g.valid_until IS NULL OR g.valid_until > me.at)
$$;

CREATE FUNCTION access.visible_sections() RETURNS TABLE (case_id uuid, section text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT DISTINCT g.case_id, g.section FROM access.my_grants() g
$$;

CREATE FUNCTION access.editable_sections() RETURNS TABLE (case_id uuid, section text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT DISTINCT g.case_id, g.section FROM access.my_grants() g WHERE g.can_edit
$$;

CREATE FUNCTION access.visible_cases() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT DISTINCT g.case_id FROM access.my_grants() g
$$;

-- The received cases of the peer whose message is being taken in.
CREATE FUNCTION access.received_of_peer() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT c.id FROM access."case" c WHERE c.kind = 'received' AND c.peer = access.current_peer()
$$;

-- The received cases of the caller's own agency: any of its members may end access there.
CREATE FUNCTION access.received_by_agency() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT c.id FROM access."case" c WHERE c.kind = 'received' AND c.agency_id = access.current_agency()
$$;

-- One referral's received case, for the inbox (its peer's) and for a member (the own agency's).
CREATE FUNCTION access.received_case(a_referral uuid, an_agency uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT c.id FROM access."case" c
   WHERE c.kind = 'received' AND c.referral_id = a_referral AND c.agency_id = an_agency
     AND (c.peer = access.current_peer() OR c.agency_id = access.current_agency())
$$;

-- What may leave a case, for the send rule: asked by those who hold something of the case.
CREATE FUNCTION access.disclosures(a_case uuid) RETURNS TABLE (
  section text, team_id uuid, purpose text, basis text, ground text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT g.section, g.holder_team, g.purpose, g.basis, g.ground, g.consent_id, g.consent_version, g.valid_until
    FROM access.grants g
   WHERE g.case_id = a_case AND g.discloses AND g.ended_at IS NULL
     AND g.valid_from <= access.domain_now() AND g.valid_until > access.domain_now()
     AND (a_case = ANY (ARRAY(SELECT access.visible_cases())) OR access.is_worker())
$$;

-- Who holds what in a case: roles for the page, never a way to find a case.
CREATE FUNCTION access.holders(a_case uuid) RETURNS TABLE (
  section text, member_id uuid, team_id uuid, discloses boolean, basis text, purpose text, valid_until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT g.section, g.holder_member, g.holder_team, g.discloses, g.basis, g.purpose, g.valid_until
    FROM access.grants g
   WHERE g.case_id = a_case AND g.ended_at IS NULL
     AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
     AND a_case = ANY (ARRAY(SELECT access.visible_cases()))
$$;

-- The keys that are still there: read by the policies under which the worker takes away what nobody can open.
-- They delete what is NOT in it, so it must never be short: whoever cannot see all keys gets an error and no list.
CREATE FUNCTION access.standing_keys() RETURNS TABLE (case_id uuid, section text, generation integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_policy p
     WHERE p.polrelid = 'keys.section_key'::regclass AND p.polname = 'the_owner_of_the_doors'
       AND pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true')
  THEN PERFORM access.refuse('keys_are_out_of_sight'); END IF;
  RETURN QUERY SELECT k.case_id, k.section, k.generation FROM keys.section_key k;
END $$;

CREATE FUNCTION access.policy_hash() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT v.hash FROM access.policy_version v
$$;
