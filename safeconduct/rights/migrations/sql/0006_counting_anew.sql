-- How many open days another version of their rule gave than one of these marks ("RULE/hash"): numbers, and of no case.
CREATE FUNCTION rights.days_to_count(current_marks text[]) RETURNS TABLE (rule text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.member_capacity c JOIN agencies.member m ON m.id = c.member_id
                  WHERE m.id = access.current_member() AND m.suspended_at IS NULL AND c.subject = 'rule') THEN
    RETURN;
  END IF;
  -- From mark to mark of the index: what was counted by the rule that stands is passed over, however many days it has.
  RETURN QUERY
  WITH RECURSIVE marks AS (
    (SELECT d.rule, d.rule_hash FROM rights.deadline d WHERE d.origin = 'rule' AND d.state = 'open'
      ORDER BY d.rule, d.rule_hash LIMIT 1)
    UNION ALL
    SELECT later.rule, later.rule_hash
      FROM marks k, LATERAL (SELECT d.rule, d.rule_hash FROM rights.deadline d
                              WHERE d.origin = 'rule' AND d.state = 'open'
                                AND (d.rule, d.rule_hash) > (k.rule, k.rule_hash)
                              ORDER BY d.rule, d.rule_hash LIMIT 1) later)
  SELECT k.rule, sum(found.days)::bigint
    FROM marks k, LATERAL (SELECT count(*) AS days FROM rights.deadline d
                            WHERE d.origin = 'rule' AND d.state = 'open'
                              AND d.rule = k.rule AND d.rule_hash = k.rule_hash) found
   WHERE k.rule_hash <> 'none' AND k.rule || '/' || k.rule_hash <> ALL (current_marks)
   GROUP BY k.rule;
END $$;

-- Whoever keeps a rule asks the worker to count its days anew, or, of a proposal, to tell what that would move.
-- What waits already is not asked for twice.
CREATE FUNCTION rights.ask_to_count(an_id uuid, a_rule text, a_proposal uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE there uuid;
BEGIN
  PERFORM agencies.may_with_content('edits', 'rule', split_part(a_rule, '-', 1));
  PERFORM pg_advisory_xact_lock(hashtextextended('counting_anew/' || a_rule, 0));
  SELECT c.id INTO there FROM rights.counting_anew c
   WHERE c.rule = a_rule AND c.proposal_id IS NOT DISTINCT FROM a_proposal AND c.ended_at IS NULL;
  IF there IS NULL THEN
    INSERT INTO rights.counting_anew (id, rule, proposal_id, asked_at, stayed, moved, gone)
    VALUES (an_id, a_rule, a_proposal, access.domain_now(), 0, 0, 0) RETURNING id INTO there;
  END IF;
  RETURN there;
END $$;

REVOKE ALL ON FUNCTION rights.days_to_count(text[]), rights.ask_to_count(uuid, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rights.days_to_count(text[]), rights.ask_to_count(uuid, text, uuid) TO safeconduct_app;
