"""What Today asks for its side notices: each by its name and its own expression, all in one statement.

Today has many statements already, and each of these finds nothing on most days. An expression has one value: a number,
or a list as JSON, which is null where nothing was found. `today`, `ahead`, `soon`, `teams` and the days after which
parts of a service are stale are given by name. Who acts and what they lead is asked once for all of them: `acting` has
one row, `led` is `access.my_leads_of` three sections, `leads` every file that they lead; IS TRUE behind a comparison
with it keeps it from being asked where there is no row to compare.
"""

import re
from functools import cache

from safeconduct.referrals.asides_of_figures import PARTS as OF_FIGURES
from safeconduct.referrals.asides_of_lawyers import PARTS as OF_LAWYERS
from safeconduct.referrals.asides_of_services import PARTS as OF_SERVICES

NUMBERS = frozenset({"second", "grounds", "held", "complaints", "conflicts", "letters", "pairs"})
"""Those that are numbers."""

PARTS: dict[str, str] = {
    "endings": """
SELECT json_agg(json_build_array(e.case_id, e.ends_at, e.is_mine, e.latest))::text FROM access.endings() e
""",
    "second": """
SELECT (SELECT count(*) FROM agencies.waiting_for_me())
     + (SELECT count(*) FROM agencies.proposals() p WHERE p.for_me)
""",
    "to_review": """
SELECT json_agg(json_build_array(w.id, w.at, w.due_at, w.ground) ORDER BY w.due_at, w.id)::text
  FROM (SELECT r.id, r.at, r.due_at, r.ground FROM consent.review r
         WHERE r.agency_id = (SELECT agency FROM acting) AND r.reviewed_at IS NULL
           AND r.by_member <> (SELECT id FROM acting)
         ORDER BY r.due_at, r.id LIMIT 50) w
""",
    "grounds": """
SELECT count(*) FROM agencies.processing_ground g
  JOIN agencies.member me ON me.id = (SELECT id FROM acting) AND me.agency_id = g.agency_id
 WHERE g.outcome = 'waits' AND g.set_by <> me.id AND (me.supervises OR me.profession = 'administrator')
   AND NOT EXISTS (SELECT FROM agencies.processing_ground n
                    WHERE n.agency_id = g.agency_id AND n.purpose = g.purpose AND (n.set_at, n.id) > (g.set_at, g.id))
""",
    "record": """
SELECT CASE WHEN r.kept_at IS NULL THEN '["none"]' WHEN g.seen_at > r.kept_at THEN '["changed"]'
            WHEN r.kept_at < (SELECT now FROM acting) - interval '365 days' THEN '["year"]' END
  FROM agencies.member me,
       LATERAL (SELECT max(o.seen_at) AS seen_at FROM agencies.processing_ground o
                 WHERE o.agency_id = me.agency_id AND o.outcome = 'confirmed') g,
       LATERAL (SELECT max(k.kept_at) AS kept_at FROM agencies.processing_record k WHERE k.agency_id = me.agency_id) r
 WHERE me.id = (SELECT id FROM acting) AND me.profession = 'administrator'
   AND (g.seen_at IS NOT NULL OR r.kept_at IS NOT NULL)
""",
    "letters": """
SELECT count(*) FROM referrals.letter_thread t WHERE t.team_id = ANY (%(teams)s) AND t.waits
""",
    "held": """
SELECT count(*) FROM exchange.peer p
 WHERE p.held_since IS NOT NULL AND p.suspended_at IS NULL AND access.keeps_node()
""",
    "emergencies": """
SELECT json_agg(json_build_array(u.what, u.id, u.case_id, u.reader, u.profession, u.reason, u.at, u.ends_at,
                                 u.due_at))::text
  FROM access.glass_for_me() u
""",
    "leads": """
SELECT json_agg(json_build_array(l.case_id, l.from_name, l.until))::text FROM access.leads_offered_to_me() l
""",
    "asked": """
SELECT json_agg(json_build_array(w.case_id, w.n))::text
  FROM (SELECT x.case_id, count(*) AS n
          FROM (SELECT k.case_id FROM cases.ask k
                 WHERE k.agency_id = (SELECT agency FROM acting) AND k.asked_by <> (SELECT id FROM acting)
                   AND k.answer IS NULL AND k.until >= %(today)s
                 UNION ALL
                SELECT q.case_id FROM referrals.holder_ask q
                 WHERE q.agency_id = (SELECT agency FROM acting) AND q.asked_by IS NULL
                   AND q.answer = '' AND q.until >= %(today)s) x
         GROUP BY x.case_id) w
""",
    "complaints": """
SELECT count(*) FROM cases.complaint k WHERE k.heard_by = (SELECT id FROM acting) AND k.answer IS NULL
""",
    "conflicts": """
SELECT count(*) FROM cases.conflict_question q
 WHERE q.is_possible AND q.asked_at > (SELECT now FROM acting) - interval '3 days'
""",
    "plans": """
SELECT json_agg(json_build_array(v.section, v.case_id, v.due) ORDER BY v.due, v.case_id)::text
  FROM cases.section_version v
 WHERE v.due <= %(ahead)s
   AND (v.case_id, v.section) IN (SELECT m.case_id, m.section FROM led m)
   AND NOT EXISTS (SELECT FROM cases.section_version n
                    WHERE n.case_id = v.case_id AND n.section = v.section AND n.version > v.version)
""",
    "follow_ups": """
SELECT json_agg(json_build_array(v.case_id, v.due) ORDER BY v.due, v.case_id)::text
  FROM cases.follow_up v
 WHERE v.due <= %(soon)s
   AND v.case_id IN (SELECT m.case_id FROM led m WHERE m.section = 'plan')
   AND NOT EXISTS (SELECT FROM cases.follow_up n WHERE n.case_id = v.case_id AND n.version > v.version)
""",
    "late_follow_ups": """
SELECT json_agg(json_build_array(w.case_id, w.lead, w.due) ORDER BY w.due, w.case_id)::text
  FROM access.follow_ups_late(%(today)s) w
""",
    "deadlines": """
SELECT json_agg(json_build_array(w.case_id, w.due, w.n) ORDER BY w.due, w.case_id)::text
  FROM (SELECT d.case_id, min(d.due) AS due, count(*) AS n
          FROM rights.deadline d
         WHERE d.state = 'open' AND d.due <= %(fortnight)s
           AND (d.owner_id = (SELECT id FROM acting)
                OR d.case_id IN (SELECT m.case_id FROM led m WHERE m.section = 'plan'))
         GROUP BY d.case_id) w
""",
    "moved_days": """
SELECT json_agg(json_build_array(w.case_id, w.n) ORDER BY w.case_id)::text
  FROM (SELECT d.case_id, count(*) AS n
          FROM rights.deadline d
         WHERE d.state = 'open' AND d.moved_why IN ('rule', 'gone')
           AND d.moved_at > (SELECT now FROM acting) - interval '14 days'
           AND (d.owner_id = (SELECT id FROM acting)
                OR d.case_id IN (SELECT m.case_id FROM led m WHERE m.section = 'plan'))
         GROUP BY d.case_id) w
""",
    "late_deadlines": """
SELECT json_agg(json_build_array(w.case_id, w.lead, w.due) ORDER BY w.due, w.case_id)::text
  FROM rights.deadlines_late(%(today)s) w
""",
    "missing": """
SELECT json_agg(json_build_array(r.reference, r.due_at) ORDER BY r.due_at, r.reference)::text
  FROM referrals.about_child b JOIN referrals.referral r ON r.id = b.referral_id
 WHERE r.agency_id = (SELECT agency FROM acting) AND r.state = 'no_show'
   AND (r.worker_id = (SELECT id FROM acting)
        OR (r.worker_id IS NULL AND r.side = 'receiver' AND r.team_id = ANY (%(teams)s))
        OR r.case_id IN (SELECT m.case_id FROM leads m)
        OR (SELECT m.supervises FROM agencies.member m WHERE m.id = (SELECT id FROM acting)))
""",
    "enquiries": """
WITH e AS MATERIALIZED (
       SELECT q.side, q.answer, q.team_id, q.asked_by, q.answered_at, q.until, q.together, q.withdrawn_at, q.taken_at,
              q.converted_at, q.kept_at, q.urgency, q.shared, q.closing
         FROM referrals.enquiry q WHERE q.agency_id = (SELECT agency FROM acting)),
     o AS MATERIALIZED (
       SELECT r.id, r.won_by, r.won_at, r.seen_at
         FROM referrals.round r WHERE r.agency_id = (SELECT agency FROM acting)),
     me AS MATERIALIZED (SELECT id, now, now - interval '3 days' AS lately FROM acting)
SELECT json_build_array(
         count(*) FILTER (WHERE y.side = 'receiver' AND y.answer = '' AND y.team_id = ANY (%(teams)s)),
         count(*) FILTER (WHERE y.side = 'sender' AND y.asked_by = me.id AND y.answered_at > me.lately),
         count(*) FILTER (WHERE y.side = 'receiver' AND y.answer = '' AND y.team_id = ANY (%(teams)s)
                            AND y.until <= me.now),
         count(*) FILTER (WHERE y.side = 'sender' AND y.answer = '' AND y.asked_by = me.id AND y.until <= me.now
                            AND NOT EXISTS (SELECT FROM o WHERE o.id = y.together)),
         (SELECT count(*) FROM e t, me
           WHERE t.side = 'receiver' AND t.team_id = ANY (%(teams)s)
             AND CASE WHEN t.withdrawn_at IS NULL THEN t.taken_at > me.lately
                      ELSE t.answer IN ('possible', 'possible_from') AND t.withdrawn_at > me.lately END),
         (SELECT count(*) FROM o, me
           WHERE EXISTS (SELECT FROM e m WHERE m.together = o.id AND m.asked_by = me.id AND m.withdrawn_at IS NULL)
             AND CASE WHEN o.won_by IS NULL
                      THEN NOT EXISTS (SELECT FROM e w
                                        WHERE w.together = o.id AND w.answer = '' AND w.withdrawn_at IS NULL
                                          AND w.until > me.now)
                      ELSE EXISTS (SELECT FROM e w JOIN exchange.outgoing s ON s.id = w.closing
                                    WHERE w.together = o.id AND w.withdrawn_at IS NULL AND s.state = 'refused'
                                      AND w.shared <> o.won_by)
                      END),
         count(*) FILTER (WHERE y.side = 'receiver' AND y.answer = '' AND y.team_id = ANY (%(teams)s)
                            AND y.urgency = 'emergency'),
         count(*) FILTER (WHERE y.side = 'receiver' AND y.team_id = ANY (%(teams)s) AND y.kept_at > me.lately),
         (SELECT count(*) FROM o, me
           WHERE o.won_at > me.lately AND (o.seen_at IS NULL OR o.seen_at < o.won_at)
             AND EXISTS (SELECT FROM e m
                          WHERE m.shared = o.won_by AND m.together = o.id AND m.converted_at IS NULL
                            AND m.asked_by = me.id)))::text
  FROM e y, me
 WHERE y.withdrawn_at IS NULL AND y.converted_at IS NULL AND (y.side = 'sender' OR y.taken_at IS NULL)
""",
    "conferences": """
SELECT json_agg(json_build_array(t.case_id, t.conference_id, t.ends_at, t.mine, t.late)
                ORDER BY t.ends_at, t.conference_id)::text
  FROM (SELECT i.case_id, i.conference_id, i.ends_at,
               count(*) FILTER (WHERE i.is_open AND NOT i.has_mine) AS mine,
               count(*) FILTER (WHERE NOT i.is_open AND i.decides) AS late
          FROM access.conference_items() i WHERE NOT i.is_decided GROUP BY 1, 2, 3) t
 WHERE t.mine > 0 OR t.late > 0
""",
    "confers": """
WITH s AS MATERIALIZED (SELECT x.* FROM referrals.shared_items() x)
SELECT json_build_array(
         (SELECT json_agg(json_build_array(w.reference, w.until, w.n) ORDER BY w.until, w.reference)
            FROM (SELECT y.reference, min(s.until) AS until, count(*) AS n
                    FROM s JOIN referrals.referral y ON y.id = s.referral_id
                   WHERE s.side = 'receiver' AND s.is_open AND NOT s.has_mine GROUP BY y.reference) w),
         (SELECT json_agg(json_build_array(w.case_id, w.conference_id, w.n) ORDER BY w.conference_id)
            FROM (SELECT s.case_id, c.conference_id, sum(s.came) AS n
                    FROM s JOIN cases.conference_item c ON c.id = s.local
                   WHERE s.came > 0 AND (s.case_id IN (SELECT m.case_id FROM leads m)) IS TRUE
                   GROUP BY s.case_id, c.conference_id) w),
         (SELECT json_agg(json_build_array(w.reference, w.n) ORDER BY w.reference)
            FROM (SELECT y.reference, count(*) AS n FROM s JOIN referrals.referral y ON y.id = s.referral_id
                   WHERE s.side = 'receiver' AND s.came > 0 GROUP BY y.reference) w))::text
""",
    "authorities": """
SELECT json_agg(json_build_array(w.id, w.n))::text
  FROM (SELECT k.id, count(*) AS n
          FROM referrals.authority_ask y
          JOIN access."case" k ON k.id BETWEEN (y.number || repeat('0', 20))::uuid
                                           AND (y.number || repeat('f', 20))::uuid AND k.kind = 'own'
         WHERE y.answer = '' AND y.ended_at IS NULL AND y.until > (SELECT now FROM acting)
           AND y.asked_by <> (SELECT id FROM acting)
         GROUP BY k.id) w
""",
    "givings": """
SELECT json_agg(json_build_array(g.id, g.kind, g.case_id, g.due, g.verdict) ORDER BY g.due, g.id)::text
  FROM cases.giving g
  JOIN agencies.member me ON me.id = (SELECT id FROM acting)
 WHERE g.agency_id = me.agency_id
   AND (g.verdict = '' OR g.decided_at > (SELECT now FROM acting) - interval '14 days')
   AND ((g.verdict = '' AND g.asked_by <> me.id AND me.supervises)
        OR (g.kind <> 'person' AND me.profession = 'lawyer' AND g.asked_by <> me.id)
        OR ((g.asked_by = me.id OR g.case_id IN (SELECT m.case_id FROM leads m))
            AND g.verdict <> '' AND g.verdict <> 'not_needed'
            AND NOT EXISTS (SELECT FROM cases.given c WHERE c.giving_id = g.id)))
""",
    "holds": """
SELECT json_agg(json_build_array(w.reference, w.at, w.who) ORDER BY w.at)::text
  FROM referrals.holds_ending() w
""",
    "words": """
SELECT json_agg(json_build_array(w.id, w.case_id, w.kind) ORDER BY w.kind, w.written_at, w.id)::text
  FROM cases.persons_word w
 WHERE w.answer IS NULL AND (w.case_id IN (SELECT m.case_id FROM leads m)) IS TRUE
""",
    "papers": """
SELECT json_build_array(a.guesses, a.tried)::text FROM access.paper_alarm() a
""",
    "erasures": """
SELECT json_agg(json_build_array(e.id, e.case_id, e.section) ORDER BY e.asked_at, e.id)::text
  FROM cases.section_erasure e JOIN agencies.member me ON me.id = (SELECT id FROM acting)
 WHERE e.verdict = '' AND e.asked_by <> me.id AND me.profession <> 'administrator'
""",
    "numbers": """
SELECT json_agg(json_build_array(a.name, a.numbers))::text FROM access.number_alarm() a
""",
    "left": """
SELECT json_agg(json_build_array(b.case_id, b.name))::text FROM referrals.left_behind() b
""",
    "left_referrals": """
SELECT json_agg(json_build_array(w.reference, w.name))::text
  FROM (SELECT y.reference, m.name
          FROM agencies.member me
          JOIN agencies.member m ON m.agency_id = me.agency_id AND m.suspended_at IS NOT NULL
          JOIN referrals.referral y ON y.worker_id = m.id AND y.agency_id = me.agency_id
         WHERE me.id = (SELECT id FROM acting) AND me.supervises AND y.state <> 'closed'
         ORDER BY y.reference LIMIT 50) w
""",
}

PARTS |= OF_LAWYERS | OF_SERVICES | OF_FIGURES

SUPERVISES, ADMINISTERS, COORDINATES, KEEPS_NODE = "supervises", "administers", "coordinates", "keeps_node"
REPORTS, PLEADS = "reports", "pleads"
ONLY_FOR: dict[str, frozenset[str]] = {
    "second": frozenset({SUPERVISES, ADMINISTERS}),
    "grounds": frozenset({SUPERVISES, ADMINISTERS}),
    "record": frozenset({ADMINISTERS}),
    "held": frozenset({KEEPS_NODE}),
    "conflicts": frozenset({SUPERVISES}),
    "late_follow_ups": frozenset({SUPERVISES}),
    "late_deadlines": frozenset({SUPERVISES}),
    "holds": frozenset({SUPERVISES, COORDINATES}),
    "numbers": frozenset({SUPERVISES}),
    "left": frozenset({SUPERVISES}),
    "left_referrals": frozenset({SUPERVISES}),
    "kept": frozenset({ADMINISTERS}),
    "editions": frozenset({COORDINATES, REPORTS}),
    "matters": frozenset({PLEADS}),
    "links": frozenset({PLEADS}),
    "claims": frozenset({PLEADS}),
    "wishes": frozenset({PLEADS}),
}
"""Parts that are empty for whoever is none of these, by their own conditions: most members are spared asking."""


ONCE = """
WITH acting AS MATERIALIZED (
       SELECT access.current_member() AS id, access.current_agency() AS agency, access.domain_now() AS now),
     led AS MATERIALIZED (SELECT m.case_id, m.section FROM access.my_leads_of('{plan,family,return}') m),
     leads AS MATERIALIZED (SELECT unnest(access.cases_that_i_lead()) AS case_id)
SELECT """
_GIVEN = re.compile(r"%\((\w+)\)s")


@cache
def asked_of(what: frozenset[str]) -> tuple[list[str], str, list[str]]:
    """The parts that can concern a member who is all of this, the statement with its columns in their order, and the
    names of its values in theirs."""
    names = [name for name in PARTS if name not in ONLY_FOR or ONLY_FOR[name] & what]
    sql = ONCE + ", ".join(f"({PARTS[name].strip()})" for name in names)
    return names, _GIVEN.sub("%s", sql), _GIVEN.findall(sql)


EVERYTHING = frozenset({SUPERVISES, ADMINISTERS, COORDINATES, KEEPS_NODE, REPORTS, PLEADS})
