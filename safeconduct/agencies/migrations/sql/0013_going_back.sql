-- What was seen by one only and is not agreed to, goes back: what it gave, and nothing else that was changed since. Where a
-- right was taken away, a period made shorter still or a number replaced in between, the later word stands.

-- Whether a later proposal about the same thing was agreed to and gave this as well: then two stand behind it.
CREATE FUNCTION agencies.is_agreed_since(p agencies.proposal, a_list text, given jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM agencies.proposal o
     WHERE o.kind = p.kind AND o.about = p.about AND o.at >= p.at AND o.id <> p.id AND o.outcome = 'confirmed'
       AND (o.said->a_list) @> jsonb_build_array(given) AND NOT (o.stood->a_list) @> jsonb_build_array(given))
$$;

-- Of a list of rights: what stands now without what this proposal gave.
CREATE FUNCTION agencies.list_without(p agencies.proposal, a_list text, now_stands jsonb) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE(jsonb_agg(e ORDER BY place), '[]'::jsonb) FROM jsonb_array_elements(now_stands) WITH ORDINALITY AS n (e, place)
   WHERE NOT (p.said->a_list) @> jsonb_build_array(e) OR (p.stood->a_list) @> jsonb_build_array(e)
      OR agencies.is_agreed_since(p, a_list, e)
$$;

-- The same of a thing with one value.
CREATE FUNCTION agencies.is_value_agreed_since(p agencies.proposal, a_key text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM agencies.proposal o
     WHERE o.kind = p.kind AND o.about = p.about AND o.at >= p.at AND o.id <> p.id AND o.outcome = 'confirmed'
       AND o.said->a_key IS DISTINCT FROM o.stood->a_key)
$$;

-- Of names and numbers: what stood before, where what was said still stands and nobody agreed to it since.
CREATE FUNCTION agencies.values_before(p agencies.proposal, now_stand jsonb) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_object_agg(n.key, CASE
           WHEN n.value IS NOT DISTINCT FROM p.said->n.key AND NOT agencies.is_value_agreed_since(p, n.key)
           THEN p.stood->n.key ELSE n.value END)
    FROM jsonb_each(now_stand) n
$$;

-- Of the clocks: each period that is still longer than before, or in another unit, unless two agreed to it since. One that
-- was made shorter still stays. (Not in SQL as a language: the tables of this and the next are of rooms that are made later.)
CREATE FUNCTION agencies.periods_before(p agencies.proposal) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    WITH told AS (
      SELECT o.id, s.state, s.urgency, b.hours, b.working_days, b.cites
        FROM agencies.proposal o
       CROSS JOIN jsonb_to_recordset(o.said) AS s (state text, urgency text, hours integer, working_days integer)
        JOIN LATERAL jsonb_to_recordset(o.stood)
          AS b (state text, urgency text, hours integer, working_days integer, cites jsonb)
          ON (b.state, b.urgency) = (s.state, s.urgency) AND (b.hours, b.working_days) <> (s.hours, s.working_days)
       WHERE o.kind = 'clocks' AND (o.id = p.id OR (o.at >= p.at AND o.outcome = 'confirmed'))
    )
    SELECT jsonb_agg(jsonb_build_object(
             'state', a.state, 'urgency', a.urgency, 'hours', COALESCE(t.hours, a.hours),
             'working_days', COALESCE(t.working_days, a.working_days),
             'cites', CASE WHEN t.id IS NULL THEN a.cites ELSE NULLIF(t.cites, 'null'::jsonb) END))
      FROM referrals.agreed_period a
      LEFT JOIN told t ON t.id = p.id AND (t.state, t.urgency) = (a.state, a.urgency)
       AND ((t.hours = 0) <> (a.hours = 0) OR a.hours > t.hours OR a.working_days > t.working_days)
       AND NOT EXISTS (SELECT FROM told o WHERE o.id <> p.id AND (o.state, o.urgency) = (a.state, a.urgency)));
END $$;

-- Of terms: each that is still weaker than before (content kept longer, who did what forgotten sooner), as above.
CREATE FUNCTION agencies.terms_before(p agencies.proposal) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE no_end CONSTANT integer := 2147483647;
BEGIN
  RETURN (
    SELECT jsonb_object_agg(n.what, CASE
             WHEN NOT agencies.is_value_agreed_since(p, n.what)
              AND CASE n.what WHEN 'audit' THEN COALESCE(n.days, no_end) < COALESCE(n.before, no_end)
                              ELSE COALESCE(n.days, no_end) > COALESCE(n.before, no_end) END
             THEN n.before ELSE n.days END)
      FROM (SELECT k AS what, (p.stood->>k)::integer AS before, (SELECT r.days FROM setup.retention r WHERE r.what = k) AS days
              FROM jsonb_object_keys(p.said) k) n);
END $$;

-- The proposal as it goes back now. Statements say by themselves what stands. Called inside only.
CREATE FUNCTION agencies.going_back(p agencies.proposal) RETURNS agencies.proposal
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CASE p.kind
  WHEN 'seat' THEN
    p.said := jsonb_build_object('teams', COALESCE(
      (SELECT jsonb_agg(t) FROM jsonb_array_elements(p.said->'teams') t
        WHERE NOT agencies.is_agreed_since(p, 'teams', t)), '[]'::jsonb));
  WHEN 'team' THEN
    p.stood := jsonb_build_object('professions', agencies.list_without(p, 'professions',
      (SELECT to_jsonb(t.professions) FROM agencies.team t WHERE t.id = p.about)));
  WHEN 'capacity' THEN
    p.stood := jsonb_build_object('subject', p.said->'subject', 'held', agencies.list_without(p, 'held',
      (SELECT COALESCE(jsonb_agg(jsonb_build_array(c.capacity, c.scope)), '[]'::jsonb) FROM agencies.member_capacity c
        WHERE c.member_id = p.about AND c.subject = p.said->>'subject')));
  WHEN 'agency' THEN
    p.stood := agencies.values_before(p, (SELECT jsonb_build_object('name', a.name, 'country', a.country, 'sector', a.sector)
                                            FROM agencies.agency a WHERE a.id = p.about));
  WHEN 'contact' THEN
    p.stood := agencies.values_before(p, (SELECT jsonb_build_object('contact', e.contact)
                                            FROM directory.entry e WHERE e.id = p.about));
  WHEN 'retention' THEN
    p.stood := agencies.terms_before(p);
  WHEN 'clocks' THEN
    p.stood := agencies.periods_before(p);
  ELSE NULL;
  END CASE;
  RETURN p;
END $$;

-- As before; what is not agreed to goes back as it is above.
CREATE OR REPLACE FUNCTION agencies.answer_proposal(an_id uuid, agrees boolean) RETURNS uuid
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
  IF NOT agrees AND p.outcome = 'by_one' THEN PERFORM agencies.put_proposal(agencies.going_back(p), true); END IF;
  UPDATE agencies.proposal o SET seen_by = me, seen_at = access.domain_now(),
         outcome = CASE WHEN agrees THEN 'confirmed' ELSE 'refused' END WHERE o.id = p.id;
  RETURN p.about;
END $$;

-- Less at once, also beside more: what is taken away does not wait for the second person, who sees what comes, and refuses
-- only that.
CREATE OR REPLACE FUNCTION agencies.change_capacities(a_member uuid, a_subject text, they_hold jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member; still jsonb;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT o.* INTO m FROM agencies.member o JOIN agencies.agency a ON a.id = o.agency_id
   WHERE o.id = a_member AND o.left_at IS NULL AND a.node = access.this_node() FOR UPDATE OF o;
  IF m.id IS NULL THEN PERFORM access.refuse('not_a_member_here'); END IF;
  IF a_subject = 'rule' AND m.profession <> 'lawyer'
     AND EXISTS (SELECT FROM jsonb_array_elements(they_hold) e WHERE e->>0 = 'checks') THEN
    PERFORM access.refuse('only_lawyers_check_rules');
  END IF;
  DELETE FROM agencies.proposal o WHERE o.kind = 'capacity' AND o.about = a_member AND o.outcome = 'waits';
  DELETE FROM agencies.member_capacity c WHERE c.member_id = a_member AND c.subject = a_subject
     AND NOT they_hold @> jsonb_build_array(jsonb_build_array(c.capacity, c.scope));
  still := COALESCE(
    (SELECT jsonb_agg(jsonb_build_array(c.capacity, c.scope) ORDER BY c.capacity, c.scope)
       FROM agencies.member_capacity c WHERE c.member_id = a_member AND c.subject = a_subject), '[]'::jsonb);
  IF they_hold <@ still THEN RETURN 'at_once'; END IF;
  RETURN agencies.propose('capacity', m.agency_id, a_member, jsonb_build_object('subject', a_subject, 'held', they_hold),
                          jsonb_build_object('subject', a_subject, 'held', still));
END $$;

-- As before; to supervise or to keep the node no more does not wait with what is more.
CREATE OR REPLACE FUNCTION agencies.change_rights(a_member uuid, a_profession text, to_supervise boolean, to_keep boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m agencies.member := agencies.colleague(a_member); me agencies.member := agencies.administrator(); more boolean;
BEGIN
  PERFORM FROM access.node FOR UPDATE;
  IF to_keep AND a_profession <> 'administrator' THEN PERFORM access.refuse('only_administrators_keep_the_node'); END IF;
  IF to_keep <> m.keeps_node AND NOT me.keeps_node THEN PERFORM access.refuse('keeps_no_node'); END IF;
  IF agencies.is_last(m) AND (a_profession <> 'administrator' OR to_keep < m.keeps_node) THEN
    PERFORM access.refuse('last_administrator');
  END IF;
  IF a_profession <> m.profession AND access.holds_cases(m.id) THEN PERFORM access.refuse('hand_over_first'); END IF;
  more := (to_supervise AND NOT m.supervises) OR (to_keep AND NOT m.keeps_node)
    OR (a_profession <> m.profession AND a_profession NOT IN ('judge', 'trainer', 'editor'));
  IF more AND NOT EXISTS (SELECT FROM agencies.seconds(m.agency_id, me.id, m.id)) THEN
    PERFORM access.refuse('nobody_to_confirm');
  END IF;
  DELETE FROM agencies.change c WHERE c.member_id = m.id AND c.outcome = 'waits';
  IF more AND (to_supervise < m.supervises OR to_keep < m.keeps_node) THEN
    INSERT INTO agencies.change (agency_id, member_id, profession, supervises, keeps_node, by_member, at, outcome)
    VALUES (m.agency_id, m.id, m.profession, m.supervises AND to_supervise, m.keeps_node AND to_keep, me.id,
            access.domain_now(), 'at_once');
    PERFORM agencies.apply_rights(m.id, m.profession, m.supervises AND to_supervise, m.keeps_node AND to_keep);
  END IF;
  INSERT INTO agencies.change (agency_id, member_id, profession, supervises, keeps_node, by_member, at, outcome)
  VALUES (m.agency_id, m.id, a_profession, to_supervise, to_keep, me.id, access.domain_now(),
          CASE WHEN more THEN 'waits' ELSE 'at_once' END);
  IF NOT more THEN PERFORM agencies.apply_rights(m.id, a_profession, to_supervise, to_keep); END IF;
  RETURN CASE WHEN more THEN 'waits' ELSE 'at_once' END;
END $$;

REVOKE ALL ON FUNCTION
  agencies.is_agreed_since(agencies.proposal, text, jsonb), agencies.list_without(agencies.proposal, text, jsonb),
  agencies.is_value_agreed_since(agencies.proposal, text), agencies.values_before(agencies.proposal, jsonb),
  agencies.terms_before(agencies.proposal), agencies.periods_before(agencies.proposal),
  agencies.going_back(agencies.proposal) FROM PUBLIC;
