-- The team round a person in the own agency: places with an end, the lead by offer and acceptance, and the lead taken
-- over when nobody can hand over. Who leads or supervises asks; the policy decides; ending is always allowed.

CREATE TABLE access.lead_offer (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  from_member uuid NOT NULL REFERENCES agencies.member (id),
  to_member uuid NOT NULL REFERENCES agencies.member (id),
  stays boolean NOT NULL,
  seated boolean NOT NULL,
  at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  ended_at timestamptz,
  ended_why text,
  CONSTRAINT offered_to_another CHECK (from_member <> to_member),
  CONSTRAINT fourteen_days_at_most CHECK (until <= at + interval '14 days'),
  CONSTRAINT an_ended_offer_says_why CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
  CONSTRAINT why_an_offer_ended CHECK (
    ended_why IN ('accepted', 'declined', 'taken_back', 'lapsed', 'place_ended', 'lead_changed'))
);
-- Two at the same moment would each see no other.
CREATE UNIQUE INDEX one_open_offer_a_case ON access.lead_offer (case_id) WHERE ended_at IS NULL;
CREATE INDEX lead_offers_to_a_member ON access.lead_offer (to_member) WHERE ended_at IS NULL;

-- Each time that the lead was taken over: shown to the person, by agency and role.
CREATE TABLE access.taken_over (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL,
  member_id uuid NOT NULL REFERENCES agencies.member (id),
  reason text NOT NULL,
  at timestamptz NOT NULL,
  -- The list is `TakeOverReason`; a test holds it against the code.
  CONSTRAINT why_taken_over_is_listed CHECK (reason IN ('lead_gone', 'lead_absent', 'lead_unreachable', 'lead_conflict'))
);
CREATE INDEX taken_over_of_a_case ON access.taken_over (case_id);

-- Whether a member has a place on a case now.
CREATE FUNCTION access.has_place(a_case uuid, a_member uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (SELECT FROM access.grants g
    WHERE g.case_id = a_case AND g.holder_member = a_member AND g.basis = 'place' AND g.ended_at IS NULL
      AND (g.valid_until IS NULL OR g.valid_until > access.domain_now()))
$$;

-- Writes the rows of a place, until then; how many. What has run out is written down as over first: it would stand in the way.
CREATE FUNCTION access.seat_until(a_case uuid, an_agency uuid, a_member uuid, a_purpose text, an_end timestamptz)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  UPDATE access.grants g SET ended_at = g.valid_until, ended_why = 'lapsed'
   WHERE g.case_id = a_case AND g.holder_member = a_member AND g.basis = 'place' AND g.ended_at IS NULL
     AND g.valid_until <= access.domain_now();
  n := access.seat_member(a_case, an_agency, a_member, a_purpose, 'place');
  UPDATE access.grants g SET valid_until = an_end
   WHERE g.case_id = a_case AND g.holder_member = a_member AND g.basis = 'place' AND g.ended_at IS NULL;
  RETURN n;
END $$;

-- Whatever place a member has on a case ends.
CREATE FUNCTION access.unseat(a_case uuid, a_member uuid, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = why
   WHERE g.case_id = a_case AND g.holder_member = a_member AND g.basis = 'place' AND g.ended_at IS NULL
     AND (g.valid_until IS NULL OR g.valid_until > access.domain_now());
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- The offer of a case that can still be accepted: one that ran out, or whose lead is another by now, is none.
CREATE FUNCTION access.open_offer(a_case uuid) RETURNS access.lead_offer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT o.* FROM access.lead_offer o
   WHERE o.case_id = a_case AND o.ended_at IS NULL AND o.until > access.domain_now()
     AND access.is_lead(o.case_id, o.from_member)
$$;

-- The offer of a case is over, and with it the place that came with it: never one that was given since.
CREATE FUNCTION access.close_offer(a_case uuid, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE o access.lead_offer;
BEGIN
  UPDATE access.lead_offer f
     SET ended_at = access.domain_now(), ended_why = CASE WHEN f.until <= access.domain_now() THEN 'lapsed' ELSE why END
   WHERE f.case_id = a_case AND f.ended_at IS NULL RETURNING f.* INTO o;
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'offer_ended'
   WHERE o.seated AND g.case_id = a_case AND g.holder_member = o.to_member AND g.basis = 'place' AND g.ended_at IS NULL
     AND g.valid_until = o.until AND g.valid_until > access.domain_now();
END $$;

-- As before, and in the own case with an end, and refused to whoever leads or has a place already.
DROP FUNCTION access.place(uuid, uuid, text);
CREATE FUNCTION access.place(a_case uuid, a_member uuid, a_purpose text, an_end timestamptz DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; m agencies.member; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  IF c.kind = 'own' THEN
    IF NOT access.is_lead(a_case, me.id) THEN PERFORM access.refuse('only_the_lead_places'); END IF;
    IF access.is_lead(a_case, a_member) THEN PERFORM access.refuse('leads_already'); END IF;
    IF access.has_place(a_case, a_member) THEN PERFORM access.refuse('has_a_place'); END IF;
    IF an_end <= access.domain_now() THEN PERFORM access.refuse('ends_before_it_begins'); END IF;
    n := access.seat_until(a_case, me.agency_id, a_member, a_purpose, an_end);
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

-- A place on an own case ends at once: by the lead, by whose it is, by whoever supervises. How many sections close.
CREATE FUNCTION access.end_place(a_case uuid, a_member uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'own' FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  IF NOT (me.id = a_member OR access.is_lead(a_case, me.id) OR (me.supervises AND me.profession <> 'administrator')) THEN
    PERFORM access.refuse('not_yours_to_end');
  END IF;
  n := access.unseat(a_case, a_member, CASE
    WHEN me.id = a_member THEN 'given_up' WHEN access.is_lead(a_case, me.id) THEN 'ended_by_lead' ELSE 'ended_by_supervisor' END);
  IF (access.open_offer(a_case)).to_member = a_member THEN PERFORM access.close_offer(a_case, 'place_ended'); END IF;
  RETURN n;
END $$;

-- The lead offers the lead to a colleague, who reads from now on; until the returned moment.
CREATE FUNCTION access.offer_lead(an_offer uuid, a_case uuid, a_member uuid, from_stays boolean) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; m agencies.member; for_what text; n integer := 0;
        an_end timestamptz := access.domain_now() + interval '14 days';
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'own' FOR UPDATE;
  IF c.id IS NULL THEN PERFORM access.refuse('not_a_case_here'); END IF;
  IF NOT access.is_lead(a_case, me.id) THEN PERFORM access.refuse('only_the_lead_offers'); END IF;
  IF access.is_lead(a_case, a_member) THEN PERFORM access.refuse('leads_already'); END IF;
  SELECT * INTO m FROM agencies.member WHERE id = a_member AND agency_id = me.agency_id AND suspended_at IS NULL;
  IF m.id IS NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
  for_what := access.led_for(a_case);
  IF NOT EXISTS (SELECT FROM access.policy p
                  WHERE p.sector = access.sector_of(me.agency_id) AND p.profession = m.profession AND p.purpose = for_what
                    AND p.action = 'open' AND p.basis = 'lead') THEN
    PERFORM access.refuse('profession_opens_no_case');
  END IF;
  IF (access.open_offer(a_case)).id IS NOT NULL THEN PERFORM access.refuse('offered_already'); END IF;
  PERFORM access.close_offer(a_case, 'lead_changed');
  IF NOT access.has_place(a_case, m.id) THEN n := access.seat_until(a_case, me.agency_id, m.id, for_what, an_end); END IF;
  INSERT INTO access.lead_offer (id, case_id, from_member, to_member, stays, seated, at, until)
  VALUES (an_offer, a_case, me.id, m.id, from_stays, n > 0, access.domain_now(), an_end);
  RETURN an_end;
END $$;

-- For what a case is led; NULL where nobody leads it.
CREATE FUNCTION access.led_for(a_case uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT min(g.purpose) FROM access.grants g WHERE g.case_id = a_case AND g.basis = 'lead' AND g.ended_at IS NULL
$$;

-- The colleague accepts: in one step the old lead becomes a place or leaves, and the new one leads.
CREATE FUNCTION access.accept_lead(an_offer uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); o access.lead_offer; c access."case"; for_what text;
BEGIN
  SELECT * INTO o FROM access.lead_offer f WHERE f.id = an_offer AND f.to_member = me.id;
  IF o.id IS NULL THEN PERFORM access.refuse('not_offered_to_you'); END IF;
  SELECT * INTO c FROM access."case" WHERE id = o.case_id AND agency_id = me.agency_id FOR UPDATE;
  -- Asked again under the lock: it may have been taken back, or the lead taken over, a moment ago.
  IF (access.open_offer(o.case_id)).id IS DISTINCT FROM o.id THEN PERFORM access.refuse('offer_is_over'); END IF;
  for_what := access.led_for(c.id);
  PERFORM access.close_offer(c.id, 'accepted');
  PERFORM access.unseat(c.id, me.id, 'leads_now');
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'lead_handed_on'
   WHERE g.case_id = c.id AND g.basis = 'lead' AND g.ended_at IS NULL;
  IF access.seat_member(c.id, c.agency_id, me.id, for_what, 'lead') = 0 THEN
    PERFORM access.refuse('profession_opens_no_case');
  END IF;
  IF o.stays AND EXISTS (SELECT FROM agencies.member m WHERE m.id = o.from_member AND m.suspended_at IS NULL) THEN
    PERFORM access.seat_until(c.id, c.agency_id, o.from_member, for_what, NULL);
  END IF;
END $$;

-- Declined by whom it was made to, or taken back by who made it or leads now; which of both.
CREATE FUNCTION access.end_offer(an_offer uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); o access.lead_offer; why text;
BEGIN
  SELECT * INTO o FROM access.lead_offer f WHERE f.id = an_offer;
  IF o.id IS NULL OR NOT (me.id IN (o.from_member, o.to_member) OR access.is_lead(o.case_id, me.id)) THEN
    PERFORM access.refuse('not_offered_to_you');
  END IF;
  PERFORM FROM access."case" k WHERE k.id = o.case_id FOR UPDATE;
  why := CASE WHEN me.id = o.to_member THEN 'declined' ELSE 'taken_back' END;
  -- Over already: nothing more to end.
  IF EXISTS (SELECT FROM access.lead_offer f WHERE f.id = an_offer AND f.ended_at IS NULL) THEN
    PERFORM access.close_offer(o.case_id, why);
  END IF;
  RETURN why;
END $$;

-- When nobody can hand over: a supervisor of the same agency becomes the lead, for a listed reason that the person is shown.
CREATE OR REPLACE FUNCTION access.take_over(a_case uuid, a_purpose text, a_reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case"; n integer;
BEGIN
  SELECT * INTO c FROM access."case" WHERE id = a_case AND agency_id = me.agency_id AND kind = 'own' FOR UPDATE;
  IF c.id IS NULL OR NOT me.supervises THEN PERFORM access.refuse('not_yours_to_take_over'); END IF;
  IF a_reason IS NULL OR a_reason NOT IN ('lead_gone', 'lead_absent', 'lead_unreachable', 'lead_conflict') THEN
    PERFORM access.refuse('reason_missing');
  END IF;
  IF access.is_lead(a_case, me.id) THEN PERFORM access.refuse('leads_already'); END IF;
  PERFORM access.close_offer(a_case, 'lead_changed');
  PERFORM access.unseat(a_case, me.id, 'leads_now');
  UPDATE access.grants SET ended_at = access.domain_now(), ended_why = 'taken_over'
   WHERE case_id = a_case AND basis = 'lead' AND ended_at IS NULL;
  n := access.seat_member(a_case, me.agency_id, me.id, a_purpose, 'lead');
  IF n = 0 THEN PERFORM access.refuse('profession_opens_no_case'); END IF;
  INSERT INTO access.taken_over (case_id, member_id, reason, at) VALUES (a_case, me.id, a_reason, access.domain_now());
  RETURN n;
END $$;

-- Whether the acting member looks after the team of this own case by rank: of the agency, supervising, not only administering.
CREATE FUNCTION access.supervised(a_case uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  RETURN me.supervises AND me.profession <> 'administrator' AND EXISTS (
    SELECT FROM access."case" c WHERE c.id = a_case AND c.agency_id = me.agency_id AND c.kind = 'own');
END $$;

-- The own agency's file of this number, for whoever supervises; see case_numbered.
CREATE FUNCTION access.supervised_number(a_number text) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  IF a_number IS NULL OR a_number !~ '^[0-9a-f]{12}$' OR NOT me.supervises OR me.profession = 'administrator' THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT c.id FROM access."case" c
           WHERE c.id BETWEEN (a_number || repeat('0', 20))::uuid AND (a_number || repeat('f', 20))::uuid
             AND c.kind = 'own' AND c.agency_id = me.agency_id LIMIT 1);
END $$;

-- Who leads an own case and who has a place on it, section by section, with what ended in the last thirty days: for who
-- has it in hand, and for whoever supervises, who learns nothing of what is written.
CREATE FUNCTION access.team_of(a_case uuid) RETURNS TABLE (
  member_id uuid, name text, profession text, section text, can_edit boolean, basis text,
  since timestamptz, until timestamptz, ended_at timestamptz, ended_why text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT g.holder_member, m.name, m.profession, g.section, g.can_edit, g.basis, g.valid_from, g.valid_until,
         CASE WHEN g.ended_at IS NULL AND g.valid_until <= access.domain_now() THEN g.valid_until ELSE g.ended_at END,
         CASE WHEN g.ended_at IS NULL AND g.valid_until <= access.domain_now() THEN 'lapsed' ELSE g.ended_why END
    FROM access.grants g JOIN agencies.member m ON m.id = g.holder_member
   WHERE g.case_id = a_case AND g.basis IN ('lead', 'place') AND NOT g.discloses
     AND COALESCE(g.ended_at, g.valid_until, 'infinity') > access.domain_now() - interval '30 days'
     AND (a_case IN (SELECT access.cases_in_hand()) OR access.supervised(a_case))
   ORDER BY g.valid_from, m.name, g.section
$$;

-- The offer of a case that can still be accepted, for who has the case in hand.
CREATE FUNCTION access.lead_offered(a_case uuid) RETURNS TABLE (
  id uuid, from_member uuid, to_member uuid, from_name text, to_name text, stays boolean, at timestamptz, until timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT o.id, o.from_member, o.to_member, f.name, t.name, o.stays, o.at, o.until
    FROM access.open_offer(a_case) o JOIN agencies.member f ON f.id = o.from_member JOIN agencies.member t ON t.id = o.to_member
   WHERE a_case IN (SELECT access.cases_in_hand())
$$;

-- What is offered to the acting member; at most fifty.
CREATE FUNCTION access.leads_offered_to_me() RETURNS TABLE (case_id uuid, from_name text, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT o.case_id, f.name, o.until
    FROM access.lead_offer o JOIN agencies.member f ON f.id = o.from_member
   WHERE o.to_member = access.current_member() AND o.ended_at IS NULL AND o.until > access.domain_now()
     AND access.is_lead(o.case_id, o.from_member)
   ORDER BY o.until, o.id LIMIT 50
$$;

-- For who reads with the person: each time that the lead was taken over, by agency and role, never the member.
CREATE FUNCTION access.takeovers_of(a_case uuid) RETURNS TABLE (at timestamptz, agency_id uuid, role text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT t.at, m.agency_id, m.profession, t.reason
    FROM access.taken_over t JOIN agencies.member m ON m.id = t.member_id
   WHERE t.case_id = a_case AND a_case IN (SELECT access.cases_in_hand())
   ORDER BY t.at DESC LIMIT 100
$$;
