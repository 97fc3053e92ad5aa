DROP TRIGGER peer_forgotten ON exchange.peer;
DROP TRIGGER entry_noted ON directory.entry;
DROP FUNCTION directory.note_change(), directory.changes_for_peer(bigint, integer), directory.change_log_for_peer(),
  directory.as_told(directory.entry), directory.forget_changes(), directory.say_offered(uuid, text, text[]),
  directory.feeds_due(), directory.note_asked(text, text, timestamptz), directory.begin_pass(text, bigint),
  directory.take_in_services(text, bigint, bigint, boolean, jsonb, integer), directory.hear_doubts(jsonb, uuid[]),
  directory.stop_feed(text), directory.restart_feed(text), directory.forget_feed();
DROP TABLE directory.change, directory.change_log, directory.told_to, directory.feed, directory.heard, directory.unheard;
ALTER TABLE directory.entry DROP CONSTRAINT named_nodes_are_named;
-- As before, with what a card says of the law. A kind that this release does not know is left out: a card is not
-- refused for it.
CREATE OR REPLACE FUNCTION exchange.keep_agencies(a_card jsonb) RETURNS void
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
    (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, opens, closes, jurisdictions,
     proceeding_types)
  SELECT (s->>'id')::uuid, (s->>'team')::uuid, (e->>'id')::uuid, s->>'service',
         ARRAY(SELECT jsonb_array_elements_text(s->'needs')), s->>'purpose', (s->>'takes_children')::boolean,
         s->>'hours', ARRAY(SELECT jsonb_array_elements_text(COALESCE(s->'open_days', '[]'))::smallint),
         (s->>'opens')::time, (s->>'closes')::time,
         ARRAY(SELECT jsonb_array_elements_text(COALESCE(s->'jurisdictions', '[]'))),
         ARRAY(SELECT k FROM jsonb_array_elements_text(COALESCE(s->'proceeding_types', '[]')) k
                WHERE k IN ('criminal', 'civil', 'labour', 'asylum', 'residence', 'non_punishment', 'compensation',
                            'family'))
    FROM jsonb_array_elements(a_card->'agencies') e, jsonb_array_elements(e->'services') s
  ON CONFLICT (id) DO UPDATE SET service = excluded.service, needs = excluded.needs, purpose = excluded.purpose,
    takes_children = excluded.takes_children, hours = excluded.hours, open_days = excluded.open_days,
    opens = excluded.opens, closes = excluded.closes, jurisdictions = excluded.jurisdictions,
    proceeding_types = excluded.proceeding_types;
END $$;

CREATE OR REPLACE FUNCTION directory.snapshot(an_entry uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_jsonb(e) - ARRAY['id', 'agency_id', 'words', 'checked_on', 'checks', 'places_free', 'places_as_of', 'doubted_at']
    FROM directory.entry e WHERE e.id = an_entry
$$;
