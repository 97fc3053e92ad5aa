-- A service that becomes a place where people live in safety may stand where it stood: what was kept of its address and
-- its contact goes, from its versions and from what two people saw.
CREATE FUNCTION directory.forget_place() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE directory.version v SET said = v.said || '{"address": "", "contact": ""}'::jsonb
   WHERE v.entry_id = NEW.id AND (v.said->>'address' <> '' OR v.said->>'contact' <> '');
  DELETE FROM agencies.proposal p WHERE p.kind = 'contact' AND p.about = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER entry_made_secret AFTER UPDATE OF place ON directory.entry FOR EACH ROW
  WHEN (NEW.place IN ('', 'shelter', 'safe_flat') AND OLD.place IS DISTINCT FROM NEW.place)
  EXECUTE FUNCTION directory.forget_place();
REVOKE ALL ON FUNCTION directory.forget_place() FROM PUBLIC;
