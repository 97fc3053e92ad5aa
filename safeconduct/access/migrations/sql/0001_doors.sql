-- The only ways a grant comes and goes. Each door asks the caller's context and the owner's copy of the
-- policy; nobody can place a holder wider than it allows. Ending is always allowed.

CREATE FUNCTION access.refuse(why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'access: %', why USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION access.me() RETURNS agencies.member
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  IF me.id IS NULL THEN PERFORM access.refuse('nobody_is_acting'); END IF;
  RETURN me;
END $$;

CREATE FUNCTION access.sector_of(an_agency uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT a.sector FROM agencies.agency a WHERE a.id = an_agency
$$;

CREATE FUNCTION access.is_lead(a_case uuid, a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (SELECT FROM access.grants g
    WHERE g.case_id = a_case AND g.holder_member = a_member AND g.basis = 'lead' AND g.ended_at IS NULL)
$$;

-- Writes the rows that the policy gives one member on one case; the number of rows.
CREATE FUNCTION access.seat_member(a_case uuid, an_agency uuid, a_member uuid, a_purpose text, a_basis text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE m agencies.member; n integer;
BEGIN
  SELECT * INTO m FROM agencies.member WHERE id = a_member AND agency_id = an_agency AND suspended_at IS NULL;
  IF m.id IS NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, can_edit, purpose, basis, valid_from)
  SELECT a_case, an_agency, p.section, m.id,
         access.allows(p.sector, p.profession, p.purpose, p.section, 'edit', p.basis), a_purpose, a_basis, access.domain_now()
    FROM access.policy p
   WHERE p.sector = access.sector_of(an_agency) AND p.profession = m.profession AND p.purpose = a_purpose
     AND p.action = 'open' AND p.basis = a_basis
     AND NOT EXISTS (SELECT FROM access.grants g WHERE g.case_id = a_case AND g.section = p.section
                       AND g.holder_member = m.id AND g.basis = a_basis AND g.ended_at IS NULL);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- A member opens a case of the own agency and becomes its lead.
CREATE FUNCTION access.open_case(a_case uuid, a_purpose text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); n integer;
BEGIN
  INSERT INTO access."case" (id, agency_id, kind, opened_at) VALUES (a_case, me.agency_id, 'own', access.domain_now());
  n := access.seat_member(a_case, me.agency_id, me.id, a_purpose, 'lead');
  IF n = 0 THEN PERFORM access.refuse('profession_opens_no_case'); END IF;
  RETURN n;
END $$;

-- The lead gives a colleague a place; on a received case, whoever holds it for the team names the worker,
-- and the team's rows end: acceptance narrows.
CREATE FUNCTION access.place(a_case uuid, a_member uuid, a_purpose text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; m agencies.member; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  IF c.kind = 'own' THEN
    IF NOT access.is_lead(a_case, me.id) THEN PERFORM access.refuse('only_the_lead_places'); END IF;
    n := access.seat_member(a_case, me.agency_id, a_member, a_purpose, 'place');
    IF n = 0 THEN PERFORM access.refuse('profession_has_no_place'); END IF;
    RETURN n;
  END IF;
  -- By what was received: an emergency reader of four hours must not name itself for the rest of the term.
  IF NOT EXISTS (SELECT FROM access.my_grants() g WHERE g.case_id = a_case AND g.basis IN ('consent', 'ground')) THEN
    PERFORM access.refuse('not_held_by_you');
  END IF;
  SELECT * INTO m FROM agencies.member WHERE id = a_member AND agency_id = me.agency_id AND suspended_at IS NULL;
  IF m.id IS NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                             consent_version, valid_from, valid_until)
  SELECT DISTINCT ON (g.section) g.case_id, g.agency_id, g.section, m.id, g.purpose, g.basis, g.ground, g.consent_id,
         g.consent_version, access.domain_now(), g.valid_until
    FROM access.grants g
   WHERE g.case_id = a_case AND g.ended_at IS NULL AND g.basis IN ('consent', 'ground')
     AND access.allows(access.sector_of(me.agency_id), m.profession, g.purpose, g.section, 'open', g.basis)
     AND NOT EXISTS (SELECT FROM access.grants h WHERE h.case_id = a_case AND h.section = g.section
                       AND h.holder_member = m.id AND h.ended_at IS NULL)
   ORDER BY g.section, g.valid_until;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 0 THEN PERFORM access.refuse('profession_opens_nothing_here'); END IF;
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'narrowed'
   WHERE case_id = a_case AND holder_team IS NOT NULL AND ended_at IS NULL;
  INSERT INTO access.named (case_id, member_id, since) VALUES (a_case, m.id, access.domain_now())
  ON CONFLICT DO NOTHING;
  RETURN n;
END $$;

-- The person's permission (or a listed ground) becomes rows that let sections leave to one named team.
CREATE FUNCTION access.consent_to(
  a_case uuid, a_team uuid, the_sections text[], a_purpose text, an_end timestamptz, a_basis text, a_ground text,
  a_consent uuid, a_version integer
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); t agencies.team; c access."case"; s text;
BEGIN
  IF a_basis NOT IN ('consent', 'ground') THEN PERFORM access.refuse('not_a_basis_for_sending'); END IF;
  IF an_end IS NULL OR an_end <= access.domain_now() THEN PERFORM access.refuse('ends_before_it_begins'); END IF;
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'own' FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  SELECT * INTO t FROM agencies.team WHERE id = a_team;
  IF t.id IS NULL THEN PERFORM access.refuse('no_such_team'); END IF;
  FOREACH s IN ARRAY the_sections LOOP
    IF NOT EXISTS (SELECT FROM access.my_grants() g WHERE g.case_id = a_case AND g.section = s
                     AND access.allows(access.sector_of(me.agency_id), me.profession, g.purpose, s, 'refer', g.basis)) THEN
      PERFORM access.refuse('not_yours_to_refer');
    END IF;
    IF NOT EXISTS (SELECT FROM unnest(t.professions) p
                    WHERE access.allows(access.sector_of(t.agency_id), p, a_purpose, s, 'open', a_basis)) THEN
      PERFORM access.refuse('recipient_may_not_hold');
    END IF;
  END LOOP;
  -- A new version takes the place of the one before for this team and purpose.
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'replaced'
   WHERE case_id = a_case AND discloses AND holder_team = a_team AND purpose = a_purpose AND ended_at IS NULL;
  INSERT INTO access.grants (case_id, agency_id, section, holder_team, professions, discloses, purpose, basis, ground,
                             consent_id, consent_version, valid_from, valid_until)
  SELECT a_case, me.agency_id, s2, a_team, t.professions, true, a_purpose, a_basis, a_ground, a_consent, a_version,
         access.domain_now(), an_end
    FROM (SELECT DISTINCT unnest(the_sections) AS s2) d;
  RETURN cardinality(the_sections);
END $$;

-- A peer's message brings sections: the received case is made at the first, and its holders are the team,
-- or, once somebody is named, the named. `a_case` is used only when the case does not exist yet.
CREATE FUNCTION access.receive(
  a_case uuid, a_handle text, a_referral uuid, a_team uuid, the_sections text[], a_purpose text, an_end timestamptz,
  a_basis text, a_ground text, a_consent uuid, a_version integer
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE p text := access.current_peer(); t agencies.team; a agencies.agency; c access."case"; s text; n integer;
BEGIN
  IF p IS NULL THEN PERFORM access.refuse('no_message_is_being_taken_in'); END IF;
  IF a_basis NOT IN ('consent', 'ground') THEN PERFORM access.refuse('not_a_basis_for_sending'); END IF;
  SELECT * INTO t FROM agencies.team WHERE id = a_team;
  SELECT * INTO a FROM agencies.agency WHERE id = t.agency_id AND node = access.this_node();
  IF a.id IS NULL THEN PERFORM access.refuse('no_such_team'); END IF;
  IF an_end IS NULL OR an_end <= access.domain_now() THEN PERFORM access.refuse('consent_ended'); END IF;
  INSERT INTO access."case" (id, agency_id, kind, peer, handle, referral_id, opened_at)
  VALUES (a_case, a.id, 'received', p, a_handle, a_referral, access.domain_now())
  ON CONFLICT (agency_id, referral_id) DO NOTHING;
  SELECT * INTO c FROM access."case" WHERE agency_id = a.id AND referral_id = a_referral FOR UPDATE;
  IF c.peer <> p OR c.handle <> a_handle THEN PERFORM access.refuse('not_your_referral'); END IF;
  FOREACH s IN ARRAY the_sections LOOP
    IF NOT EXISTS (SELECT FROM unnest(t.professions) q WHERE access.allows(a.sector, q, a_purpose, s, 'open', a_basis)) THEN
      PERFORM access.refuse('recipient_may_not_hold');
    END IF;
    UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'replaced'
     WHERE case_id = c.id AND section = s AND ended_at IS NULL;
    INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, ground, consent_id,
                               consent_version, valid_from, valid_until)
    SELECT c.id, a.id, s, m.id, a_purpose, a_basis, a_ground, a_consent, a_version, access.domain_now(), an_end
      FROM access.named d JOIN agencies.member m ON m.id = d.member_id
     WHERE d.case_id = c.id AND m.suspended_at IS NULL
       AND access.allows(a.sector, m.profession, a_purpose, s, 'open', a_basis);
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n = 0 THEN
      INSERT INTO access.grants (case_id, agency_id, section, holder_team, professions, purpose, basis, ground,
                                 consent_id, consent_version, valid_from, valid_until)
      SELECT c.id, a.id, s, t.id, array_agg(q), a_purpose, a_basis, a_ground, a_consent, a_version,
             access.domain_now(), an_end
        FROM unnest(t.professions) q WHERE access.allows(a.sector, q, a_purpose, s, 'open', a_basis);
    END IF;
  END LOOP;
  RETURN c.id;
END $$;

-- When nobody can hand over: a supervisor of the same agency becomes the lead.
CREATE FUNCTION access.take_over(a_case uuid, a_purpose text, a_reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'own' FOR UPDATE;
  IF c.id IS NULL OR NOT me.supervises THEN PERFORM access.refuse('not_yours_to_take_over'); END IF;
  IF length(trim(COALESCE(a_reason, ''))) = 0 THEN PERFORM access.refuse('reason_missing'); END IF;
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'taken_over'
   WHERE case_id = a_case AND basis = 'lead' AND ended_at IS NULL;
  n := access.seat_member(a_case, me.agency_id, me.id, a_purpose, 'lead');
  IF n = 0 THEN PERFORM access.refuse('profession_opens_no_case'); END IF;
  RETURN n;
END $$;

-- Emergency reading of the own agency's case: four hours, these sections, reviewed by somebody else.
CREATE FUNCTION access.break_glass(a_case uuid, the_sections text[], a_purpose text, a_reason text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; s text; u uuid;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  IF length(trim(COALESCE(a_reason, ''))) = 0 THEN PERFORM access.refuse('reason_missing'); END IF;
  IF EXISTS (SELECT FROM access.break_glass_use b WHERE b.member_id = me.id AND b.reviewed_at IS NULL) THEN
    PERFORM access.refuse('earlier_use_not_reviewed');
  END IF;
  FOREACH s IN ARRAY the_sections LOOP
    IF NOT access.allows(access.sector_of(me.agency_id), me.profession, a_purpose, s, 'open', 'break_glass') THEN
      PERFORM access.refuse('no_break_glass_for_you');
    END IF;
    INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, valid_from, valid_until)
    VALUES (a_case, me.agency_id, s, me.id, a_purpose, 'break_glass', access.domain_now(),
            access.domain_now() + interval '4 hours');
  END LOOP;
  INSERT INTO access.break_glass_use (case_id, member_id, sections, reason, at)
  VALUES (a_case, me.id, the_sections, a_reason, access.domain_now()) RETURNING id INTO u;
  RETURN u;
END $$;

CREATE FUNCTION access.review_break_glass(a_use uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  UPDATE access.break_glass_use b SET reviewed_at = access.domain_now(), reviewed_by = me.id
   WHERE b.id = a_use AND b.reviewed_at IS NULL AND b.member_id <> me.id
     AND EXISTS (SELECT FROM agencies.member m WHERE m.id = b.member_id AND m.agency_id = me.agency_id);
  IF NOT FOUND THEN PERFORM access.refuse('not_yours_to_review'); END IF;
END $$;

-- Ending is always allowed: to the case's agency, to the peer that sent it, and to the worker.
-- NULL sections means all; NULL team means whoever holds.
CREATE FUNCTION access.end_grants(a_case uuid, the_sections text[], a_team uuid, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE c access."case"; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case FOR UPDATE;
  IF c.id IS NULL THEN RETURN 0; END IF;
  IF NOT (c.agency_id IS NOT DISTINCT FROM access.current_agency()
          OR (c.kind = 'received' AND c.peer IS NOT DISTINCT FROM access.current_peer())
          OR access.is_worker()) THEN
    PERFORM access.refuse('not_yours_to_end');
  END IF;
  -- In the own case only what lets sections leave is ended here: the lead's own rows go by take_over.
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = why
   WHERE g.case_id = a_case AND g.ended_at IS NULL
     AND (c.kind = 'received' OR g.discloses)
     AND (the_sections IS NULL OR g.section = ANY (the_sections))
     AND (a_team IS NULL OR g.holder_team = a_team);
  GET DIAGNOSTICS n = ROW_COUNT;
  IF c.kind = 'received' AND why <> 'closed' THEN
    -- What was closed and is then taken back is never opened again.
    UPDATE access.grants g SET ended_why = why
     WHERE g.case_id = a_case AND g.ended_why = 'closed'
       AND (the_sections IS NULL OR g.section = ANY (the_sections));
    DELETE FROM access.reopening r WHERE r.case_id = a_case;
  END IF;
  RETURN n;
END $$;

-- The sender's word that a closed referral may be opened again: without it the receiver opens nothing.
CREATE FUNCTION access.let_reopen(a_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE c access."case";
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND kind = 'received' FOR UPDATE;
  IF c.id IS NULL OR c.peer IS DISTINCT FROM access.current_peer() THEN PERFORM access.refuse('not_yours_to_reopen'); END IF;
  INSERT INTO access.reopening (case_id, at) VALUES (a_case, access.domain_now())
  ON CONFLICT (case_id) DO UPDATE SET at = excluded.at;
END $$;

-- What closing has ended stands again: to the same holders, on the same terms, as far as these still hold, the policy
-- still allows it, and the key is kept. The kept keys lose their term. Nothing that was taken back comes again.
CREATE FUNCTION access.reopen(a_case uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE c access."case"; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND kind = 'received' FOR UPDATE;
  IF c.id IS NULL OR NOT (c.agency_id IS NOT DISTINCT FROM access.current_agency()
                          OR c.peer IS NOT DISTINCT FROM access.current_peer()) THEN
    PERFORM access.refuse('not_yours_to_reopen');
  END IF;
  DELETE FROM access.reopening r WHERE r.case_id = a_case;
  IF NOT FOUND THEN PERFORM access.refuse('sender_has_not_agreed'); END IF;
  INSERT INTO access.grants (case_id, agency_id, section, holder_member, holder_team, professions, purpose, basis, ground,
                             consent_id, consent_version, valid_from, valid_until)
  SELECT DISTINCT ON (g.section, g.holder_member, g.holder_team) g.case_id, g.agency_id, g.section, g.holder_member,
         g.holder_team, CASE WHEN g.holder_team IS NOT NULL THEN p.allowed END, g.purpose, g.basis, g.ground,
         g.consent_id, g.consent_version, access.domain_now(), g.valid_until
    FROM access.grants g LEFT JOIN agencies.member m ON m.id = g.holder_member
         CROSS JOIN LATERAL (
           SELECT array_agg(q) AS allowed FROM unnest(COALESCE(g.professions, ARRAY[m.profession])) q
            WHERE access.allows(access.sector_of(c.agency_id), q, g.purpose, g.section, 'open', g.basis)) p
   WHERE g.case_id = a_case AND g.ended_why = 'closed' AND g.basis IN ('consent', 'ground') AND NOT g.discloses
     AND g.valid_until > access.domain_now() AND p.allowed IS NOT NULL
     AND (g.holder_member IS NULL OR (m.agency_id = c.agency_id AND m.suspended_at IS NULL))
     AND EXISTS (SELECT FROM keys.section_key k
                  WHERE k.case_id = a_case AND k.section = g.section AND k.due > access.domain_now())
   ORDER BY g.section, g.holder_member, g.holder_team, g.ended_at DESC;
  GET DIAGNOSTICS n = ROW_COUNT;
  UPDATE access.grants g SET ended_why = 'reopened' WHERE g.case_id = a_case AND g.ended_why = 'closed';
  UPDATE keys.section_key k SET due = NULL
   WHERE k.case_id = a_case AND k.due > access.domain_now()
     AND EXISTS (SELECT FROM access.grants g WHERE g.case_id = a_case AND g.section = k.section AND g.ended_at IS NULL);
  RETURN n;
END $$;

-- The peer's own team gives back what a consent to it lets leave an own case; what rests on another one stays.
-- It locks no case: the inbox holds the referral already, and the order of locks is case before referral.
CREATE FUNCTION access.give_back(a_case uuid, a_team uuid, a_consent uuid, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE p text := access.current_peer(); n integer;
BEGIN
  IF p IS NULL THEN PERFORM access.refuse('no_message_is_being_taken_in'); END IF;
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = why
   WHERE g.case_id = a_case AND g.discloses AND g.holder_team = a_team AND g.consent_id = a_consent
     AND g.ended_at IS NULL
     AND EXISTS (SELECT FROM agencies.team t JOIN agencies.agency a ON a.id = t.agency_id
                  WHERE t.id = g.holder_team AND a.node = p);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Erasure: the wrapped keys of these sections (NULL: of all) go, and with them every copy of the content.
-- Of a received case any member of the holding agency, and the peer that sent it; of an own case, its lead.
CREATE FUNCTION access.destroy_keys(a_case uuid, the_sections text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE c access."case"; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case FOR UPDATE;
  IF c.id IS NULL THEN RETURN 0; END IF;
  IF NOT ((c.kind = 'received' AND c.agency_id IS NOT DISTINCT FROM access.current_agency())
          OR (c.kind = 'received' AND c.peer IS NOT DISTINCT FROM access.current_peer())
          OR (c.kind = 'own' AND c.agency_id IS NOT DISTINCT FROM access.current_agency()
              AND access.is_lead(a_case, access.current_member()))) THEN
    PERFORM access.refuse('not_yours_to_erase');
  END IF;
  IF access.held_by_law(a_case) IS NOT NULL THEN
    -- They go when the hold ends: from now on the worker waits for nothing else.
    UPDATE keys.section_key k SET due = access.domain_now()
     WHERE k.case_id = a_case AND (the_sections IS NULL OR k.section = ANY (the_sections));
    RETURN 0;
  END IF;
  DELETE FROM keys.section_key k
   WHERE k.case_id = a_case AND (the_sections IS NULL OR k.section = ANY (the_sections));
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Order of locks: case, consent, referral, lane. Whoever sends or takes back holds the case still first.
CREATE FUNCTION access.hold_still(a_case uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  PERFORM FROM access."case" c WHERE c.id = a_case
    AND (c.agency_id = access.current_agency() OR c.peer = access.current_peer() OR access.is_worker()) FOR UPDATE;
  RETURN FOUND;
END $$;
