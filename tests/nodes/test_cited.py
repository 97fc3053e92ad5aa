"""A clock that began under an agreement says so where it stands: on the page of the referral, and on Today."""

import json

from tests.nodes.story import Story
from tests.nodes.town import Town

CITED = {"code": "a-day", "version": 2, "title": "First contact & answer", "language": "fr"}
AGREED = CITED | {"is_agreed": True}


def test_the_referral_and_today_say_by_which_agreement_and_version(town: Town) -> None:
    story = Story(town).reach("sent")
    page = f"/referrals/{story.reference}/"
    assert "agreed between partners, not law" in story.ana.see(page).text
    assert "First contact" not in story.ana.see(page).html
    named(town, story, AGREED)
    banner = story.ana.see(page).html
    assert 'by “<span lang="fr">First contact &amp; answer</span>”, version 2' in banner
    row = story.ana.see("/").html.partition(page)[2].partition("</tr>")[0]
    assert "by “First contact &amp; answer”, version 2" in row

    named(town, story, CITED)
    followed = story.ana.see(page)
    assert 'follows “<span lang="fr">First contact &amp; answer</span>”, version 2, not law' in followed.html
    assert "agreed between partners" not in followed.text
    row = story.ana.see("/").html.partition(page)[2].partition("</tr>")[0]
    assert "follows “First contact &amp; answer”, version 2" in row


def named(town: Town, story: Story, cited: dict[str, object]) -> None:
    town.ask(
        "ro",
        "UPDATE referrals.referral SET clock_cites = %s::jsonb WHERE reference = %s",
        json.dumps(cited),
        story.reference,
    )
