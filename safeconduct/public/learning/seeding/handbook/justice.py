"""The handbook for prosecutors and judges: four chapters."""

from safeconduct.public.learning.seeding.parts import PRACTICE, chapter, part

CHAPTERS = [
    chapter(
        "What proceedings may ask of a person",
        "Three questions before an interview, and one before a charge.",
        part(
            "Before an interview",
            "Directive 2011/36/EU, Article 12(4)",
            "Is this recorded already? Then read it, and do not ask again.",
            "Can the person be heard now? A clinician answers that, without a diagnosis.",
            "Does the person know that you are an authority, and what you must do with what you hear?",
        ),
        part(
            "Before a charge",
            "Directive 2011/36/EU as amended by Directive (EU) 2024/1712, Article 8",
            "Was the person compelled to what they are accused of?",
        ),
    ),
    chapter(
        "Left unpunished for what one was forced to do",
        "What you see first is often an offence: a false paper, work without a permit, a theft.",
        part(
            "What to look for",
            PRACTICE,
            "Who had the papers, the telephone and the money? Who answered for the person?",
            "Was somebody punished when the person did not do it?",
        ),
        part(
            "What the law gives",
            "Directive 2011/36/EU as amended by Directive (EU) 2024/1712, Article 8",
            "The authorities must be able not to prosecute, and not to impose a penalty.",
            "It is no payment for a statement. Look at it whether the person speaks or not.",
        ),
        part(
            "What you must not do",
            PRACTICE,
            "Do not wait for the trial of those who gained by it. It may never come.",
        ),
    ),
    chapter(
        "Heard once, and protected",
        "A repeated interview hurts, and what is told twice is told differently.",
        part(
            "What the law gives",
            "Directive 2011/36/EU, Article 12(3) and (4)",
            "No needless repetition of interviews, no sight of the accused, no needless questions about private life.",
            "Protection by what this person needs, which is asked of each person anew.",
        ),
        part(
            "For a child",
            "Directive 2011/36/EU, Articles 13(2) and 15(3)",
            "Who may be a child is treated as one until the age is known.",
            "As few interviews as possible, by the same trained person, in a suitable room.",
        ),
        part(
            "What to say first",
            PRACTICE,
            "Who you are, whom you work for, and what you must do with what you hear.",
            "That the person has a lawyer before they answer, and who that is.",
        ),
    ),
    chapter(
        "What you may ask of those who help",
        "A shelter is no witness. Its help must not hang on what the person tells you.",
        part(
            "What the law gives",
            "Directive 2011/36/EU, Article 11(3)",
            "Help does not depend on whether the person is willing to give evidence.",
            "Do not ask a shelter to press for a statement, and read nothing into a silence.",
        ),
        part(
            "Time to think",
            "Council of Europe Convention 197, Article 13",
            "Where there are reasonable grounds, at least 30 days to recover and decide, in countries that are bound.",
            "Which period holds in your country the rules of law on a node say, with their source.",
        ),
        part(
            "Whom to ask, and for what",
            PRACTICE,
            "The prosecution and the police ask for one section, for one purpose, until one day. The person decides.",
            "A judge asks nobody here: a court reads what a party files.",
        ),
    ),
]
