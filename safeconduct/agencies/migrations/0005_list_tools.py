"""Before deployment. What a member chooses for themself, and the one way in which the web process writes it."""

from django.conf import settings
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP

# Each changes the acting member's own row, and no other column of it.
OWN_CHOICES = """
CREATE FUNCTION agencies.prefer_shortcuts(wanted boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE agencies.member m SET shortcuts = wanted WHERE m.id = access.current_member();
  IF NOT FOUND THEN PERFORM access.refuse('nobody_acts'); END IF;
END $$;

CREATE FUNCTION agencies.prefer_digest(wanted text, an_hour integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF wanted NOT IN ('none', 'daily', 'working_days') THEN PERFORM access.refuse('no_such_choice'); END IF;
  UPDATE agencies.member m SET digest = wanted, digest_hour = COALESCE(an_hour, m.digest_hour)
   WHERE m.id = access.current_member();
  IF NOT FOUND THEN PERFORM access.refuse('nobody_acts'); END IF;
END $$;

REVOKE ALL ON FUNCTION agencies.prefer_shortcuts(boolean), agencies.prefer_digest(text, integer) FROM PUBLIC;
"""
FOR_APP = (
    "GRANT EXECUTE ON FUNCTION agencies.prefer_shortcuts(boolean), agencies.prefer_digest(text, integer) "
    f"TO {APP}"
)
DROP = "DROP FUNCTION agencies.prefer_shortcuts(boolean), agencies.prefer_digest(text, integer)"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_seen_by_two"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="digest",
            field=models.TextField(
                choices=[("none", "none"), ("daily", "daily"), ("working_days", "working_days")],
                db_default="working_days",
                default="working_days",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="digest_hour",
            field=models.PositiveSmallIntegerField(db_default=8, default=8),
        ),
        migrations.AddField(
            model_name="member",
            name="shortcuts",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest_hour__lte", 23)), name="an_hour_of_the_day"
            ),
        ),
        migrations.RunSQL(OWN_CHOICES + FOR_APP, DROP),
    ]
