"""A number that counts on whenever something changes that pages are made of, so that a page can be kept until then.

A sequence: nobody waits for it, and no later migration finds a table with a trigger that still waits. It counts before
the change is seen by others, so a page that is put together in between is a minute old at most.
"""

from django.db import migrations

from safeconduct.public.pages.generation import counted

TABLES = (
    "pages_countrypage", "pages_guidancepage", "pages_homepage", "pages_newspage", "pages_publicationpage",
    "pages_sectionpage", "pages_textpage", "wagtail_localize_stringsegment", "wagtail_localize_stringtranslation",
    "wagtail_localize_translation", "wagtail_localize_translationsource", "wagtailcore_locale", "wagtailcore_page",
    "wagtailcore_pageviewrestriction", "wagtailcore_site", "wagtaildocs_document",
)  # fmt: skip
BEGIN = """
CREATE SEQUENCE pages_generation;
CREATE FUNCTION pages_count_on() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS
$$ BEGIN PERFORM nextval('public.pages_generation'); RETURN NULL; END $$;
"""
END = "DROP FUNCTION pages_count_on(); DROP SEQUENCE pages_generation;"


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [
        migrations.RunSQL(BEGIN, END),
        counted(*TABLES),
    ]
