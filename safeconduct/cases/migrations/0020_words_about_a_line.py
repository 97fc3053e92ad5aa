"""Before deployment. Of what the person says is wrong: of which line of a part, by a name that holds no content."""

from django.db import migrations, models
from django.db.models import Q

PLAN = r"^(persons_goals|objectives|plan_actions-[0-9]{1,3})@[0-9]{1,7}$"
APPOINTMENTS = r"^(month_1|month_3|month_6|month_12|plan_reviews-[0-9]{1,3})@[0-9]{1,7}$"
CONSENTS = r"^consent@[0-9]{1,7}$"
SEEN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}/(paper|[a-z_]{2,40}/([0-9a-f]{32}|nobody)/(read|copied))@0$"


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_erasures")]

    operations = [
        migrations.AddField("personsword", "line", models.TextField(db_default="", default="")),
        migrations.AddConstraint(
            "personsword",
            models.CheckConstraint(
                condition=Q(line="")
                | Q(kind="wrong", about="plan", line__regex=PLAN)
                | Q(kind="wrong", about="appointments", line__regex=APPOINTMENTS)
                | Q(kind="wrong", about="seen", line__regex=SEEN)
                | Q(kind="wrong", about="consents", consent_id__isnull=False, line__regex=CONSENTS),
                name="a_word_names_a_line_of_its_part",
            ),
        ),
    ]
