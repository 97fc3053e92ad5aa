"""The handbook for psychologists: four chapters."""

from safeconduct.public.learning.seeding.parts import NRM, PRACTICE, WHO, chapter, part

CHAPTERS = [
    chapter(
        "Fit to travel, fit to be heard",
        "What a clinician says to a team, and what stays in the clinician's room.",
        part(
            "What you say",
            "Regulation (EU) 2016/679, Article 9(3)",
            "Whether somebody can travel or be heard, from when, and under which conditions. No diagnosis.",
            "What helps at night, on the journey and in a waiting room.",
        ),
        part(
            "What stays",
            "Regulation (EU) 2016/679, Articles 9(2)(h) and 9(3)",
            "A note about treatment can be used against somebody before a court, in a family and at a border.",
            "Write notes in your own room, and needs where the others read.",
        ),
    ),
    chapter(
        "The first talk",
        "What you see first is not a diagnosis. It may be fear of somebody in the next room.",
        part(
            "Before it begins",
            f"{WHO}, 4",
            "An interpreter whom the person does not know, and who signs that nothing is told on.",
            "No relative, no friend, nobody who came along.",
            is_compared=True,
        ),
        part(
            "What to say",
            f"{WHO}, 5 and 6",
            "What you write down, who reads it, and that they can say no to each question.",
            is_compared=True,
        ),
        part(
            "The limit, said first",
            NRM,
            "What you cannot keep to yourself: danger to a life.",
            is_compared=True,
        ),
        part(
            "What you must not do",
            f"{WHO}, 3 and 8",
            "Do not ask for the story because it is interesting. Ask what helps now.",
            "Do not promise that it will pass by a day.",
        ),
    ),
    chapter(
        "A report for somebody else",
        "A lawyer, a court or an authority asks you to write what you know.",
        part(
            "Before you write",
            PRACTICE,
            "Who asks, for which proceedings, and what happens if you write nothing?",
            "The person decides, reads it before it goes, and can ask you to leave out a part.",
        ),
        part(
            "What you write",
            PRACTICE,
            "What you saw and when, what follows from it for the question that was asked, and what you do not know.",
            "No answer to whether a story is true. You were not there.",
        ),
        part(
            "What you must not do",
            "Regulation (EU) 2016/679, Article 5(1)(c)",
            "Do not hand over your notes in the place of a report.",
        ),
    ),
    chapter(
        "Whom to call, and what the law gives",
        "You are one of several. The person should not have to carry words between you.",
        part(
            "What the law gives",
            "Directive 2011/36/EU, Article 11(3) and (5)",
            "Help includes treatment, also of the mind, as far as it is needed, with the person's agreement.",
            "It does not depend on whether the person gives evidence.",
        ),
        part(
            "Whom to call",
            PRACTICE,
            "Danger to a life now: 112, then whoever leads the case.",
            "Somebody who treats the person next: the person asks them, or you do with their yes.",
            "Yourself: somebody with whom you can speak about your work without a name.",
        ),
    ),
]
