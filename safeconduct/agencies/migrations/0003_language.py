"""Before deployment. The language that a member reads, and the function by which a member chooses it."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP

# One account is one reader: the choice holds at each of its places.
SPEAK = """
CREATE FUNCTION agencies.speak(a_language text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE account integer;
BEGIN
  SELECT m.user_id INTO account FROM agencies.member m WHERE m.id = access.current_member();
  IF account IS NULL THEN PERFORM access.refuse('nobody_is_acting'); END IF;
  UPDATE agencies.member m SET language = a_language WHERE m.user_id = account;
END $$;
REVOKE ALL ON FUNCTION agencies.speak(text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_administration")]
    operations = [
        migrations.AddField("member", "language", models.TextField(blank=True, db_default="", default="")),
        migrations.AddConstraint(
            "member",
            models.CheckConstraint(
                condition=models.Q(language__regex=r"^([a-z]{2,3}(-[A-Za-z]+)?)?$"), name="language_is_a_tag"
            ),
        ),
        migrations.RunSQL(SPEAK, "DROP FUNCTION agencies.speak(text)"),
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION agencies.speak(text) TO {APP}", migrations.RunSQL.noop),
    ]
