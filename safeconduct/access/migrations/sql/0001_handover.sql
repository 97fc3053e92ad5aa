-- A colleague leaves: what the member leads or was named for goes to another one. The administrator who asks for it
-- learns numbers and no case; who gets it holds no more than the policy gives to that profession.

CREATE FUNCTION access.holds_cases(a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (SELECT FROM access.grants g WHERE g.holder_member = a_member AND g.ended_at IS NULL
                    AND (g.valid_until IS NULL OR g.valid_until > access.domain_now()))
$$;

-- How many cases a member leads, and for how many received ones it is named; asked by other definers only.
CREATE FUNCTION access.open_cases(a_member uuid) RETURNS TABLE (led bigint, named bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT count(DISTINCT g.case_id) FILTER (WHERE g.basis = 'lead'),
         count(DISTINCT g.case_id) FILTER (WHERE g.basis IN ('consent', 'ground'))
    FROM access.grants g
   WHERE g.holder_member = a_member AND g.ended_at IS NULL
     AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
$$;

-- All of it or nothing: refused when the colleague's profession leads no case, or opens nothing of one received.
CREATE FUNCTION access.hand_over_cases(a_from uuid, a_to uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE f agencies.member; t agencies.member; c record; n integer;
BEGIN
  SELECT * INTO f FROM agencies.member WHERE id = a_from;
  SELECT * INTO t FROM agencies.member WHERE id = a_to AND agency_id = f.agency_id AND suspended_at IS NULL;
  IF f.id IS NULL OR t.id IS NULL OR f.id = t.id OR NOT EXISTS (
       SELECT FROM agencies.member m WHERE m.id = access.current_administrator() AND m.agency_id = f.agency_id) THEN
    PERFORM access.refuse('not_a_member_here');
  END IF;
  FOR c IN
    SELECT k.id, k.kind, k.agency_id, min(g.purpose) FILTER (WHERE g.basis = 'lead') AS purpose
      FROM access."case" k JOIN access.grants g ON g.case_id = k.id
     WHERE g.holder_member = f.id AND g.ended_at IS NULL AND g.basis <> 'break_glass'
       AND (g.valid_until IS NULL OR g.valid_until > access.domain_now())
     GROUP BY k.id, k.kind, k.agency_id ORDER BY k.id
  LOOP
    PERFORM FROM access."case" k WHERE k.id = c.id FOR UPDATE;
    IF c.kind = 'own' THEN
      IF c.purpose IS NOT NULL THEN  -- a place on somebody else's case ends and goes to nobody
        n := access.seat_member(c.id, c.agency_id, t.id, c.purpose, 'lead');
        IF n = 0 AND NOT access.is_lead(c.id, t.id) THEN PERFORM access.refuse('profession_opens_no_case'); END IF;
      END IF;
    ELSE
      INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                                 consent_version, valid_from, valid_until)
      SELECT DISTINCT ON (g.section) g.case_id, g.agency_id, g.section, t.id, g.purpose, g.basis, g.ground, g.consent_id,
             g.consent_version, access.domain_now(), g.valid_until
        FROM access.grants g
       WHERE g.case_id = c.id AND g.holder_member = f.id AND g.ended_at IS NULL AND g.basis IN ('consent', 'ground')
         AND access.allows(access.sector_of(c.agency_id), t.profession, g.purpose, g.section, 'open', g.basis)
         AND NOT EXISTS (SELECT FROM access.grants h WHERE h.case_id = c.id AND h.section = g.section
                           AND h.holder_member = t.id AND h.ended_at IS NULL)
       ORDER BY g.section, g.valid_until;
      IF NOT EXISTS (SELECT FROM access.grants h WHERE h.case_id = c.id AND h.holder_member = t.id
                        AND h.ended_at IS NULL) THEN PERFORM access.refuse('profession_opens_nothing_here'); END IF;
    END IF;
  END LOOP;
  -- Received cases whose content has not come, or was narrowed meanwhile, follow as well: what comes later is the colleague's.
  INSERT INTO access.named (case_id, member_id, since)
  SELECT d.case_id, t.id, access.domain_now() FROM access.named d WHERE d.member_id = f.id ON CONFLICT DO NOTHING;
  DELETE FROM access.named d WHERE d.member_id = f.id;
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'handed_over'
   WHERE holder_member = f.id AND ended_at IS NULL;
  -- What closing has ended is opened again for the colleague, as far as the policy goes then.
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                             consent_version, valid_from, valid_until, ended_at, ended_why)
  SELECT g.case_id, g.agency_id, g.section, t.id, g.purpose, g.basis, g.ground, g.consent_id, g.consent_version,
         g.valid_from, g.valid_until, g.ended_at, 'closed'
    FROM access.grants g WHERE g.holder_member = f.id AND g.ended_why = 'closed';
  UPDATE access.grants SET ended_why = 'handed_over' WHERE holder_member = f.id AND ended_why = 'closed';
END $$;
