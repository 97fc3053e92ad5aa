-- As before in what they give, and cheaper: every page asks them several times. `held` is the one definition of what the
-- acting member holds. It is nobody's to call, and is planned as a part of each function that asks it, which then fetches
-- its own columns only; a function that called `my_grants` had all rows and all columns written down twice.

CREATE FUNCTION access.held() RETURNS TABLE (
  case_id uuid, section text, can_edit boolean, purpose text, basis text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE sql STABLE AS $$
  SELECT h.case_id, h.section, h.can_edit, h.purpose, h.basis, h.consent_id, h.consent_version, h.valid_until
    FROM agencies.member me, LATERAL (
      SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
        FROM access.grants g
       WHERE g.holder_member = me.id AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id
         AND g.valid_from <= (SELECT access.domain_now())
         AND (g.valid_until IS NULL OR g.valid_until > (SELECT access.domain_now()))
         AND (g.sign_in IS NULL OR access.is_sitting(g.sign_in))
       UNION ALL
      SELECT g.case_id, g.section, g.can_edit, g.purpose, g.basis, g.consent_id, g.consent_version, g.valid_until
        FROM agencies.seat s JOIN access.grants g ON g.holder_team = s.team_id
       WHERE s.member_id = me.id AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id
         AND me.profession = ANY (g.professions) AND g.valid_from <= (SELECT access.domain_now())
         AND (g.valid_until IS NULL OR g.valid_until > (SELECT access.domain_now()))) h
   WHERE me.id = (SELECT access.current_member())
$$;

CREATE OR REPLACE FUNCTION access.my_grants() RETURNS TABLE (
  case_id uuid, section text, can_edit boolean, purpose text, basis text,
  consent_id uuid, consent_version integer, valid_until timestamptz
)
LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT h.case_id, h.section, h.can_edit, h.purpose, h.basis, h.consent_id, h.consent_version, h.valid_until
    FROM access.held() h
$$;

-- A pair may come twice, by two grants: whoever asks whether something is among them does not mind.
CREATE OR REPLACE FUNCTION access.visible_sections() RETURNS TABLE (case_id uuid, section text)
LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT h.case_id, h.section FROM access.held() h
$$;

CREATE OR REPLACE FUNCTION access.editable_sections() RETURNS TABLE (case_id uuid, section text)
LANGUAGE sql STABLE ROWS 100 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT h.case_id, h.section FROM access.held() h WHERE h.can_edit
$$;

CREATE OR REPLACE FUNCTION access.visible_cases() RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 20 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT DISTINCT h.case_id FROM access.held() h
$$;

CREATE OR REPLACE FUNCTION access.cases_in_hand() RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 20 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT DISTINCT h.case_id FROM access.held() h WHERE h.basis <> 'break_glass'
$$;

-- Who acts, without one function calling the next: each call sets the search path anew.
CREATE OR REPLACE FUNCTION access.current_agency() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.agency_id FROM agencies.member m
   WHERE m.id = split_part((access.verified('web', 1))[1], '/', 1)::uuid AND m.suspended_at IS NULL
$$;

CREATE OR REPLACE FUNCTION access.current_administrator() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.id FROM agencies.member m
   WHERE m.id = split_part((access.verified('web', 1))[1], '/', 1)::uuid AND m.suspended_at IS NULL
     AND m.profession = 'administrator'
$$;

-- What says whether a grant counts lies in the index with it: a member's grants are spread over the whole table, and each
-- was fetched from there, for each policy that asks.
DROP INDEX access.grants_of_a_member;
CREATE INDEX grants_of_a_member ON access.grants (holder_member, case_id, section)
  INCLUDE (agency_id, discloses, valid_from, valid_until, sign_in) WHERE ended_at IS NULL;
