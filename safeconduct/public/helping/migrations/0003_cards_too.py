"""Remarks about cards are handed over too. Not those that were written while the form named the editors alone."""

from django.db import migrations

LEFT = "UPDATE helping_remark SET is_left = true WHERE about <> '' AND about NOT LIKE 'place:%'"


class Migration(migrations.Migration):
    dependencies = [("helping", "0002_handed_on")]
    operations = [migrations.RunSQL(LEFT, migrations.RunSQL.noop)]
