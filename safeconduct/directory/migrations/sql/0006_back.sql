DROP TRIGGER agency_laid_out ON agencies.agency;
DROP TRIGGER team_laid_out ON agencies.team;
DROP TRIGGER entry_laid_out ON directory.entry;
DROP FUNCTION directory.save_weights(jsonb), directory.count_gap(text, text), directory.say_facts(uuid, jsonb),
  directory.agency_changed(), directory.team_changed(), directory.entry_changed(), directory.lay_out(uuid[]),
  directory.refuses(directory.entry), directory.turn(uuid), directory.near(text), directory.folded(text);
DROP TABLE directory.weight, directory.gap, directory.word, directory.spot;
