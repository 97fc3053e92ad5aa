"""Before deployment. What is sealed is kept as it is, and two indexes for beginnings of words go: nobody looks for any.

To compress what looks random gains nothing (12,905 bytes of a message became 12,909) and took a fiftieth of the database's
time. Django makes an index of the second kind for each key that is a text; a receipt and a handle are asked for whole.
"""

from django.db import migrations

SEALED = (("outgoing", "event"), ("held_back", "held"))
BEGINNINGS = (
    ("receipt", "digest", "receipt_digest_e389b0eb_like"),
    ("handle", "handle", "handle_handle_643699f1_like"),
)


def keeping(how: str) -> str:
    """The columns with what is sealed are kept so from now on."""
    return ";".join(
        f"ALTER TABLE exchange.{table} ALTER COLUMN {column} SET STORAGE {how}" for table, column in SEALED
    )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0008_looked_up")]

    operations = [
        migrations.RunSQL(keeping("EXTERNAL"), keeping("EXTENDED")),
        *[
            migrations.RunSQL(
                f"DROP INDEX IF EXISTS exchange.{name}",
                f"CREATE INDEX IF NOT EXISTS {name} ON exchange.{table} ({column} text_pattern_ops)",
            )
            for table, column, name in BEGINNINGS
        ],
    ]
