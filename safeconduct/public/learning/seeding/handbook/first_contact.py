"""The handbook for whoever meets somebody first: four chapters."""

from safeconduct.public.learning.seeding.parts import NRM, PRACTICE, WHO, chapter, part

CHAPTERS = [
    chapter(
        "The first hour",
        "Signs are not proof, and help does not wait for proof.",
        part(
            "In this order",
            PRACTICE,
            "Make it safe: somewhere apart, away from whoever came along.",
            "Say who you are and what you must do with what you hear, before you ask anything.",
            "Say where help is, whatever the person tells or does not tell you.",
            "Ask once, write down what you saw, and do not press for a story.",
        ),
    ),
    chapter(
        "What you see first",
        "One sign says little. Several together are a reason to ask, and none is needed to offer help.",
        part(
            "Signs at work",
            "ILO, Operational indicators of trafficking in human beings (2009)",
            "Somebody else answers, has the papers, or is paid in the person's place.",
            "They live where they work, and do not leave alone.",
            "They owe money that grows, or were promised other work.",
        ),
        part(
            "What you write down",
            PRACTICE,
            "What you saw and heard, the hour, and who was there. Not what you conclude.",
        ),
        part(
            "Perhaps a child",
            "Directive 2011/36/EU, Article 13(2)",
            "Where the age is not sure, treat the person as a child until it is known.",
        ),
    ),
    chapter(
        "What you must not do",
        "Each of these has cost somebody their safety.",
        part(
            "While somebody listens",
            f"{WHO}, 1 and 5",
            "Do not ask before the person who came along, and do not tell that person what you think.",
            "Do not call a number that was not given to you as safe.",
            is_compared=True,
        ),
        part(
            "With whoever offers to interpret",
            f"{WHO}, 4",
            "Do not let a relative, a colleague or the foreman interpret.",
            is_compared=True,
        ),
        part(
            "In what you say",
            f"{WHO}, 3",
            "Do not promise a bed, a permit or that nothing will happen.",
            is_compared=True,
        ),
        part("To hear more", PRACTICE, "Do not threaten with an expulsion or a penalty."),
    ),
    chapter(
        "Whom to call, and what the law gives",
        "You do not have to know whether it is trafficking. You have to know whom to ask.",
        part(
            "Whom to call",
            PRACTICE,
            "Danger to a life: 112. A child that is missing: 116 000.",
            "A service: ask it without a name whether it could help, and leave its number if the person says no.",
            "Who the focal point of your country is, the coordinator's office says. This handbook does not know it.",
        ),
        part(
            "What the law gives",
            "Directive 2011/36/EU, Article 11(2) and (3)",
            "Help begins as soon as there are reasonable grounds, and does not wait for a complaint.",
            "It does not depend on a statement.",
        ),
        part(
            "What comes next",
            NRM,
            "With the person's yes a service is told what it needs to know, and says what became of it.",
            is_compared=True,
        ),
    ),
]
