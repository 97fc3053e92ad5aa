-- As in 0002, and one thing more: a card of an earlier epoch is older, whatever time it gives. A node that was restored
-- has a higher one; what it signed before must not be believed again.

CREATE OR REPLACE FUNCTION exchange.offer_card(a_card jsonb, a_print text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE known exchange.peer; keys text; later bigint;
BEGIN
  SELECT * INTO known FROM exchange.peer WHERE node = a_card->>'node' FOR UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  keys := exchange.compare_keys(a_card, known.card);
  -- The print is the caller's word; with the same keys it is the same.
  IF keys = 'others' OR keys = 'same' AND known.fingerprint <> a_print THEN
    UPDATE exchange.peer SET offered = a_card, held_since = COALESCE(held_since, now()) WHERE node = known.node;
    RETURN 'held';
  END IF;
  -- Who has seen other keys must hear from a person which are right.
  IF known.held_since IS NOT NULL THEN RETURN 'held'; END IF;
  later := COALESCE((a_card->>'epoch')::bigint, 0) - COALESCE((known.card->>'epoch')::bigint, 0);
  -- Times are written alike, so they are compared as texts: an old card cannot be played again. The machine on which a
  -- node was restored may have a slow clock, so the epoch goes before the time.
  IF later < 0 OR (later = 0 AND a_card->>'issued' < known.card->>'issued') THEN RETURN 'older'; END IF;
  PERFORM exchange.keep_peer(a_card, a_print);
  IF keys = 'promised' THEN UPDATE exchange.peer SET turned_at = now() WHERE node = known.node; END IF;
  RETURN 'renewed';
END $$;
