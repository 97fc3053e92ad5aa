"""The statements that write very many invented services at once, each row from its number and the seed."""

SERVICES = """
INSERT INTO directory.entry
  (id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, opens, closes, checked_on,
   places_free, places_as_of, place, takes, min_age, max_age, with_children, step_free, without_papers, from_abroad,
   spoken, interpreters, regions, intake)
SELECT md5(%(seed)s || ' ' || n)::uuid, h.agency, h.agency,
       p.services[1 + (n / %(houses)s::integer) %% cardinality(p.services)],
       CASE WHEN d.needs < 2 THEN p.needs[d.first:d.first]
            WHEN d.needs = 2 THEN p.needs[d.first:d.first + 1] ELSE p.needs[d.first:d.first + 2] END,
       'referral_service', d.child < 4, '',
       CASE WHEN d.hours < 4 THEN '{}' ELSE '{0,1,2,3,4}'::smallint[] END,
       CASE WHEN d.hours < 4 THEN NULL ELSE time '09:00' END, CASE WHEN d.hours < 4 THEN NULL ELSE time '17:00' END,
       CASE WHEN d.checked < 500 THEN p.at::date - d.checked END,
       CASE WHEN d.free < 10 THEN (ARRAY[0, 0, 1, 2, 5])[1 + d.free / 2] END,
       CASE WHEN d.free < 10 THEN p.at - make_interval(hours => d.said) END,
       (ARRAY['shelter', 'remote', 'outreach'])[1 + d.kind],
       CASE WHEN d.takes < 6 THEN '{}' ELSE p.takes[1 + d.takes %% 3:1 + d.takes %% 3 + d.takes / 9] END,
       (ARRAY[NULL, NULL, 18, 0, 16])[1 + d.age], (ARRAY[NULL, NULL, NULL, 17, 26])[1 + d.age],
       (ARRAY[NULL, NULL, true, true, false])[1 + d.family], (ARRAY[NULL, NULL, true, true, false])[1 + d.steps],
       (ARRAY[NULL, NULL, true, true, false])[1 + d.papers], (ARRAY[NULL, NULL, true, true, false])[1 + d.abroad],
       p.languages[d.spoken:d.spoken + d.tongues], (ARRAY[NULL, true, false])[1 + d.interpreters],
       CASE WHEN d.regional < 6 THEN h.regions[1 + d.region %% greatest(cardinality(h.regions), 1):
                                               1 + d.region %% greatest(cardinality(h.regions), 1) + d.regional %% 2]
            ELSE '{}' END,
       (ARRAY['', '', 'emergency_24h', 'emergency_hours', 'planned_only'])[1 + d.intake]
  FROM (SELECT %(services)s::text[] AS services, %(needs)s::text[] AS needs, %(takes)s::text[] AS takes,
               %(languages)s::text[] AS languages, %(at)s::timestamptz AS at) p,
       generate_series(0, %(number)s - 1) n JOIN house h ON h.nr = n %% %(houses)s::integer,
       LATERAL (SELECT 1 + pg_temp.dice(n, 1, cardinality(p.needs)) AS first, pg_temp.dice(n, 2, 4) AS needs,
         pg_temp.dice(n, 3, 10) AS child, pg_temp.dice(n, 4, 10) AS hours, pg_temp.dice(n, 5, 1000) AS checked,
         pg_temp.dice(n, 6, 25) AS free, pg_temp.dice(n, 7, 400) AS said, pg_temp.dice(n, 8, 3) AS kind,
         pg_temp.dice(n, 9, 12) AS takes, pg_temp.dice(n, 10, 5) AS age, pg_temp.dice(n, 11, 5) AS family,
         pg_temp.dice(n, 12, 5) AS steps, pg_temp.dice(n, 13, 5) AS papers, pg_temp.dice(n, 14, 5) AS abroad,
         1 + pg_temp.dice(n, 15, cardinality(p.languages)) AS spoken, pg_temp.dice(n, 16, 3) AS tongues,
         pg_temp.dice(n, 17, 3) AS interpreters, pg_temp.dice(n, 18, 10) AS regional,
         pg_temp.dice(n, 19, 1000) AS region, pg_temp.dice(n, 20, 5) AS intake) d
"""
"""Dice are thrown by the number of the row: the same rows whatever plan the server makes."""
