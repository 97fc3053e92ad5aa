-- A peer changes its keys as it has promised on the card that was confirmed: nobody has to telephone.
-- The promise is of keys.public.promise: SHA-256 over one line a key, its id, use and public half, in order.

CREATE FUNCTION exchange.promise(some_keys jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(sha256(convert_to(string_agg(
           concat_ws(' ', k->>'kid', k->>'use', k->>'public'), E'\n'
           ORDER BY concat_ws(' ', k->>'kid', k->>'use', k->>'public') COLLATE "C"), 'UTF8')), 'hex')
    FROM jsonb_array_elements(some_keys) k
$$;

-- How the keys of a card stand to those of the card that is known: the same, fewer of them, changed as promised, or others.
-- Looked at here, so that a taken worker cannot slip in keys of its own. Keys may leave a card at any time; the promise
-- changes only when it is kept, so that a thief of today's keys cannot promise others.
CREATE FUNCTION exchange.compare_keys(a_card jsonb, a_known jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH theirs AS (SELECT jsonb_build_array(k->'kid', k->'use', k->'public', k->'types') AS id, k AS entry
                    FROM jsonb_array_elements(a_card->'keys') k),
       known AS (SELECT jsonb_build_array(k->'kid', k->'use', k->'public', k->'types') AS id
                   FROM jsonb_array_elements(a_known->'keys') k),
       new AS (SELECT jsonb_agg(entry) AS keys FROM theirs WHERE id NOT IN (SELECT id FROM known)),
       it AS (SELECT (SELECT keys FROM new) AS new, a_known->>'next' AS promised,
                     (SELECT count(*) FROM theirs) = (SELECT count(*) FROM known) AS all_stay)
  SELECT CASE
    WHEN new IS NOT NULL THEN CASE WHEN exchange.promise(new) = promised THEN 'promised' ELSE 'others' END
    WHEN promised IS NOT NULL AND a_card->>'next' IS DISTINCT FROM promised THEN 'others'
    WHEN all_stay THEN 'same'
    WHEN promised IS NOT NULL THEN 'fewer'
    ELSE 'others' END
    FROM it
$$;

-- As in 0001, with keys that were promised taken in.
CREATE OR REPLACE FUNCTION exchange.offer_card(a_card jsonb, a_print text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE known exchange.peer; keys text;
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
  -- Times are written alike, so they are compared as texts: an old card cannot be played again.
  IF a_card->>'issued' < known.card->>'issued' THEN RETURN 'older'; END IF;
  PERFORM exchange.keep_peer(a_card, a_print);
  IF keys = 'promised' THEN UPDATE exchange.peer SET turned_at = now() WHERE node = known.node; END IF;
  RETURN 'renewed';
END $$;
