"""Before deployment. How many places a service has free, as its own team says, and when it said so."""

from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION directory.say_capacity(an_entry uuid, free integer) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member(); said timestamptz := access.domain_now();
BEGIN
  UPDATE directory.entry e SET places_free = free, places_as_of = CASE WHEN free IS NULL THEN NULL ELSE said END
   WHERE e.id = an_entry AND e.agency_id = access.current_agency()
     AND EXISTS (SELECT FROM agencies.seat s WHERE s.team_id = e.team_id AND s.member_id = me);
  IF NOT FOUND THEN PERFORM access.refuse('not_your_service'); END IF;
  RETURN said;
END $$;
REVOKE ALL ON FUNCTION directory.say_capacity(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.say_capacity(uuid, integer) TO safeconduct_app;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_services")]
    operations = [
        migrations.AddField("entry", "places_free", models.PositiveIntegerField(null=True)),
        migrations.AddField("entry", "places_as_of", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                name="places_have_their_day",
                condition=models.Q(places_free=None, places_as_of=None)
                | models.Q(places_free__isnull=False, places_as_of__isnull=False),
            ),
        ),
        migrations.RunSQL(FUNCTIONS, "DROP FUNCTION directory.say_capacity(uuid, integer)"),
    ]
