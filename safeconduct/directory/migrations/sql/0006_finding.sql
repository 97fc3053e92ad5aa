-- Words as they are compared: small letters, no accents, Latin for Cyrillic, Greek and Georgian, one sign for sounds
-- that are written in several ways. `directory/folding.py` does the same to what somebody types; a test compares them.
CREATE FUNCTION directory.folded(a_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE said text := regexp_replace(lower(normalize(a_text, NFKD)), '[\u0300-\u036f]', '', 'g'); pair text;
BEGIN
  FOREACH pair IN ARRAY ARRAY[
    'ου=u', 'αυ=av', 'ευ=ev', 'ξ=ks', 'ψ=ps', 'щ=st', 'ю=iu', 'я=ia', 'љ=l', 'њ=n', 'џ=dz', 'ß=ss', 'æ=e', 'œ=e'
  ] LOOP
    said := replace(said, split_part(pair, '=', 1), split_part(pair, '=', 2));
  END LOOP;
  said := translate(said,
    'абвгдежзиклмнопрстуфхцчшъыэіґєјћђ' || 'αβγδεζηθικλμνοπρσςτυφχω' ||
    'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯ' || 'łøđıðþ' || 'ь''’ʼ`',
    'abvgdezziklmnoprstufhccsaieigeicd' || 'avgdezitiklmnoprsstifho' ||
    'abgdevztiklmnopzrstupkgkscczcchi' || 'lodidt');
  FOREACH pair IN ARRAY ARRAY[
    'sch=s', 'sh=s', 'zh=z', 'ch=c', 'ts=c', 'tz=c', 'kh=h', 'gh=g', 'ph=f', 'th=t', 'ck=k', 'dz=z', 'ou=u', 'y=i',
    'j=i', 'w=v', 'q=k', 'x=ks'
  ] LOOP
    said := replace(said, split_part(pair, '=', 1), split_part(pair, '=', 2));
  END LOOP;
  RETURN btrim(regexp_replace(regexp_replace(said, '([a-z])\1+', '\1', 'g'), '[^[:alnum:]]+', ' ', 'g'));
END $$;

-- What a word is when none, one or two of its letters are left out; short words less. Two words that differ by two
-- letters share one of these, so that a misspelt word is found by equality. Of sixteen letters at most.
CREATE FUNCTION directory.near(a_word text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  WITH w AS (SELECT left(a_word, 16) AS whole),
  one AS (SELECT DISTINCT overlay(whole placing '' from i for 1) AS part
            FROM w, generate_series(1, length(whole)) i WHERE length(whole) >= 4),
  two AS (SELECT DISTINCT overlay(part placing '' from i for 1) AS part
            FROM w, one, generate_series(1, length(part)) i WHERE length(whole) >= 6)
  SELECT array_agg(part ORDER BY part) FROM (
    SELECT whole AS part FROM w UNION SELECT part FROM one UNION SELECT part FROM two) parts
$$;

-- Whom a service says that it does not take, a bit for each: `directory/candidates.py` asks by the same bits.
CREATE FUNCTION directory.refuses(e directory.entry) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN e.takes <> '{}' AND NOT 'women' = ANY (e.takes) THEN 1 ELSE 0 END
       + CASE WHEN e.takes <> '{}' AND NOT 'men' = ANY (e.takes) THEN 2 ELSE 0 END
       + CASE WHEN e.takes <> '{}' AND NOT 'trans_and_nonbinary' = ANY (e.takes) THEN 4 ELSE 0 END
       + CASE WHEN NOT e.takes_children THEN 8 ELSE 0 END
       + CASE WHEN e.with_children IS FALSE THEN 16 ELSE 0 END
       + CASE WHEN e.step_free IS FALSE THEN 32 ELSE 0 END
       + CASE WHEN e.without_papers IS FALSE THEN 64 ELSE 0 END
       + CASE WHEN e.from_abroad IS FALSE THEN 128 ELSE 0 END
       + CASE WHEN e.intake = 'planned_only' THEN 256 ELSE 0 END
       + COALESCE((SELECT sum(1 << (9 + band.nr)) FROM (VALUES
           (0, 0, 11), (1, 12, 15), (2, 16, 17), (3, 18, 20), (4, 21, 25), (5, 26, 35), (6, 36, 50), (7, 51, 999)
         ) AS band (nr, youngest, oldest)
          WHERE band.oldest < COALESCE(e.min_age, 0) OR band.youngest > COALESCE(e.max_age, 999)), 0)::integer
$$;

CREATE FUNCTION directory.turn(an_entry uuid) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT ('x' || left(an_entry::text, 7))::bit(28)::integer
$$;

CREATE TABLE directory.spot (
  need text COLLATE "C" NOT NULL, place text COLLATE "C" NOT NULL, turn integer NOT NULL, entry_id uuid NOT NULL
    REFERENCES directory.entry (id) ON DELETE CASCADE,
  refuses integer NOT NULL, languages text[] NOT NULL, freed_at timestamptz,
  PRIMARY KEY (need, place, turn, entry_id) INCLUDE (refuses, languages)
);
CREATE INDEX spot_freed ON directory.spot (need, place, freed_at DESC, entry_id) INCLUDE (refuses, languages)
 WHERE freed_at IS NOT NULL;
CREATE INDEX spot_entry ON directory.spot (entry_id);

CREATE TABLE directory.word (word text COLLATE "C" PRIMARY KEY, near text[] NOT NULL);
CREATE INDEX word_near ON directory.word USING gin (near);

-- Lays these services out anew: by need and place, and by the words that they are found by.
CREATE FUNCTION directory.lay_out(the_entries uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM directory.spot s WHERE s.entry_id = ANY (the_entries);
  INSERT INTO directory.spot (need, place, turn, entry_id, refuses, languages, freed_at)
  SELECT needs.need, places.place, directory.turn(e.id), e.id, directory.refuses(e),
         (CASE WHEN e.spoken = '{}' THEN t.languages ELSE e.spoken END)
           || CASE WHEN e.interpreters THEN ARRAY['*'] ELSE '{}' END,
         CASE WHEN e.places_free > 0 THEN e.places_as_of END
    FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id JOIN agencies.team t ON t.id = e.team_id,
         LATERAL (SELECT DISTINCT unnest(ARRAY[''] || e.needs) AS need) needs,
         LATERAL (SELECT DISTINCT unnest(ARRAY['', a.country::text] ||
            CASE WHEN e.regions = '{}' THEN ARRAY[a.country || '*'] ELSE e.regions END) AS place) places
   WHERE e.id = ANY (the_entries);
  UPDATE directory.entry e SET words = found.words FROM (
    SELECT k.id, ARRAY(SELECT DISTINCT left(w, 64) FROM regexp_split_to_table(
             directory.folded(a.name || ' ' || t.name), ' ') w WHERE length(w) > 1)
           || ('service:' || k.service) || ARRAY(SELECT 'need:' || n FROM unnest(k.needs) n)
           || ARRAY(SELECT 'region:' || r FROM unnest(k.regions) r) || ('country:' || a.country) AS words
      FROM directory.entry k JOIN agencies.agency a ON a.id = k.agency_id JOIN agencies.team t ON t.id = k.team_id
     WHERE k.id = ANY (the_entries)) found
   WHERE e.id = found.id AND e.words <> found.words;
  INSERT INTO directory.word (word, near)
  SELECT w, directory.near(w) FROM (
    SELECT DISTINCT unnest(e.words) AS w FROM directory.entry e WHERE e.id = ANY (the_entries)) words
   WHERE strpos(w, ':') = 0 AND NOT EXISTS (SELECT FROM directory.word k WHERE k.word = w)
  ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION directory.entry_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN PERFORM directory.lay_out(ARRAY[NEW.id]); RETURN NULL; END $$;
CREATE TRIGGER entry_laid_out AFTER INSERT OR UPDATE OF
  team_id, agency_id, service, needs, takes_children, takes, min_age, max_age, with_children, step_free,
  without_papers, from_abroad, spoken, interpreters, regions, intake, places_free, places_as_of
  ON directory.entry FOR EACH ROW EXECUTE FUNCTION directory.entry_changed();

CREATE FUNCTION directory.team_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM directory.lay_out(ARRAY(SELECT e.id FROM directory.entry e WHERE e.team_id = NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER team_laid_out AFTER UPDATE ON agencies.team FOR EACH ROW
  WHEN (OLD.name <> NEW.name OR OLD.languages <> NEW.languages) EXECUTE FUNCTION directory.team_changed();

CREATE FUNCTION directory.agency_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM directory.lay_out(ARRAY(SELECT e.id FROM directory.entry e WHERE e.agency_id = NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER agency_laid_out AFTER UPDATE ON agencies.agency FOR EACH ROW
  WHEN (OLD.name <> NEW.name OR OLD.country <> NEW.country) EXECUTE FUNCTION directory.agency_changed();

-- Who writes a service says whom it takes and where it is: as `say_law`. What is not in `said` has not been said.
CREATE FUNCTION directory.say_facts(an_entry uuid, said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE directory.entry e SET
    place = COALESCE(said->>'place', ''), address = COALESCE(said->>'address', ''),
    contact = COALESCE(said->>'contact', ''),
    takes = ARRAY(SELECT jsonb_array_elements_text(COALESCE(said->'takes', '[]'))),
    min_age = (said->>'min_age')::smallint, max_age = (said->>'max_age')::smallint,
    with_children = (said->>'with_children')::boolean, step_free = (said->>'step_free')::boolean,
    without_papers = (said->>'without_papers')::boolean, from_abroad = (said->>'from_abroad')::boolean,
    spoken = ARRAY(SELECT jsonb_array_elements_text(COALESCE(said->'spoken', '[]'))),
    interpreters = (said->>'interpreters')::boolean,
    regions = ARRAY(SELECT jsonb_array_elements_text(COALESCE(said->'regions', '[]'))),
    intake = COALESCE(said->>'intake', '')
    FROM agencies.agency a
   WHERE e.id = an_entry AND a.id = e.agency_id
     AND CASE WHEN a.node = '-' THEN access.keeps_node()
              ELSE a.id = (SELECT m.agency_id FROM agencies.member m WHERE m.id = access.current_administrator()) END;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
END $$;

-- What nothing was found for: a need, a country, a day, by which agency it was looked for. No person, no member.
CREATE TABLE directory.gap (
  day date NOT NULL, need text NOT NULL, country text NOT NULL, agency_id uuid NOT NULL, times integer NOT NULL,
  PRIMARY KEY (day, need, country, agency_id),
  -- Codes: no words of anybody, whoever asks the function.
  CONSTRAINT gaps_are_codes CHECK (need ~ '^[a-z_]{0,40}$' AND country ~ '^([A-Z]{2})?$')
);
ALTER TABLE directory.gap ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.gap FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_counts ON directory.gap FOR ALL TO safeconduct_owner USING (true) WITH CHECK (true);
CREATE POLICY own_or_of_the_node ON directory.gap FOR SELECT TO safeconduct_app
  USING (agency_id = access.current_agency() OR access.keeps_node());

CREATE FUNCTION directory.count_gap(a_need text, a_country text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE mine uuid := access.current_agency();
BEGIN
  IF mine IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  INSERT INTO directory.gap AS g (day, need, country, agency_id, times)
  VALUES (access.domain_now()::date, a_need, a_country, mine, 1)
  ON CONFLICT (day, need, country, agency_id) DO UPDATE SET times = g.times + 1;
END $$;

-- How much each soft reason counts on this node; what has no row counts as the release says.
CREATE TABLE directory.weight (what text PRIMARY KEY, points smallint NOT NULL CHECK (points BETWEEN 0 AND 10));

CREATE FUNCTION directory.save_weights(said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  INSERT INTO directory.weight AS w (what, points) SELECT s.key, s.value::smallint FROM jsonb_each_text(said) s
  ON CONFLICT (what) DO UPDATE SET points = excluded.points;
END $$;

REVOKE ALL ON FUNCTION
  directory.folded(text), directory.near(text), directory.refuses(directory.entry), directory.turn(uuid),
  directory.lay_out(uuid[]), directory.entry_changed(), directory.team_changed(), directory.agency_changed(),
  directory.say_facts(uuid, jsonb), directory.count_gap(text, text), directory.save_weights(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.say_facts(uuid, jsonb), directory.count_gap(text, text),
  directory.save_weights(jsonb) TO safeconduct_app;
GRANT SELECT ON directory.spot, directory.word, directory.gap, directory.weight TO safeconduct_app;

SELECT directory.lay_out(ARRAY(SELECT e.id FROM directory.entry e));
