"""Courses of ours: short, each statement with where it comes from, compared with no text and read by nobody yet.

What is asked for comes from the duties in `docs/reference/ethics.md`, which name the same sources. All people are
invented.
"""

from typing import Any

US = "Casa Salcia (invented)"
LIST = {
    "title": "Training",
    "slug": "training",
    "introduction": "Short courses by profession: a chapter to read, a situation to decide, steps to try out.",
}
DIRECTIVE = "https://eur-lex.europa.eu/eli/dir/2011/36/oj"
VICTIMS = "https://eur-lex.europa.eu/eli/dir/2012/29/oj"
GDPR = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"
SENT = (
    "Open the invented person of your worklist and begin a referral to a service in the other country.",
    "The person names the recipient, the purpose and the last day. Everything else stays closed.",
)
ANSWERED = (
    "Sign in as the receiver, accept, and say what became of each service.",
    "A referral ends with an outcome for each service. That somebody could not be reached is one too.",
)
TAKEN_BACK = (
    "Take one consent back, as the person would ask for, and look at the referral from both sides.",
    "A consent ends as soon as the person says so, without a reason, and no help depends on it.",
)


def _question(words: str, source: str, address: str, *options: tuple[str, bool, str]) -> tuple[str, Any]:
    listed = [{"words": option, "holds": holds, "why": why} for option, holds, why in options]
    return "question", {
        "words": words,
        "options": listed,
        "source": source,
        "address": address,
        "compared_on": None,
    }


def _deeds(*deeds: tuple[str, str]) -> list[tuple[str, Any]]:
    return [("deed", {"words": words, "standard": standard}) for words, standard in deeds]


def _text(*paragraphs: str) -> list[tuple[str, Any]]:
    return [("text", "".join(f"<p>{each}</p>" for each in paragraphs))]


LAWYER: dict[str, Any] = {
    "title": "For lawyers: advice before the first statement",
    "profession": "lawyer",
    "hours": 2,
    "introduction": "What is said without advice can decide about a permit, a claim or a charge.",
    "chapter": {
        "title": "Two countries, two lawyers, one person",
        "introduction": "A trial here, threats and a family there. Both lawyers should know of each other.",
        "body": _text(
            "Ask at the first talk in which countries something runs: a trial, a permit, a claim, a debt.",
            "Look for a conflict of interest before you read a name. You cannot forget it.",
            "What is privileged stays in your own file. A referral carries what the other needs, if the person agrees.",
            "Write down the next day that cannot be moved, and who keeps it.",
        ),
    },
    "exercise": {
        "title": "Ana is to be heard on Thursday",
        "introduction": "Ana (invented) was brought from one country to another. On Thursday she is to be heard.",
        "questions": [
            _question(
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
            _question(
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
        "deeds": _deeds(
            (
                "Sign in as the lawyer and look at the offer: say what you know of a conflict, then accept.",
                "The name is compared before you read it, and stays closed until a possible conflict is cleared.",
            ),
            SENT,
            ANSWERED,
        ),
    },
}

SOCIAL_WORKER: dict[str, Any] = {
    "title": "For social workers: a referral that arrives",
    "profession": "social_worker",
    "hours": 2,
    "introduction": "Most people are lost between two agencies: on the way, and after the first week.",
    "chapter": {
        "title": "Before, on the way, and after",
        "introduction": "What is agreed with the person before, who meets them, and what is asked afterwards.",
        "body": _text(
            "Before: say who will read what, for what purpose, until when, and that it can be taken back.",
            "On the way: say where, when and by whom the person is met. Nobody meets them whom they keep out.",
            "After: ask what became of it on the agreed days, and write down that nobody answered, if nobody did.",
        ),
    },
    "exercise": {
        "title": "Mirela wants to go home on Monday",
        "introduction": "Mirela (invented) wants to go back. A list from last year says that a shelter has a place.",
        "questions": [
            _question(
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
            _question(
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
        "deeds": _deeds(SENT, ANSWERED, TAKEN_BACK),
    },
}

JUSTICE: dict[str, Any] = {
    "title": "For prosecutors and judges: heard once, and not punished",
    "profession": "prosecutor",
    "hours": 1.5,
    "introduction": "Whoever was compelled must be able to be left unpunished, and is not heard again without need.",
    "chapter": {
        "title": "What proceedings may ask of a person",
        "introduction": "Three questions before an interview, and one before a charge.",
        "body": _text(
            "Is this recorded already? Then read it, and do not ask again.",
            "Can the person be heard now? A clinician answers that, without a diagnosis.",
            "Does the person know that you are an authority, and what you must do with what you hear?",
            "Before a charge: was the person compelled to what they are accused of?",
        ),
    },
    "exercise": {
        "title": "Ilie had a false paper",
        "introduction": "Ilie (invented) was found in a workshop, with a paper in another name that was given to him.",
        "questions": [
            _question(
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
            _question(
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
        "deeds": _deeds(
            (
                "Sign in as the authority and ask for one section, for one purpose and a time.",
                "An authority reads what the person named to it, for the purpose and time that they agreed to.",
            ),
        ),
    },
}

PSYCHOLOGIST: dict[str, Any] = {
    "title": "For psychologists: what others need to know, and what not",
    "profession": "psychologist",
    "hours": 1.5,
    "introduction": "The others need an answer, and not the reason for it.",
    "chapter": {
        "title": "Fit to travel, fit to be heard",
        "introduction": "What a clinician says to a team, and what stays in the clinician's room.",
        "body": _text(
            "Say whether somebody can travel or be heard, from when, and under which conditions. No diagnosis.",
            "A note about treatment can be used against somebody before a court, in a family and at a border.",
            "When a lawyer asks for a report: the person decides, and reads it before it goes.",
        ),
    },
    "exercise": {
        "title": "The shelter asks what is wrong with Daria",
        "introduction": "Daria (invented) cries at night. The shelter abroad asks for her diagnosis first.",
        "questions": [
            _question(
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
        "deeds": _deeds(
            (
                "Sign in as the psychologist, write a note, then look at the person's page as the social worker.",
                "Health is opened by clinicians of one agency. Others see that it is held, and by whom they can ask.",
            ),
        ),
    },
}

FIRST: dict[str, Any] = {
    "title": "For whoever meets somebody first",
    "profession": "police_officer",
    "hours": 1,
    "introduction": "Police, border guards, inspectors, nurses, asylum officers. The first hour counts most.",
    "chapter": {
        "title": "The first hour",
        "introduction": "Signs are not proof, and help does not wait for proof.",
        "body": _text(
            "Make it safe: somewhere apart, away from whoever came along.",
            "Say who you are and what you must do with what you hear, before you ask anything.",
            "Say where help is, whatever the person tells or does not tell you.",
            "Ask once, write down what you saw, and do not press for a story.",
        ),
    },
    "exercise": {
        "title": "A man at the building site",
        "introduction": "At an inspection Petru (invented) does not answer. The foreman answers, and has his papers.",
        "questions": [
            _question(
                "What do you do?",
                "Directive 2011/36/EU, Article 11(2)",
                DIRECTIVE,
                ("I speak with him apart and name a service", True, "Help begins with the first indication."),
                ("I ask the foreman for an explanation", False, "He may be who holds him there."),
                ("I wait for a complaint", False, "Many never complain. No complaint is needed."),
            ),
            _question(
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
        "deeds": _deeds(
            (
                "Ask a service a question without a name, and turn the answer into a referral when the person agrees.",
                "A consultation holds no name, number or date. With the person's yes it becomes a referral.",
            ),
            TAKEN_BACK,
        ),
    },
}

COURSES = [LAWYER, SOCIAL_WORKER, JUSTICE, PSYCHOLOGIST, FIRST]
