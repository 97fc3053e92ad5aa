"""For psychologists: the course, and its exercise."""

from safeconduct.public.learning.seeding.handbook.psychologist import CHAPTERS
from safeconduct.public.learning.seeding.parts import GDPR, Course, deeds, question

PSYCHOLOGIST: Course = {
    "title": "For psychologists: what others need to know, and what not",
    "profession": "psychologist",
    "hours": 1.5,
    "introduction": "The others need an answer, and not the reason for it.",
    "chapters": CHAPTERS,
    "exercise": {
        "title": "The shelter asks what is wrong with Daria",
        "introduction": "Daria (invented) cries at night. The shelter abroad asks for her diagnosis first.",
        "questions": [
            question(
                "What do you answer?",
                "Regulation (EU) 2016/679, Article 9(3)",
                GDPR,
                (
                    "What she needs: a room alone, somebody at night",
                    True,
                    "They can act on it, and it betrays nothing.",
                ),
                ("The diagnosis: they must know", False, "They need what to do, and not why."),
                ("Nothing at all", False, "Then she arrives at a place that cannot hold her."),
            ),
        ],
        "deeds": deeds(
            (
                "Sign in as the psychologist, write a note, then look at the person's page as the social worker.",
                "Health is opened by clinicians of one agency. Others see that it is held, and by whom they can ask.",
            ),
        ),
    },
}
