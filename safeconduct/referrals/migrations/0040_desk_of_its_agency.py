"""Before deployment. Questions come to a team of the own agency, and nobody is the contact of a country that is not theirs."""

from django.db import migrations

ADMINISTERS = (
    "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NOT NULL"
)
THEIRS = (
    f"{ADMINISTERS} AND EXISTS (SELECT FROM agencies.team t JOIN agencies.agency a ON a.id = t.agency_id"
    " WHERE t.id = letter_desk.team_id AND a.id = letter_desk.agency_id AND letter_desk.contact_of IN ('', a.country))"
)
ALTER = "ALTER POLICY {} ON referrals.letter_desk WITH CHECK ({})"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0039_two_agree")]

    operations = [
        migrations.RunSQL(ALTER.format(name, THEIRS), ALTER.format(name, ADMINISTERS))
        for name in ("desk_of_my_agency_made", "desk_of_my_agency_changed")
    ]
