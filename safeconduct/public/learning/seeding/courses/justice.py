"""For prosecutors and judges: the course, and its exercise."""

from safeconduct.public.learning.seeding.handbook.justice import CHAPTERS
from safeconduct.public.learning.seeding.parts import DIRECTIVE, Course, deeds, question

JUSTICE: Course = {
    "title": "For prosecutors and judges: heard once, and not punished",
    "profession": "prosecutor",
    "hours": 1.5,
    "introduction": "Whoever was compelled must be able to be left unpunished, and is not heard again without need.",
    "chapters": CHAPTERS,
    "exercise": {
        "title": "Ilie had a false paper",
        "introduction": "Ilie (invented) was found in a workshop, with a paper in another name that was given to him.",
        "questions": [
            question(
                "What is asked first?",
                "Directive 2011/36/EU as amended by Directive (EU) 2024/1712, Article 8",
                DIRECTIVE,
                (
                    "Whether he was compelled to use it",
                    True,
                    "Who was compelled must be able to be left unpunished.",
                ),
                ("Where the paper comes from", False, "That comes after, and with advice."),
                ("Whether he will give evidence", False, "Not being punished is no payment for a statement."),
            ),
            question(
                "He was heard by the police for three hours. A second interview is planned. What holds?",
                "Directive 2011/36/EU, Articles 12(4) and 15(3)",
                DIRECTIVE,
                (
                    "Only about what is not recorded, when he can",
                    True,
                    "Needless repetition is to be avoided.",
                ),
                (
                    "The whole again, for the trial",
                    False,
                    "An interview that hurts gives no better statement.",
                ),
            ),
        ],
        "deeds": deeds(
            (
                "Sign in as the authority and ask for one section, for one purpose and a time.",
                "An authority reads what the person named to it, for the purpose and time that they agreed to.",
            ),
        ),
    },
}
