-- What a colleague holds goes to several, case by case: in parts, so that a long handover shows where it is and may be
-- interrupted at any moment. What has gone has gone, what has not is still in hand.

-- Whether this colleague's profession opens what the other one holds of a case. A place on somebody else's case, and
-- emergency reading, end and go to nobody.
CREATE FUNCTION access.could_take(a_case uuid, a_from uuid, a_to uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT COALESCE(bool_or(
    CASE WHEN g.basis = 'lead'
         THEN EXISTS (SELECT FROM access.policy p WHERE p.sector = access.sector_of(k.agency_id)
                         AND p.profession = t.profession AND p.purpose = g.purpose AND p.action = 'open' AND p.basis = 'lead')
         ELSE access.allows(access.sector_of(k.agency_id), t.profession, g.purpose, g.section, 'open', g.basis) END), true)
    FROM access.grants g JOIN access."case" k ON k.id = g.case_id JOIN agencies.member t ON t.id = a_to
   WHERE g.case_id = a_case AND g.holder_member = a_from AND g.ended_at IS NULL AND g.basis IN ('lead', 'consent', 'ground')
$$;

-- One case; the administrator who asks learns numbers and no case, and who gets it holds what the policy gives.
CREATE FUNCTION access.hand_over_case(a_case uuid, a_from uuid, a_to uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE c access."case"; t agencies.member; led text;
BEGIN
  SELECT * INTO c FROM access."case" k WHERE k.id = a_case FOR UPDATE;
  SELECT * INTO t FROM agencies.member m WHERE m.id = a_to;
  SELECT min(g.purpose) INTO led FROM access.grants g
   WHERE g.case_id = a_case AND g.holder_member = a_from AND g.ended_at IS NULL AND g.basis = 'lead';
  IF c.kind = 'own' AND led IS NOT NULL THEN
    PERFORM access.seat_member(c.id, c.agency_id, t.id, led, 'lead');
  ELSIF c.kind = 'received' THEN
    INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                               consent_version, valid_from, valid_until)
    SELECT DISTINCT ON (g.section) g.case_id, g.agency_id, g.section, t.id, g.purpose, g.basis, g.ground, g.consent_id,
           g.consent_version, access.domain_now(), g.valid_until
      FROM access.grants g
     WHERE g.case_id = c.id AND g.holder_member = a_from AND g.ended_at IS NULL AND g.basis IN ('consent', 'ground')
       AND access.allows(access.sector_of(c.agency_id), t.profession, g.purpose, g.section, 'open', g.basis)
       AND NOT EXISTS (SELECT FROM access.grants h WHERE h.case_id = c.id AND h.section = g.section
                         AND h.holder_member = t.id AND h.ended_at IS NULL)
     ORDER BY g.section, g.valid_until;
  END IF;
  INSERT INTO access.named (case_id, member_id, since)
  SELECT d.case_id, t.id, access.domain_now() FROM access.named d WHERE d.member_id = a_from AND d.case_id = a_case
  ON CONFLICT DO NOTHING;
  DELETE FROM access.named d WHERE d.member_id = a_from AND d.case_id = a_case;
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'handed_over'
   WHERE g.case_id = a_case AND g.holder_member = a_from AND g.ended_at IS NULL;
END $$;

-- What is not open any more follows in one step at the end: received cases whose content has not come or was narrowed,
-- and what closing has ended and may be opened again. Each case goes to one of them.
CREATE FUNCTION access.hand_over_rest(a_from uuid, the_to uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer := cardinality(the_to);
BEGIN
  INSERT INTO access.named (case_id, member_id, since)
  SELECT d.case_id, the_to[1 + (hashtext(d.case_id::text)::bigint & 2147483647) % n], access.domain_now()
    FROM access.named d WHERE d.member_id = a_from ON CONFLICT DO NOTHING;
  DELETE FROM access.named d WHERE d.member_id = a_from;
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'handed_over'
   WHERE holder_member = a_from AND ended_at IS NULL;
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                             consent_version, valid_from, valid_until, ended_at, ended_why)
  SELECT g.case_id, g.agency_id, g.section, the_to[1 + (hashtext(g.case_id::text)::bigint & 2147483647) % n], g.purpose,
         g.basis, g.ground, g.consent_id, g.consent_version, g.valid_from, g.valid_until, g.ended_at, 'closed'
    FROM access.grants g WHERE g.holder_member = a_from AND g.ended_why = 'closed';
  UPDATE access.grants SET ended_why = 'handed_over' WHERE holder_member = a_from AND ended_why = 'closed';
END $$;

DROP FUNCTION access.hand_over_cases(uuid, uuid);
