-- What gives somebody more is seen by two. A proposal waits for the second person; where there is none, it takes effect
-- at once, marked as seen by one only, and stands on the list of the second person as soon as there is one.

ALTER TABLE agencies.invitation
  ADD COLUMN by_one boolean NOT NULL DEFAULT false,
  ADD COLUMN member_id uuid REFERENCES agencies.member (id),
  ADD CONSTRAINT by_one_needs_no_second CHECK (NOT (by_one AND needs_second));

CREATE TABLE agencies.proposal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('seat', 'team', 'agency', 'clocks', 'retention')),
  agency_id uuid NOT NULL REFERENCES agencies.agency (id) ON DELETE CASCADE,
  about uuid NOT NULL,
  said jsonb NOT NULL,
  stood jsonb NOT NULL,
  by_member uuid NOT NULL REFERENCES agencies.member (id),
  at timestamptz NOT NULL,
  seen_by uuid REFERENCES agencies.member (id),
  seen_at timestamptz,
  outcome text NOT NULL CHECK (outcome IN ('waits', 'by_one', 'confirmed', 'refused')),
  CONSTRAINT seen_has_who_and_when CHECK ((seen_at IS NULL) = (seen_by IS NULL)),
  CONSTRAINT only_a_second_person_answers CHECK ((seen_by IS NOT NULL) = (outcome IN ('confirmed', 'refused'))),
  CONSTRAINT seen_by_somebody_else CHECK (seen_by IS NULL OR seen_by <> by_member)
);
CREATE UNIQUE INDEX one_proposal_waits ON agencies.proposal (kind, about) WHERE outcome = 'waits';
CREATE INDEX proposals_of_an_agency ON agencies.proposal (agency_id, at DESC);

-- Who may be the second: of an agency's matters as of a change of rights; of the node's, also whoever else keeps it.
CREATE FUNCTION agencies.seconds_for(a_kind text, an_agency uuid, the_first uuid, about uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT agencies.seconds(an_agency, the_first, CASE WHEN a_kind = 'seat' THEN about END);
  IF a_kind IN ('agency', 'clocks', 'retention') THEN
    RETURN QUERY SELECT m.id FROM agencies.member m
     WHERE m.keeps_node AND m.profession = 'administrator' AND m.suspended_at IS NULL AND m.id <> the_first;
  END IF;
END $$;

-- Writes what was proposed, or, taken back, what stood before. Called inside only.
CREATE FUNCTION agencies.put_proposal(p agencies.proposal, is_back boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := CASE WHEN is_back THEN p.stood ELSE p.said END; m agencies.member;
BEGIN
  IF p.kind = 'seat' AND is_back THEN
    DELETE FROM agencies.seat s WHERE s.member_id = p.about
       AND s.team_id IN (SELECT t::uuid FROM jsonb_array_elements_text(p.said->'teams') t);
  ELSIF p.kind = 'seat' THEN
    SELECT * INTO m FROM agencies.member o WHERE o.id = p.about FOR UPDATE;
    IF m.left_at IS NOT NULL OR m.agency_id <> p.agency_id THEN PERFORM access.refuse('not_a_member_here'); END IF;
    IF m.profession = 'administrator' THEN PERFORM access.refuse('administrators_have_no_seat'); END IF;
    INSERT INTO agencies.seat (id, member_id, team_id)
    SELECT gen_random_uuid(), m.id, t.id FROM agencies.team t
     WHERE t.agency_id = m.agency_id AND t.id IN (SELECT e::uuid FROM jsonb_array_elements_text(v->'teams') e)
    ON CONFLICT ON CONSTRAINT one_seat_per_team DO NOTHING;
  ELSIF p.kind = 'team' THEN
    UPDATE agencies.team t SET professions = ARRAY(SELECT jsonb_array_elements_text(v->'professions'))
     WHERE t.id = p.about AND t.agency_id = p.agency_id;
    IF NOT FOUND THEN PERFORM access.refuse('no_such_team'); END IF;
  ELSIF p.kind = 'agency' THEN
    IF v->>'sector' <> (SELECT a.sector FROM agencies.agency a WHERE a.id = p.about) AND agencies.has_work(p.about) THEN
      PERFORM access.refuse('agency_has_work');
    END IF;
    UPDATE agencies.agency a SET name = v->>'name', country = v->>'country', sector = v->>'sector'
     WHERE a.id = p.about AND a.node = access.this_node();
    IF NOT FOUND THEN PERFORM access.refuse('no_such_agency'); END IF;
  ELSIF p.kind = 'clocks' THEN
    PERFORM referrals.put_periods(v);
  ELSE
    PERFORM setup.put_terms(v);
  END IF;
END $$;

-- 'waits' or 'by_one'. One proposal about the same thing takes the place of another that waits.
CREATE FUNCTION agencies.propose(a_kind text, an_agency uuid, an_about uuid, it_says jsonb, it_stood jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); p agencies.proposal; waits boolean;
BEGIN
  waits := EXISTS (SELECT FROM agencies.seconds_for(a_kind, an_agency, me.id, an_about));
  DELETE FROM agencies.proposal o WHERE o.kind = a_kind AND o.about = an_about AND o.outcome = 'waits';
  INSERT INTO agencies.proposal (kind, agency_id, about, said, stood, by_member, at, outcome)
  VALUES (a_kind, an_agency, an_about, it_says, it_stood, me.id, access.domain_now(),
          CASE WHEN waits THEN 'waits' ELSE 'by_one' END) RETURNING * INTO p;
  IF NOT waits THEN PERFORM agencies.put_proposal(p, false); END IF;
  RETURN p.outcome;
END $$;

-- What is not answered yet, for whoever administers or supervises: of the own agency, and of the node for who keeps it.
CREATE FUNCTION agencies.proposals() RETURNS TABLE (
  id uuid, kind text, about uuid, name text, said jsonb, stood jsonb, by_name text, at timestamptz, by_one boolean, for_me boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  IF me.id IS NULL OR NOT (me.supervises OR me.profession = 'administrator') THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, p.kind, p.about,
           CASE p.kind WHEN 'seat' THEN (SELECT m.name FROM agencies.member m WHERE m.id = p.about)
                       WHEN 'team' THEN (SELECT t.name FROM agencies.team t WHERE t.id = p.about)
                       WHEN 'agency' THEN (SELECT a.name FROM agencies.agency a WHERE a.id = p.about) ELSE '' END,
           p.said, p.stood, b.name, p.at, p.outcome = 'by_one',
           me.id IN (SELECT agencies.seconds_for(p.kind, p.agency_id, p.by_member, p.about))
      FROM agencies.proposal p JOIN agencies.member b ON b.id = p.by_member
     WHERE p.outcome IN ('waits', 'by_one')
       AND (p.agency_id = me.agency_id OR (me.keeps_node AND p.kind IN ('agency', 'clocks', 'retention')))
     ORDER BY p.at LIMIT 100;
END $$;

-- The second person's word. What was seen by one only and is not agreed to, is taken back.
CREATE FUNCTION agencies.answer_proposal(an_id uuid, agrees boolean) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member(); p agencies.proposal;
BEGIN
  SELECT * INTO p FROM agencies.proposal o WHERE o.id = an_id AND o.outcome IN ('waits', 'by_one') FOR UPDATE;
  IF p.id IS NULL THEN PERFORM access.refuse('nothing_waits'); END IF;
  IF me IS NULL OR me NOT IN (SELECT agencies.seconds_for(p.kind, p.agency_id, p.by_member, p.about)) THEN
    PERFORM access.refuse('not_yours_to_confirm');
  END IF;
  PERFORM FROM agencies.agency a WHERE a.id = p.agency_id FOR UPDATE;
  IF agrees AND p.outcome = 'waits' THEN PERFORM agencies.put_proposal(p, false); END IF;
  IF NOT agrees AND p.outcome = 'by_one' THEN PERFORM agencies.put_proposal(p, true); END IF;
  UPDATE agencies.proposal o SET seen_by = me, seen_at = access.domain_now(),
         outcome = CASE WHEN agrees THEN 'confirmed' ELSE 'refused' END WHERE o.id = p.id;
  RETURN p.about;
END $$;

-- Whether an agency has anything of a case in hand: then its sector, which decides the firewall, must not change.
CREATE FUNCTION agencies.has_work(an_agency uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM access.grants g WHERE g.agency_id = an_agency AND g.ended_at IS NULL)
      OR EXISTS (SELECT FROM referrals.referral r
                  WHERE (r.agency_id = an_agency OR r.other_agency_id = an_agency) AND r.state <> 'closed');
END $$;
