"""Before deployment. The pulse counts the nodes with which the numbers are not agreed on after a restore."""

from django.db import migrations

PULSE = """
CREATE OR REPLACE FUNCTION site.pulse() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN jsonb_build_object(
    'waiting', (
      SELECT COALESCE(jsonb_object_agg(w.peer, jsonb_build_array(w.number, w.oldest)), '{}')
        FROM (SELECT o.peer, count(*) AS number, extract(epoch FROM now() - min(o.posted_at))::float8 AS oldest
                FROM exchange.outgoing o WHERE o.state = 'waiting' GROUP BY o.peer) w),
    'nodes', (
      SELECT jsonb_build_object(
        'confirmed', count(*) FILTER (WHERE p.held_since IS NULL AND p.suspended_at IS NULL),
        'held', count(*) FILTER (WHERE p.held_since IS NOT NULL AND p.suspended_at IS NULL),
        'suspended', count(*) FILTER (WHERE p.suspended_at IS NOT NULL))
        FROM exchange.peer p WHERE p.node <> access.this_node()),
    'not_caught_up', (SELECT count(*) FROM exchange.catching_up c WHERE c.state <> 'done'),
    'set_aside', (SELECT count(*) FROM exchange.quarantined),
    'jobs_failed', (SELECT count(*) FROM public.procrastinate_jobs j WHERE j.status = 'failed'),
    'clock_lag_seconds', (
      SELECT extract(epoch FROM now())::float8 - max(d.defer_timestamp)
        FROM public.procrastinate_periodic_defers d WHERE d.task_name = 'look'),
    'workers', (
      SELECT count(*) FROM public.procrastinate_workers w WHERE w.last_heartbeat > now() - interval '90 seconds'),
    'database_connections', (SELECT count(*) FROM pg_stat_activity a WHERE a.datname = current_database()));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0008_each_term_by_itself"), ("exchange", "0005_catching_up")]
    operations = [migrations.RunSQL(PULSE, migrations.RunSQL.noop)]
