"""A page that is kept is put together anew when one of these changes."""

from django.db import migrations

from safeconduct.public.pages.generation import counted


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial"), ("pages", "0002_generation")]
    operations = [
        counted(
            "recommendations_agreementpage",
            "recommendations_agreementspage",
            "recommendations_agreementversionpage",
            "recommendations_comment",
            "recommendations_recommendationpage",
            "recommendations_recommendationspage",
        )
    ]
