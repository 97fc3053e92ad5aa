"""The handbook for lawyers: four chapters."""

from safeconduct.public.learning.seeding.parts import PRACTICE, WHO, chapter, part

CCBE = "CCBE, Code of conduct for European lawyers"

CHAPTERS = [
    chapter(
        "Two countries, two lawyers, one person",
        "A trial here, threats and a family there. Both lawyers should know of each other.",
        part(
            "At the first talk",
            PRACTICE,
            "Ask in which countries something runs: a trial, a permit, a claim, a debt.",
            "Write down the next day that cannot be moved, and who keeps it.",
        ),
        part(
            "What goes to the colleague",
            f"{CCBE}, 2.3",
            "What is privileged stays in your own file.",
            "A referral carries what the other needs, if the person agrees.",
        ),
    ),
    chapter(
        "Before the first statement",
        "What you look at first, and what you say before the person says anything.",
        part(
            "What you look at first",
            PRACTICE,
            "As what is the person asked to come: as a witness, or because of something they may have done?",
            "Who called them, and who told them what would happen if they did not come?",
            "Which language do they think in? Who interprets, and does that person know the family?",
        ),
        part(
            "What you say",
            "Directive 2011/36/EU, Article 12(2)",
            "Advice comes first, and without delay. That holds also for a claim for compensation.",
            "Who cannot pay for it has it free of charge.",
        ),
        part(
            "What the law gives to whoever was compelled",
            "Directive 2011/36/EU as amended by Directive (EU) 2024/1712, Article 8",
            "Authorities must be able to leave unpunished what somebody was compelled to do.",
            "Say early that it may be so: after a plea it is harder.",
        ),
    ),
    chapter(
        "What you must not do",
        "Three things that cannot be undone.",
        part(
            "Before you know the name",
            f"{CCBE}, 3.2",
            "Do not read a file before you have looked for a conflict of interest. You cannot forget it.",
            "Do not act for two people who may blame each other, also when both ask you to.",
        ),
        part(
            "In talks with others",
            f"{CCBE}, 2.3",
            "Do not tell a shelter, a colleague or an authority what was told to you as a lawyer.",
            "The secret belongs to the person. Ask them each time, and say what follows from a yes.",
        ),
        part(
            "In what you promise",
            f"{WHO}, 3",
            "Do not promise a permit, a sum or an end of a trial. Others decide it.",
            is_compared=True,
        ),
    ),
    chapter(
        "Money that is owed, and where to ask for it",
        "Whom to call when the crime was in one country and the person lives in another.",
        part(
            "What the law gives",
            "Directive 2004/80/EC, Articles 1 to 3",
            "Who suffered a violent intentional crime in another Member State applies where they live.",
            "The country in which the crime was committed pays.",
        ),
        part(
            "Whom to call",
            PRACTICE,
            "The assisting authority of the country in which the person lives. It gives forms and advice.",
            "The colleague in the other country, for what was awarded there and was never paid.",
        ),
        part(
            "What you write down",
            PRACTICE,
            "Wages that were not paid, with what is known of hours and weeks, however rough.",
            "The last day for each claim. An award that is not paid is not an end.",
        ),
    ),
]
