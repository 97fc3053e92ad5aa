"""Before deployment. Two people agree to a bed count, each for themselves; nobody writes the other one's yes."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0039_two_agree.sql"
BACK = "DROP TRIGGER yes_to_beds ON referrals.bed_agreement; DROP FUNCTION referrals.yes_to_beds();"
MINE = "agency_id = (SELECT access.current_agency())"
MAY_AGREE = (
    "EXISTS (SELECT FROM agencies.member m WHERE m.id = (SELECT access.current_member())"
    " AND (m.supervises OR m.profession = 'administrator'))"
)
MY_WISH = f"{MINE} AND state = 'proposed' AND side = 'sender' AND first_by = (SELECT access.current_member()) AND second_by IS NULL"
OF_PEER = (
    "peer = (SELECT access.current_peer()) AND other_agency_id IN "
    "(SELECT a.id FROM agencies.agency a WHERE a.node = (SELECT access.current_peer()))"
)
NOBODY_YET = "side = 'receiver' AND first_by IS NULL AND second_by IS NULL AND message IS NULL"
INSERT = "ALTER POLICY {} ON referrals.bed_agreement WITH CHECK ({})"
DELETE = "ALTER POLICY bed_agreements_of_my_agency_ended ON referrals.bed_agreement USING ({})"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0038_round_by_its_answer")]

    operations = [
        migrations.RunSQL(
            INSERT.format("bed_agreements_wanted_by_my_agency", f"{MY_WISH} AND {MAY_AGREE}"),
            INSERT.format("bed_agreements_wanted_by_my_agency", f"{MINE} AND state = 'proposed'"),
        ),
        migrations.RunSQL(
            INSERT.format(
                "bed_agreements_asked_by_the_peer", f"{OF_PEER} AND state = 'came' AND {NOBODY_YET}"
            ),
            INSERT.format("bed_agreements_asked_by_the_peer", f"{OF_PEER} AND state = 'came'"),
        ),
        migrations.RunSQL(DELETE.format(f"{MINE} AND {MAY_AGREE}"), DELETE.format(MINE)),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
