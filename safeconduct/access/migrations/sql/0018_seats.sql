-- As before in what it gives. With a join the planner could choose to walk the whole index of teams, once for each
-- question of a page, as soon as a node held far more grants of members than of teams: it does not know that a member
-- has one seat or two. As a list of teams it can only look each of them up.
CREATE OR REPLACE FUNCTION access.held() RETURNS TABLE (
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
        FROM access.grants g
       WHERE g.holder_team = ANY (ARRAY(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = me.id))
         AND g.ended_at IS NULL AND NOT g.discloses AND g.agency_id = me.agency_id
         AND me.profession = ANY (g.professions) AND g.valid_from <= (SELECT access.domain_now())
         AND (g.valid_until IS NULL OR g.valid_until > (SELECT access.domain_now()))) h
   WHERE me.id = (SELECT access.current_member())
$$;

-- Grants of members, most of all, have no place in it.
DROP INDEX access.grants_of_a_team;
CREATE INDEX grants_of_a_team ON access.grants (holder_team, case_id, section) WHERE ended_at IS NULL AND holder_team IS NOT NULL;

-- Who had a place, and when: asked of one file, ended grants too. The index knew those that stand, so all were read.
DROP INDEX access.grants_of_a_case;
CREATE INDEX grants_of_a_case ON access.grants (case_id);
