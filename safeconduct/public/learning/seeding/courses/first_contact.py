"""For whoever meets somebody first: the course, and its exercise."""

from safeconduct.public.learning.seeding.handbook.first_contact import CHAPTERS
from safeconduct.public.learning.seeding.parts import DIRECTIVE, TAKEN_BACK, Course, deeds, question

FIRST: Course = {
    "title": "For whoever meets somebody first",
    "profession": "police_officer",
    "hours": 1,
    "introduction": "Police, border guards, inspectors, nurses, asylum officers. The first hour counts most.",
    "chapters": CHAPTERS,
    "exercise": {
        "title": "A man at the building site",
        "introduction": "At an inspection Petru (invented) does not answer. The foreman answers, and has his papers.",
        "questions": [
            question(
                "What do you do?",
                "Directive 2011/36/EU, Article 11(2)",
                DIRECTIVE,
                ("I speak with him apart and name a service", True, "Help begins with the first indication."),
                ("I ask the foreman for an explanation", False, "He may be who holds him there."),
                ("I wait for a complaint", False, "Many never complain. No complaint is needed."),
            ),
            question(
                "He says no to everything. What then?",
                "Directive 2011/36/EU, Article 11(3)",
                DIRECTIVE,
                (
                    "I leave a number, and say that he can come later",
                    True,
                    "A no is not for ever, and costs no help.",
                ),
                ("I write that he is not affected", False, "You know that he said no, and not why."),
            ),
        ],
        "deeds": deeds(
            (
                "Ask a service a question without a name, and turn the answer into a referral when the person agrees.",
                "A consultation holds no name, number or date. With the person's yes it becomes a referral.",
            ),
            TAKEN_BACK,
        ),
    },
}
