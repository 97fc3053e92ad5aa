"""Conferences and sessions are found by their words, without accents, from the row itself: nothing is to be kept up."""

from django.db import migrations

from safeconduct.public.pages.folding import plain_in_sql

FUNCTION = """
CREATE FUNCTION public.conferences_words({arguments}) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT pg_catalog.to_tsvector('pg_catalog.simple', {words}) $$;
"""
FOUND = {
    "conferences_edition": ("name", "series", "place"),
    "conferences_editiontext": ("name", "introduction"),
    "conferences_sessiontext": ("title", "about"),
}


def _function(*arguments: str) -> migrations.RunSQL:
    declared = ", ".join(f"{name} text" for name in arguments)
    words = plain_in_sql(" || ' ' || ".join(arguments))
    made = FUNCTION.format(arguments=declared, words=words)
    return migrations.RunSQL(made, f"DROP FUNCTION public.conferences_words({declared});")


def _index(table: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    made = (
        f"CREATE INDEX {table}_words ON {table} USING gin (public.conferences_words({', '.join(columns)}));"
    )
    return migrations.RunSQL(made, f"DROP INDEX {table}_words;")


class Migration(migrations.Migration):
    dependencies = [("conferences", "0004_earlier_versions")]
    operations = [
        _function("one", "two"),
        _function("one", "two", "three"),
        *(_index(table, columns) for table, columns in FOUND.items()),
    ]
