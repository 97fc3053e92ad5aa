"""Before deployment. When something was last written in a case, for the function that finds what is over."""

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, policy


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_bringing_in"), ("access", "0004_terms")]
    operations = [
        # No serving role is the owner, and what it sees is sealed.
        policy("the_owner_of_the_doors_reads", "cases.section_version", OWNER, "SELECT", "true").operation(),
    ]
