"""For social workers: the course, and its exercise."""

from safeconduct.public.learning.seeding.handbook.social_worker import CHAPTERS
from safeconduct.public.learning.seeding.parts import ANSWERED, SENT, TAKEN_BACK, Course, deeds, question

SOCIAL_WORKER: Course = {
    "title": "For social workers: a referral that arrives",
    "profession": "social_worker",
    "hours": 2,
    "introduction": "Most people are lost between two agencies: on the way, and after the first week.",
    "chapters": CHAPTERS,
    "exercise": {
        "title": "Mirela wants to go home on Monday",
        "introduction": "Mirela (invented) wants to go back. A list from last year says that a shelter has a place.",
        "questions": [
            question(
                "Her cousin offers to interpret the talk about the journey. What do you do?",
                "WHO, Ethical and safety recommendations for interviewing trafficked women (2003), 4",
                "",
                ("I ask for an interpreter who does not know her", True, "A relative may have a part in it."),
                (
                    "I take the offer: she trusts him",
                    False,
                    "Nobody tells everything before their own family.",
                ),
                ("We talk without interpreting", False, "She cannot agree to what she did not understand."),
            ),
            question(
                "What must stand in the referral before she leaves?",
                "WHO, Ethical and safety recommendations for interviewing trafficked women (2003), 1 and 7",
                "",
                ("Who meets her where, and what she fears", True, "A journey changes who can find her."),
                (
                    "Her whole story, so that nobody asks again",
                    False,
                    "Only what the other needs, and she agreed to.",
                ),
                ("That she is co-operative", False, "No help depends on that."),
            ),
        ],
        "deeds": deeds(SENT, ANSWERED, TAKEN_BACK),
    },
}
