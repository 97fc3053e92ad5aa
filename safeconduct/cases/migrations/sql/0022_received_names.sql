-- As before, and it counts what was typed only: names that came with referrals are compared by themselves.
CREATE OR REPLACE FUNCTION cases.in_conflict(asked bytea[], a_standing text, but uuid, most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); ours uuid := access.current_agency(); met boolean;
BEGIN
  IF me IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('conflicts/' || me::text, 0));
  IF (SELECT count(*) FROM cases.conflict_question q
       WHERE q.member_id = me AND NOT q.of_received AND q.asked_at > access.domain_now() - interval '1 day') >= least(most, 20) THEN
    RETURN NULL;
  END IF;
  met := EXISTS (SELECT FROM cases.party_mark m
                  WHERE m.agency_id = ours AND m.standing = a_standing AND m.mark = ANY (asked) AND m.case_id <> but);
  INSERT INTO cases.conflict_question (id, agency_id, member_id, asked_at, is_possible, of_received)
  VALUES (gen_random_uuid(), ours, me, access.domain_now(), met, false);
  RETURN met;
END $$;

-- The same of the person of a received case, whose name somebody else typed: not held to the twenty of a day, for who
-- takes in thirty referrals would else meet a conflict unseen. Three hundred a day bound a process that is not ours any more.
CREATE FUNCTION cases.received_in_conflict(asked bytea[], a_case uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); ours uuid := access.current_agency(); met boolean;
BEGIN
  IF me IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  IF NOT EXISTS (SELECT FROM access."case" c WHERE c.id = a_case AND c.kind = 'received' AND c.agency_id = ours
                    AND c.id IN (SELECT access.cases_in_hand())) THEN
    PERFORM access.refuse('not_a_received_case_of_yours');
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('conflicts/' || me::text, 0));
  IF (SELECT count(*) FROM cases.conflict_question q
       WHERE q.member_id = me AND q.of_received AND q.asked_at > access.domain_now() - interval '1 day') >= 300 THEN
    RETURN NULL;
  END IF;
  met := EXISTS (SELECT FROM cases.party_mark m
                  WHERE m.agency_id = ours AND m.standing = 'opposed' AND m.mark = ANY (asked) AND m.case_id <> a_case);
  INSERT INTO cases.conflict_question (id, agency_id, member_id, asked_at, is_possible, of_received)
  VALUES (gen_random_uuid(), ours, me, access.domain_now(), met, true);
  RETURN met;
END $$;
