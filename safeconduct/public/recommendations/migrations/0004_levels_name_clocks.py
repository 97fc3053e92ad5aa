"""Before deployment. A promise of an agreement can name the clock that it sets. Made by makemigrations."""

import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_pictures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreementversionpage",
            name="levels",
            field=wagtail.fields.StreamField(
                [("level", 3)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"label": "What is done", "max_length": 160}),
                    1: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"label": "Within hours", "max_value": 8760, "min_value": 1},
                    ),
                    2: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("sent", "until a referral is noticed"),
                                ("acknowledged", "until it is decided"),
                                ("info_requested", "until a question is answered"),
                                ("accepted", "until the handover is agreed on"),
                                ("outcome_recorded", "until the outcome is confirmed"),
                            ],
                            "help_text": "Nodes compare their own times with it. Left open, nobody does.",
                            "label": "Clock of a node that it sets",
                            "required": False,
                        },
                    ),
                    3: (
                        "wagtail.blocks.StructBlock",
                        [[("what", 0), ("hours", 1), ("clock", 2)]],
                        {"icon": "time", "label": "Time limit"},
                    ),
                },
                verbose_name="Times that are promised",
            ),
        ),
    ]
