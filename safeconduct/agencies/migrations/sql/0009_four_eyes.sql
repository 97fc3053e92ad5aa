-- Contents that two stand behind. Each function asks who acts, what they may, and whether they read what stands.

CREATE FUNCTION agencies.may_with_content(a_capacity text, a_subject text, a_scope text) RETURNS agencies.member
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT m.* INTO me FROM agencies.member m
   WHERE m.id = access.current_member() AND m.suspended_at IS NULL
     AND EXISTS (SELECT FROM agencies.member_capacity c
                  WHERE c.member_id = m.id AND c.subject = a_subject AND c.scope = a_scope
                    AND (c.capacity = a_capacity OR (a_capacity = 'edits' AND c.capacity = 'checks'))
                    AND (a_capacity <> 'checks' OR c.subject <> 'rule' OR m.profession = 'lawyer'));
  IF me.id IS NULL THEN
    PERFORM access.refuse(CASE a_capacity WHEN 'checks' THEN 'not_a_reviewer' ELSE 'not_an_editor' END);
  END IF;
  RETURN me;
END $$;

-- A new proposal, or one's own that waits, written anew. The digest is of the bytes that are kept.
CREATE FUNCTION agencies.propose_content(
  an_id uuid, a_subject text, a_key text, a_scope text, a_content text, a_base text, a_why text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  me agencies.member := agencies.may_with_content('edits', a_subject, a_scope);
  p agencies.content_proposal;
  a_digest text := encode(sha256(convert_to(a_content, 'UTF8')), 'hex');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('content/' || a_subject || '/' || a_key, 0));
  SELECT * INTO p FROM agencies.content_proposal o WHERE o.id = an_id FOR UPDATE;
  IF p.id IS NULL THEN
    IF EXISTS (SELECT FROM agencies.content_proposal o
                WHERE o.subject = a_subject AND o.key = a_key AND o.outcome = 'waits') THEN
      PERFORM access.refuse('proposal_waits');
    END IF;
    INSERT INTO agencies.content_proposal (id, subject, key, scope, content, digest, base, why, proposed_by, proposed_at)
    VALUES (an_id, a_subject, a_key, a_scope, a_content, a_digest, a_base, a_why, me.id, access.domain_now());
  ELSE
    IF p.outcome <> 'waits' THEN PERFORM access.refuse('proposal_answered'); END IF;
    IF p.proposed_by <> me.id OR (p.subject, p.key, p.scope) <> (a_subject, a_key, a_scope) THEN
      PERFORM access.refuse('not_your_proposal');
    END IF;
    UPDATE agencies.content_proposal o SET content = a_content, digest = a_digest, base = a_base, why = a_why,
           proposed_at = access.domain_now() WHERE o.id = an_id;
  END IF;
  RETURN a_digest;
END $$;

CREATE FUNCTION agencies.withdraw_content(an_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE agencies.content_proposal o SET outcome = 'withdrawn', seen_at = access.domain_now()
   WHERE o.id = an_id AND o.outcome = 'waits' AND o.proposed_by = access.current_member();
  IF NOT FOUND THEN PERFORM access.refuse('not_your_proposal'); END IF;
END $$;

-- One more comparison, in the order of the commits. Called inside only.
CREATE FUNCTION agencies.keep_compared(
  me agencies.member, a_subject text, a_key text, a_scope text, a_digest text, on_day date, a_proposal uuid
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF on_day > (access.domain_now() AT TIME ZONE 'UTC')::date + 1 THEN PERFORM access.refuse('compared_ahead'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('content_compared', 0));
  INSERT INTO agencies.content_compared
    (number, subject, key, scope, digest, compared_on, compared_by, by_name, at, proposal_id)
  VALUES ((SELECT COALESCE(max(c.number), 0) + 1 FROM agencies.content_compared c), a_subject, a_key, a_scope, a_digest, on_day, me.id,
          me.name || ', ' || (SELECT a.name FROM agencies.agency a WHERE a.id = me.agency_id), access.domain_now(), a_proposal);
END $$;

-- The second person's word on exactly what they read.
CREATE FUNCTION agencies.answer_content(an_id uuid, a_digest text, signs boolean, some_words text, on_day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member; p agencies.content_proposal;
BEGIN
  SELECT * INTO p FROM agencies.content_proposal o WHERE o.id = an_id FOR UPDATE;
  IF p.id IS NULL OR p.outcome <> 'waits' THEN PERFORM access.refuse('proposal_answered'); END IF;
  me := agencies.may_with_content('checks', p.subject, p.scope);
  IF p.proposed_by = me.id THEN PERFORM access.refuse('own_proposal'); END IF;
  IF p.digest <> a_digest THEN PERFORM access.refuse('proposal_read_again'); END IF;
  UPDATE agencies.content_proposal o SET seen_by = me.id, seen_at = access.domain_now(), answer = some_words,
         outcome = CASE WHEN signs THEN 'signed' ELSE 'declined' END WHERE o.id = p.id;
  IF signs THEN PERFORM agencies.keep_compared(me, p.subject, p.key, p.scope, p.digest, on_day, p.id); END IF;
  RETURN p.key;
END $$;

-- What stands was compared again. It carries no content, so nothing can change by it.
CREATE FUNCTION agencies.compare_content(a_subject text, a_key text, a_scope text, a_digest text, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.may_with_content('checks', a_subject, a_scope);
BEGIN
  IF EXISTS (SELECT FROM agencies.content_proposal o WHERE o.subject = a_subject AND o.key = a_key
                AND o.digest = a_digest AND o.proposed_by = me.id) THEN
    PERFORM access.refuse('own_proposal');
  END IF;
  PERFORM agencies.keep_compared(me, a_subject, a_key, a_scope, a_digest, on_day, NULL);
END $$;

CREATE FUNCTION agencies.remark_content(
  an_id uuid, a_subject text, a_key text, a_scope text, a_code text, some_words text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member();
BEGIN
  IF me IS NULL THEN PERFORM access.refuse('nobody_is_acting'); END IF;
  INSERT INTO agencies.content_remark (id, subject, key, scope, code, words, said_by, said_at)
  VALUES (an_id, a_subject, a_key, a_scope, a_code, some_words, me, access.domain_now());
END $$;

CREATE FUNCTION agencies.answer_remark(an_id uuid, some_words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member; r agencies.content_remark;
BEGIN
  SELECT * INTO r FROM agencies.content_remark o WHERE o.id = an_id FOR UPDATE;
  IF r.id IS NULL THEN RETURN false; END IF;
  me := agencies.may_with_content('edits', r.subject, r.scope);
  IF r.answered_at IS NOT NULL THEN RETURN false; END IF;
  UPDATE agencies.content_remark o SET answer = some_words, answered_by = me.id, answered_at = access.domain_now()
   WHERE o.id = an_id;
  RETURN true;
END $$;

-- Capacities of one member for one subject, all of them. Fewer at once; more waits for a second person.
ALTER TABLE agencies.proposal DROP CONSTRAINT proposal_kind_check;
ALTER TABLE agencies.proposal ADD CONSTRAINT proposal_kind_check
  CHECK (kind IN ('seat', 'team', 'agency', 'clocks', 'retention', 'capacity'));

CREATE FUNCTION agencies.put_capacities(a_member uuid, v jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM agencies.member_capacity c WHERE c.member_id = a_member AND c.subject = v->>'subject';
  INSERT INTO agencies.member_capacity (id, member_id, capacity, subject, scope)
  SELECT gen_random_uuid(), a_member, e->>0, v->>'subject', e->>1 FROM jsonb_array_elements(v->'held') e;
END $$;

ALTER FUNCTION agencies.put_proposal(agencies.proposal, boolean) RENAME TO put_proposal_of_others;
CREATE FUNCTION agencies.put_proposal(p agencies.proposal, is_back boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p.kind = 'capacity' THEN
    PERFORM agencies.put_capacities(p.about, CASE WHEN is_back THEN p.stood ELSE p.said END);
  ELSE
    PERFORM agencies.put_proposal_of_others(p, is_back);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION agencies.seconds_for(a_kind text, an_agency uuid, the_first uuid, about uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT agencies.seconds(an_agency, the_first, CASE WHEN a_kind IN ('seat', 'capacity') THEN about END);
  IF a_kind IN ('agency', 'clocks', 'retention', 'capacity') THEN
    RETURN QUERY SELECT m.id FROM agencies.member m
     WHERE m.keeps_node AND m.profession = 'administrator' AND m.suspended_at IS NULL AND m.id <> the_first;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION agencies.proposals() RETURNS TABLE (
  id uuid, kind text, about uuid, name text, said jsonb, stood jsonb, by_name text, at timestamptz, by_one boolean, for_me boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  IF me.id IS NULL OR NOT (me.supervises OR me.profession = 'administrator') THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, p.kind, p.about,
           CASE WHEN p.kind IN ('seat', 'capacity') THEN (SELECT m.name FROM agencies.member m WHERE m.id = p.about)
                WHEN p.kind = 'team' THEN (SELECT t.name FROM agencies.team t WHERE t.id = p.about)
                WHEN p.kind = 'agency' THEN (SELECT a.name FROM agencies.agency a WHERE a.id = p.about) ELSE '' END,
           p.said, p.stood, b.name, p.at, p.outcome = 'by_one',
           me.id IN (SELECT agencies.seconds_for(p.kind, p.agency_id, p.by_member, p.about))
      FROM agencies.proposal p JOIN agencies.member b ON b.id = p.by_member
     WHERE p.outcome IN ('waits', 'by_one')
       AND (p.agency_id = me.agency_id
            OR (me.keeps_node AND p.kind IN ('agency', 'clocks', 'retention', 'capacity')))
     ORDER BY p.at LIMIT 100;
END $$;

CREATE FUNCTION agencies.change_capacities(a_member uuid, a_subject text, they_hold jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member; it_stood jsonb; it_says jsonb;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT o.* INTO m FROM agencies.member o JOIN agencies.agency a ON a.id = o.agency_id
   WHERE o.id = a_member AND o.left_at IS NULL AND a.node = access.this_node() FOR UPDATE OF o;
  IF m.id IS NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
  IF a_subject = 'rule' AND m.profession <> 'lawyer'
     AND EXISTS (SELECT FROM jsonb_array_elements(they_hold) e WHERE e->>0 = 'checks') THEN
    PERFORM access.refuse('only_lawyers_check_rules');
  END IF;
  it_says := jsonb_build_object('subject', a_subject, 'held', they_hold);
  it_stood := jsonb_build_object('subject', a_subject, 'held', COALESCE(
    (SELECT jsonb_agg(jsonb_build_array(c.capacity, c.scope) ORDER BY c.capacity, c.scope)
       FROM agencies.member_capacity c WHERE c.member_id = a_member AND c.subject = a_subject), '[]'::jsonb));
  IF they_hold <@ (it_stood->'held') THEN
    DELETE FROM agencies.proposal o WHERE o.kind = 'capacity' AND o.about = a_member AND o.outcome = 'waits';
    PERFORM agencies.put_capacities(a_member, it_says);
    RETURN 'at_once';
  END IF;
  RETURN agencies.propose('capacity', m.agency_id, a_member, it_says, it_stood);
END $$;
