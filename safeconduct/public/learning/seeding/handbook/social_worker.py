"""The handbook for social workers: four chapters."""

from safeconduct.public.learning.seeding.parts import NRM, PRACTICE, WHO, chapter, part

CHAPTERS = [
    chapter(
        "Before, on the way, and after",
        "What is agreed with the person before, who meets them, and what is asked afterwards.",
        part(
            "Before",
            NRM,
            "The person chooses the service, as far as there is a choice, and agrees before you ask it.",
            "Ask the service whether it can take somebody like this, before anybody travels.",
            is_compared=True,
        ),
        part(
            "On the way",
            NRM,
            "Say where, when and by whom the person is met.",
            "Go with them where that is wanted and possible.",
            is_compared=True,
        ),
        part(
            "After",
            NRM,
            "Ask the service what became of it, and tell the person.",
            is_compared=True,
        ),
    ),
    chapter(
        "The talk about consent",
        "Seven facts and one limit, before the person decides.",
        part(
            "What to say",
            "IOM, Human Trafficking Case Data Standard, guidance on con_Consent",
            "What the talk is, what the data is for, and for what it is used or may be used later.",
            "That facts without a name may be used for research, if the person agrees.",
            "That they can see their data at any time, how long it is kept, and how to take it back.",
            is_compared=True,
        ),
        part(
            "The limit, said before",
            NRM,
            "Where a life is in danger, that must be told on. Say this before you ask, and not afterwards.",
            is_compared=True,
        ),
        part(
            "What you must not do",
            f"{WHO}, 6",
            "Do not ask for one yes to everything. The person may agree to a part.",
            "Do not ask why, when they say no. A no costs no help.",
            is_compared=True,
        ),
    ),
    chapter(
        "What goes, and what stays",
        "A shelter needs to know how to take somebody in. It does not need a story.",
        part(
            "What goes",
            NRM,
            "What the person needs and wishes, and from which day.",
            "What is dangerous, and what is done about it. How and when they may be reached.",
            is_compared=True,
        ),
        part("The name", PRACTICE, "It goes when the other side has accepted, and not before."),
        part(
            "What stays",
            "Regulation (EU) 2016/679, Article 5(1)(c)",
            "Your notes, what a clinician wrote, what a lawyer was told.",
            "What happened, unless the service cannot help without it and the person agrees.",
        ),
        part(
            "Who looks at the danger",
            f"{WHO}, 1 and 7",
            "Look at it with the person, and again at each contact. They know it best.",
            is_compared=True,
        ),
    ),
    chapter(
        "When nobody answers, and when somebody does not arrive",
        "Whom to call, and in which order.",
        part(
            "Nobody answers",
            PRACTICE,
            "Call the duty number of the agency. A message is no answer, and neither is a read receipt.",
            "Choose another service with the person while there is time. Tell the first one that you did.",
        ),
        part(
            "Somebody does not arrive",
            PRACTICE,
            "Agree at once which side calls the person. Two calls can put them in danger.",
            "Call only as it was agreed under Safe contact. Call 112 where a life is in danger.",
            "A child that does not arrive is an emergency within the hour: child protection, and 116 000.",
        ),
        part(
            "Afterwards",
            PRACTICE,
            "Write down what was found. “Not reached” is an outcome, and an empty line is none.",
        ),
    ),
]
