"""For lawyers: the course, and its exercise."""

from safeconduct.public.learning.seeding.handbook.lawyer import CHAPTERS
from safeconduct.public.learning.seeding.parts import ANSWERED, DIRECTIVE, SENT, Course, deeds, question

LAWYER: Course = {
    "title": "For lawyers: advice before the first statement",
    "profession": "lawyer",
    "hours": 2,
    "introduction": "What is said without advice can decide about a permit, a claim or a charge.",
    "chapters": CHAPTERS,
    "exercise": {
        "title": "Ana is to be heard on Thursday",
        "introduction": "Ana (invented) was brought from one country to another. On Thursday she is to be heard.",
        "questions": [
            question(
                "What comes first?",
                "Directive 2011/36/EU, Article 12(2)",
                DIRECTIVE,
                (
                    "Advice, before the first interview",
                    True,
                    "Access to legal counselling is to be without delay.",
                ),
                (
                    "The interview: advice can follow",
                    False,
                    "What was said stands, and later advice cannot undo it.",
                ),
                ("Whether she will speak at all", False, "Help and advice do not depend on it."),
            ),
            question(
                "A colleague asks you for her file. You may have acted for somebody whom she names. What do you do?",
                "CCBE, Code of conduct for European lawyers, 3.2",
                "",
                (
                    "I look for a conflict before I read it",
                    True,
                    "Who knows two opposite stories can serve neither.",
                ),
                ("I read it and decide then", False, "By then you know it."),
            ),
        ],
        "deeds": deeds(
            (
                "Sign in as the lawyer and look at the offer: say what you know of a conflict, then accept.",
                "The name is compared before you read it, and stays closed until a possible conflict is cleared.",
            ),
            SENT,
            ANSWERED,
        ),
    },
}
