-- The web process keeps one plan of a statement for as long as its connection lives. One that was made while no proposal was
-- there reads all of them for each row of a part, so a list of n rows took n times n. Planning a part anew takes two
-- milliseconds.
ALTER FUNCTION directory.bring_part(uuid, integer, integer, jsonb, jsonb) SET plan_cache_mode = force_custom_plan;
