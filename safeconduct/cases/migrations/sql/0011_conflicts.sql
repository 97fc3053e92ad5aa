-- Whether one of these marks stands with this standing in a case of the own agency, the one named left out. It says yes
-- or no and never in which; NULL, when the member has asked as often as one may in a day. Each question counts here, so
-- that no code above can forget it.
CREATE FUNCTION cases.in_conflict(asked bytea[], a_standing text, but uuid, most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); ours uuid := access.current_agency(); met boolean;
BEGIN
  IF me IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('conflicts/' || me::text, 0));
  IF (SELECT count(*) FROM cases.conflict_question q
       WHERE q.member_id = me AND q.asked_at > access.domain_now() - interval '1 day') >= least(most, 20) THEN
    RETURN NULL;
  END IF;
  met := EXISTS (SELECT FROM cases.party_mark m
                  WHERE m.agency_id = ours AND m.standing = a_standing AND m.mark = ANY (asked) AND m.case_id <> but);
  INSERT INTO cases.conflict_question (id, agency_id, member_id, asked_at, is_possible)
  VALUES (gen_random_uuid(), ours, me, access.domain_now(), met);
  RETURN met;
END $$;
