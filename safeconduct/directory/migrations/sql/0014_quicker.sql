-- What lies laid out is said once, by a view, and worked out once for each service and not for each of its rows. Each row
-- says by bits which needs the service answers to, so that a search for several needs reads one range of an index.
DROP TRIGGER spot_doubted ON directory.spot;
DROP FUNCTION directory.spot_doubted();

-- The bit of a need is its place here: `directory/bits.py` has the same list, and a test compares the two. Only the end grows.
CREATE FUNCTION directory.answers(the_needs text[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE(bit_or(1::bigint << (array_position(ARRAY[
    'safety', 'housing', 'medical_urgent', 'medical_chronic', 'pregnancy', 'disability', 'psychological',
    'legal_status', 'documents', 'legal_aid', 'compensation', 'interpretation', 'income', 'food_clothing',
    'children_dependants', 'education_training', 'employment', 'family_contact_tracing', 'religion_culture',
    'digital_safety', 'return_wish'], need) - 1)), 0)
    FROM unnest(the_needs) AS need
$$;

ALTER TABLE directory.spot DROP CONSTRAINT spot_pkey;
DROP INDEX directory.spot_freed;
ALTER TABLE directory.spot ADD COLUMN answers bigint NOT NULL DEFAULT 0;
ALTER TABLE directory.spot ALTER COLUMN answers DROP DEFAULT;
UPDATE directory.spot s SET answers = directory.answers(e.needs) FROM directory.entry e WHERE e.id = s.entry_id;
ALTER TABLE directory.spot
  ADD PRIMARY KEY (need, place, turn, entry_id) INCLUDE (refuses, answers, languages);
CREATE INDEX spot_freed ON directory.spot (need, place, freed_at DESC, entry_id) INCLUDE (refuses, answers, languages)
 WHERE freed_at IS NOT NULL;

-- Every service under each of its needs and places. The bits of `refuses` are those of `directory/bits.py`, too.
CREATE VIEW directory.laid_out WITH (security_invoker = true) AS
  SELECT needs.need, places.place, once.turn, e.id AS entry_id, once.refuses, once.answers, once.languages, once.freed_at
    FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id JOIN agencies.team t ON t.id = e.team_id,
         LATERAL (SELECT
           ('x' || left(e.id::text, 7))::bit(28)::integer AS turn,
           CASE WHEN e.takes <> '{}' AND NOT 'women' = ANY (e.takes) THEN 1 ELSE 0 END
             + CASE WHEN e.takes <> '{}' AND NOT 'men' = ANY (e.takes) THEN 2 ELSE 0 END
             + CASE WHEN e.takes <> '{}' AND NOT 'trans_and_nonbinary' = ANY (e.takes) THEN 4 ELSE 0 END
             + CASE WHEN NOT e.takes_children THEN 8 ELSE 0 END
             + CASE WHEN e.with_children IS FALSE THEN 16 ELSE 0 END
             + CASE WHEN e.step_free IS FALSE THEN 32 ELSE 0 END
             + CASE WHEN e.without_papers IS FALSE THEN 64 ELSE 0 END
             + CASE WHEN e.from_abroad IS FALSE THEN 128 ELSE 0 END
             + CASE WHEN e.intake = 'planned_only' THEN 256 ELSE 0 END
             + CASE WHEN 11 < COALESCE(e.min_age, 0) OR 0 > COALESCE(e.max_age, 999) THEN 1 << 9 ELSE 0 END
             + CASE WHEN 15 < COALESCE(e.min_age, 0) OR 12 > COALESCE(e.max_age, 999) THEN 1 << 10 ELSE 0 END
             + CASE WHEN 17 < COALESCE(e.min_age, 0) OR 16 > COALESCE(e.max_age, 999) THEN 1 << 11 ELSE 0 END
             + CASE WHEN 20 < COALESCE(e.min_age, 0) OR 18 > COALESCE(e.max_age, 999) THEN 1 << 12 ELSE 0 END
             + CASE WHEN 25 < COALESCE(e.min_age, 0) OR 21 > COALESCE(e.max_age, 999) THEN 1 << 13 ELSE 0 END
             + CASE WHEN 35 < COALESCE(e.min_age, 0) OR 26 > COALESCE(e.max_age, 999) THEN 1 << 14 ELSE 0 END
             + CASE WHEN 50 < COALESCE(e.min_age, 0) OR 36 > COALESCE(e.max_age, 999) THEN 1 << 15 ELSE 0 END
             + CASE WHEN 999 < COALESCE(e.min_age, 0) OR 51 > COALESCE(e.max_age, 999) THEN 1 << 16 ELSE 0 END
             AS refuses,
           directory.answers(e.needs) AS answers,
           (CASE WHEN e.spoken = '{}' THEN t.languages ELSE e.spoken END)
             || CASE WHEN e.interpreters THEN ARRAY['*'] ELSE '{}' END AS languages,
           -- What is in doubt is not laid out as free.
           CASE WHEN e.places_free > 0 AND e.doubted_at IS NULL THEN e.places_as_of END AS freed_at
           OFFSET 0) once,
         LATERAL (SELECT DISTINCT unnest(ARRAY[''] || e.needs) AS need) needs,
         LATERAL (SELECT DISTINCT unnest(ARRAY['', a.country::text] ||
            CASE WHEN e.regions = '{}' THEN ARRAY[a.country || '*'] ELSE e.regions END) AS place) places;

-- As before, each agency and team read once.
CREATE FUNCTION directory.lay_out_words(the_entries uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH named AS MATERIALIZED (
    SELECT o.agency_id, o.team_id, a.country::text AS country,
           ARRAY(SELECT DISTINCT left(w, 64) FROM regexp_split_to_table(
             directory.folded(a.name || ' ' || t.name), ' ') w WHERE length(w) > 1) AS words
      FROM (SELECT DISTINCT e.agency_id, e.team_id FROM directory.entry e WHERE e.id = ANY (the_entries)) o
      JOIN agencies.agency a ON a.id = o.agency_id JOIN agencies.team t ON t.id = o.team_id),
  found AS (
    SELECT k.id, n.words || ('service:' || k.service) || ARRAY(SELECT 'need:' || need FROM unnest(k.needs) need)
           || ARRAY(SELECT 'region:' || r FROM unnest(k.regions) r) || ('country:' || n.country) AS words
      FROM directory.entry k JOIN named n ON n.agency_id = k.agency_id AND n.team_id = k.team_id
     WHERE k.id = ANY (the_entries))
  UPDATE directory.entry e SET words = f.words FROM found f WHERE e.id = f.id AND e.words <> f.words;
  INSERT INTO directory.word (word, near)
  SELECT w, directory.near(w) FROM (
    SELECT DISTINCT unnest(e.words) AS w FROM directory.entry e WHERE e.id = ANY (the_entries)) words
   WHERE strpos(w, ':') = 0 AND NOT EXISTS (SELECT FROM directory.word k WHERE k.word = w)
  ON CONFLICT DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION directory.lay_out(the_entries uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM directory.spot s WHERE s.entry_id = ANY (the_entries);
  INSERT INTO directory.spot (need, place, turn, entry_id, refuses, answers, languages, freed_at)
  SELECT v.need, v.place, v.turn, v.entry_id, v.refuses, v.answers, v.languages, v.freed_at
    FROM directory.laid_out v WHERE v.entry_id = ANY (the_entries);
  PERFORM directory.lay_out_words(the_entries);
END $$;

DROP FUNCTION directory.refuses(directory.entry);
DROP FUNCTION directory.turn(uuid);
REVOKE ALL ON FUNCTION directory.answers(text[]), directory.lay_out_words(uuid[]) FROM PUBLIC;
