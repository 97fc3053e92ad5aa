"""What the network of the demonstration asks for and has agreed on. All partners and all numbers are invented."""

from datetime import date, timedelta
from typing import Any

US = "Casa Salcia (invented)"
BOARD = {
    "title": "Recommendations",
    "slug": "recommendations",
    "introduction": "What our conferences asked for, of whom, by when, and what has become of it.",
}
AGREEMENTS = {
    "title": "Agreements",
    "slug": "agreements",
    "introduction": "What organisations of the network have signed with each other, by version.",
}


def recommendations(today: date) -> list[dict[str, Any]]:
    """With days around today, so that one is late, one is done, one is begun, one waits."""
    return [
        {
            "title": "Every referral gets an answer within five days",
            "introduction": "Yes, no, or a question: whoever is asked for help answers within five days.",
            "drawn_from": "conference",
            "drawn_from_words": "Final conference of the network (invented)",
            "addressee": "All services that are listed in the directory",
            "due_on": today + timedelta(days=120),
            "stage": "begun",
            "indicator": "Referrals that were answered within five days",
            "unit": "percent",
            "baseline": 41,
            "target": 95,
            "measured": 78,
            "measured_on": today - timedelta(days=20),
            "steps": [_step(today - timedelta(days=90), "Two services ask to be reminded on the third day.")],
            "adopted_by": [
                _agency("Casa Salcia (invented)", "Bucharest", today - timedelta(days=100)),
                _agency("Maison du Tilleul (invented)", "Brussels", today - timedelta(days=80)),
            ],
            "comments_until": today + timedelta(days=60),
            "body": [
                ("heading", "Why"),
                (
                    "text",
                    (
                        "<p>Whoever waits for an answer cannot look elsewhere. A quick no helps more than a late "
                        "yes.</p>"
                    ),
                ),
            ],
        },
        {
            "title": "A lawyer before the first statement",
            "introduction": "Nobody makes a first statement without having been offered a talk with a lawyer.",
            "drawn_from": "cases",
            "drawn_from_words": "Refusals that were explained by a lack of legal advice",
            "addressee": "Bar associations and police of the partner countries",
            "due_on": today - timedelta(days=30),
            "stage": "promised",
            "indicator": "First statements before which a lawyer was offered",
            "unit": "percent",
            "baseline": 30,
            "target": 100,
            "measured": None,
            "measured_on": None,
            "steps": [],
            "adopted_by": [],
            "comments_until": None,
            "body": [],
        },
        {
            "title": "Interpreters who know what they may not say",
            "introduction": "One short course on confidentiality for interpreters, in five languages.",
            "drawn_from": "conference",
            "drawn_from_words": "Local conference in Brussels (invented)",
            "addressee": "Services that call interpreters",
            "due_on": today - timedelta(days=60),
            "stage": "done",
            "indicator": "Languages in which the course is held",
            "unit": "languages",
            "baseline": 0,
            "target": 5,
            "measured": 5,
            "measured_on": today - timedelta(days=65),
            "steps": [
                _step(today - timedelta(days=200), "The course was written, and read by three interpreters."),
                _step(today - timedelta(days=65), "It was held in the fifth language."),
            ],
            "adopted_by": [],
            "comments_until": None,
            "body": [],
        },
        {
            "title": "Places for men and for families",
            "introduction": "In each partner country at least one service that takes men, and one that takes families.",
            "drawn_from": "statistic",
            "drawn_from_words": "Referrals that were declined because nobody takes men (invented)",
            "addressee": "Ministries that pay for places",
            "due_on": today + timedelta(days=300),
            "stage": "proposed",
            "indicator": "Partner countries with both",
            "unit": "countries",
            "baseline": 1,
            "target": 5,
            "measured": None,
            "measured_on": None,
            "steps": [],
            "adopted_by": [],
            "comments_until": today + timedelta(days=30),
            "body": [],
        },
    ]


def agreement() -> dict[str, str]:
    """The one that there is."""
    return {
        "title": "How we answer each other",
        "introduction": "The times within which organisations of the network answer a referral.",
    }


def versions(today: date) -> list[dict[str, Any]]:
    """The first is replaced, the second in force, the third open for comments."""
    partners = [_signature("Casa Salcia (invented)"), _signature("Maison du Tilleul (invented)")]
    return [
        _version(1, "replaced", today - timedelta(days=700), (72, 240), partners, None),
        _version(2, "in-force", today - timedelta(days=300), (48, 120), partners, None),
        _version(3, "drafted", None, (24, 120), [], today + timedelta(days=45)),
    ]


def _version(
    number: int,
    stage: str,
    since: date | None,
    hours: tuple[int, int],
    signed: list[dict[str, str]],
    comments_until: date | None,
) -> dict[str, Any]:
    receipt, answer = hours
    day = (since or date(2026, 1, 1)) - timedelta(days=14)
    return {
        "title": f"How we answer each other, version {number}",
        "introduction": "A receipt says that a person has seen the referral; an answer says yes, no, or asks.",
        "number": number,
        "stage": stage,
        "in_force_from": since,
        "levels": [
            ("level", {"what": "Receipt of a referral", "hours": receipt, "clock": "sent"}),
            ("level", {"what": "Answer to a referral", "hours": answer, "clock": "acknowledged"}),
        ],
        "signatures": [("signature", each | {"day": day}) for each in signed],
        "comments_until": comments_until,
        "body": [],
    }


def _signature(name: str) -> dict[str, str]:
    return {"name": name, "role": "Director"}


def _step(day: date, words: str) -> tuple[str, dict[str, Any]]:
    return "step", {"day": day, "words": words, "shown_by": ""}


def _agency(name: str, place: str, day: date) -> tuple[str, dict[str, Any]]:
    return "agency", {"name": name, "place": place, "day": day}
