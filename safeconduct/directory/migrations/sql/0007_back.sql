DROP TRIGGER entry_doubted ON directory.entry;
DROP TRIGGER entry_doubt_changed ON directory.entry;
DROP TRIGGER spot_doubted ON directory.spot;
CREATE OR REPLACE FUNCTION directory.say_capacity(an_entry uuid, free integer) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member(); said timestamptz := access.domain_now();
BEGIN
  UPDATE directory.entry e SET places_free = free, places_as_of = CASE WHEN free IS NULL THEN NULL ELSE said END
   WHERE e.id = an_entry AND e.agency_id = access.current_agency()
     AND EXISTS (SELECT FROM agencies.seat s WHERE s.team_id = e.team_id AND s.member_id = me);
  IF NOT FOUND THEN PERFORM access.refuse('not_your_service'); END IF;
  RETURN said;
END $$;
DROP FUNCTION directory.waiting_for(uuid, date, integer, integer, integer), directory.answer_wrong(uuid, text),
  directory.say_wrong(uuid, uuid, text, text), directory.note_answer(uuid, text, boolean), directory.entry_doubted(),
  directory.spot_doubted(),
  directory.say_checked(uuid, text[]), directory.end_change(uuid, text[]), directory.begin_change(uuid),
  directory.mark_checked(uuid, uuid, text[]), directory.write_version(uuid, uuid, uuid), directory.snapshot(uuid),
  directory.writes(uuid), directory.is_hotline(text, text);
DROP TABLE directory.wrong, directory.doubt, directory.version;
ALTER TABLE directory.entry DROP CONSTRAINT checks_are_of_listed_parts;
REVOKE USAGE ON SCHEMA directory FROM safeconduct_inbox, safeconduct_worker;
