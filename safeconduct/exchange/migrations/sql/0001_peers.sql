-- Whose card is believed. That a card is whole and signed, the process has checked; that it is the right node's, two
-- people have found out by voice. Here is decided who may say so, and that no card speaks for another node's agencies.

CREATE FUNCTION exchange.keep_card(a_card jsonb, a_print text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO exchange.peer (node, card, fingerprint, confirmed_at) VALUES (a_card->>'node', a_card, a_print, now())
  ON CONFLICT (node) DO UPDATE SET card = excluded.card, fingerprint = excluded.fingerprint, offered = NULL,
    held_since = NULL,
    confirmed_at = CASE WHEN peer.fingerprint = excluded.fingerprint THEN peer.confirmed_at ELSE now() END
$$;

CREATE FUNCTION exchange.keep_peer(a_card jsonb, a_print text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM exchange.keep_card(a_card, a_print);
  PERFORM exchange.keep_agencies(a_card);
END $$;

CREATE FUNCTION exchange.keep_agencies(a_card jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM jsonb_array_elements(a_card->'agencies') e JOIN agencies.agency k ON k.id = (e->>'id')::uuid
     WHERE k.node <> a_card->>'node'
    UNION ALL
    SELECT FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'teams') t
      JOIN agencies.team k ON k.id = (t->>'id')::uuid WHERE k.agency_id <> (e->>'id')::uuid
    UNION ALL
    SELECT FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'services') s
      JOIN directory.entry k ON k.id = (s->>'id')::uuid WHERE k.agency_id <> (e->>'id')::uuid
  ) THEN PERFORM access.refuse('belongs_to_another'); END IF;
  INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number)
  SELECT (e->>'id')::uuid, a_card->>'node', e->>'name', e->>'country', e->>'sector',
         ARRAY(SELECT jsonb_array_elements_text(e->'languages')), e->>'duty_number'
    FROM jsonb_array_elements(a_card->'agencies') e
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country, sector = excluded.sector,
    languages = excluded.languages, duty_number = excluded.duty_number;
  INSERT INTO agencies.team (id, agency_id, name, professions, languages)
  SELECT (t->>'id')::uuid, (e->>'id')::uuid, t->>'name',
         ARRAY(SELECT jsonb_array_elements_text(t->'professions')),
         ARRAY(SELECT jsonb_array_elements_text(t->'languages'))
    FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'teams') t
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, professions = excluded.professions,
    languages = excluded.languages;
  -- What a peer's card has no longer can be chosen no longer; agencies and teams stay, for referrals name them.
  DELETE FROM directory.entry d USING agencies.agency k
   WHERE k.id = d.agency_id AND k.node = a_card->>'node' AND k.node <> access.this_node();
  INSERT INTO directory.entry
    (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, opens, closes)
  SELECT (s->>'id')::uuid, (s->>'team')::uuid, (e->>'id')::uuid, s->>'service',
         ARRAY(SELECT jsonb_array_elements_text(s->'needs')), s->>'purpose', (s->>'takes_children')::boolean,
         s->>'hours', ARRAY(SELECT jsonb_array_elements_text(COALESCE(s->'open_days', '[]'))::smallint),
         (s->>'opens')::time, (s->>'closes')::time
    FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'services') s
  ON CONFLICT (id) DO UPDATE SET service = excluded.service, needs = excluded.needs, purpose = excluded.purpose,
    takes_children = excluded.takes_children, hours = excluded.hours, open_days = excluded.open_days,
    opens = excluded.opens, closes = excluded.closes;
END $$;

-- This node's own card, for its inbox to show and for agencies of one node to write to each other. It names what the
-- tables hold already, so it changes no agency.
CREATE FUNCTION exchange.publish_own_card(a_card jsonb, a_print text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF access.current_administrator() IS NULL THEN PERFORM access.refuse('no_administrator'); END IF;
  IF a_card->>'node' IS DISTINCT FROM access.this_node() THEN PERFORM access.refuse('not_our_card'); END IF;
  PERFORM exchange.keep_card(a_card, a_print);
END $$;

CREATE FUNCTION exchange.confirm_peer(a_card jsonb, a_print text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  IF a_card->>'node' = access.this_node() THEN PERFORM access.refuse('our_own_card'); END IF;
  PERFORM exchange.keep_peer(a_card, a_print);
END $$;

-- A later card of a peer: taken in with the same keys; with others it is laid beside, and the peer is held.
CREATE FUNCTION exchange.renew_peer(a_card jsonb, a_print text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT (access.is_worker() OR access.keeps_node()) THEN PERFORM access.refuse('keeps_no_node'); END IF;
  IF a_card->>'node' = access.this_node() THEN PERFORM access.refuse('our_own_card'); END IF;
  RETURN exchange.offer_card(a_card, a_print);
END $$;

CREATE FUNCTION exchange.offer_card(a_card jsonb, a_print text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE known exchange.peer;
BEGIN
  SELECT * INTO known FROM exchange.peer WHERE node = a_card->>'node' FOR UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  -- The print is the caller's word; the keys are looked at here, so that a taken worker cannot slip in its own. With the
  -- known keys it cannot sign a card either, and none is believed unsigned.
  IF known.fingerprint <> a_print OR
     (SELECT jsonb_agg(jsonb_build_array(k->'kid', k->'use', k->'public', k->'types') ORDER BY k->>'kid', k->>'use')
        FROM jsonb_array_elements(a_card->'keys') k) IS DISTINCT FROM
     (SELECT jsonb_agg(jsonb_build_array(k->'kid', k->'use', k->'public', k->'types') ORDER BY k->>'kid', k->>'use')
        FROM jsonb_array_elements(known.card->'keys') k) THEN
    UPDATE exchange.peer SET offered = a_card, held_since = COALESCE(held_since, now()) WHERE node = known.node;
    RETURN 'held';
  END IF;
  -- Who has seen other keys must hear from a person which are right.
  IF known.held_since IS NOT NULL THEN RETURN 'held'; END IF;
  -- Times are written alike, so they are compared as texts: an old card cannot be played again.
  IF a_card->>'issued' < known.card->>'issued' THEN RETURN 'older'; END IF;
  PERFORM exchange.keep_peer(a_card, a_print);
  RETURN 'renewed';
END $$;

CREATE FUNCTION exchange.mark_asked(a_node text, reached boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE exchange.peer SET asked_at = now(), reached_at = CASE WHEN reached THEN now() ELSE reached_at END
   WHERE node = a_node AND access.is_worker()
$$;

CREATE FUNCTION exchange.suspend_peer(a_node text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  UPDATE exchange.peer SET suspended_at = COALESCE(suspended_at, now())
   WHERE node = a_node AND node <> access.this_node();
  IF NOT FOUND THEN PERFORM access.refuse('no_such_peer'); END IF;
END $$;

-- Believed again by the keys that were confirmed; what was offered in their place is forgotten.
CREATE FUNCTION exchange.resume_peer(a_node text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  UPDATE exchange.peer SET suspended_at = NULL, held_since = NULL, offered = NULL
   WHERE node = a_node AND node <> access.this_node();
  IF NOT FOUND THEN PERFORM access.refuse('no_such_peer'); END IF;
END $$;

-- Numbers of all agencies together, never which referral: whoever keeps the node has no sight of cases.
CREATE FUNCTION exchange.numbers_of(a_node text)
RETURNS TABLE (open_referrals bigint, waiting bigint, waiting_since timestamptz, last_contact timestamptz,
  set_aside bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- The referrals' room stands above this one: its table is there by the time somebody asks.
  RETURN QUERY SELECT
    (SELECT count(*) FROM referrals.referral r WHERE r.peer = a_node AND r.state NOT IN ('draft', 'closed')),
    (SELECT count(*) FROM exchange.outgoing o WHERE o.peer = a_node AND o.state = 'waiting'),
    (SELECT min(o.posted_at) FROM exchange.outgoing o WHERE o.peer = a_node AND o.state = 'waiting'),
    GREATEST(
      (SELECT p.reached_at FROM exchange.peer p WHERE p.node = a_node),
      (SELECT max(i.received_at) FROM exchange.incoming i WHERE i.peer = a_node),
      (SELECT max(o.answered_at) FROM exchange.outgoing o WHERE o.peer = a_node AND o.state = 'sent')),
    (SELECT count(*) FROM exchange.quarantined q WHERE q.peer = a_node);
END $$;

CREATE FUNCTION exchange.health(a_node text)
RETURNS TABLE (open_referrals bigint, waiting bigint, waiting_since timestamptz, last_contact timestamptz,
  set_aside bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  RETURN QUERY SELECT * FROM exchange.numbers_of(a_node);
END $$;

CREATE FUNCTION exchange.forget_peer(a_node text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n record;
BEGIN
  PERFORM FROM exchange.peer WHERE node = a_node AND node <> access.this_node() FOR UPDATE;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_peer'); END IF;
  SELECT * INTO n FROM exchange.numbers_of(a_node);
  IF n.open_referrals > 0 OR n.waiting > 0 THEN PERFORM access.refuse('referrals_are_open'); END IF;
  DELETE FROM directory.entry d USING agencies.agency k WHERE k.id = d.agency_id AND k.node = a_node;
  DELETE FROM exchange.peer WHERE node = a_node;
END $$;

CREATE FUNCTION exchange.remove_peer(a_node text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  PERFORM exchange.forget_peer(a_node);
END $$;
