"""What courses are put together from: questions, deeds, chapters. Each statement says where it comes from."""

from typing import Any

type Course = dict[str, Any]
type Chapter = dict[str, Any]
type Part = list[tuple[str, Any]]

DIRECTIVE = "https://eur-lex.europa.eu/eli/dir/2011/36/oj"
GDPR = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"
PRACTICE = "practice of this network, no law"
WHO = "WHO, Ethical and safety recommendations for interviewing trafficked women (2003)"
NRM = "National referral mechanism of Bulgaria, measure 1.4"
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


def question(words: str, source: str, address: str, *options: tuple[str, bool, str]) -> tuple[str, Any]:
    """A choice; each option with whether the standard asks for it, and what is to be said of it."""
    listed = [{"words": option, "holds": holds, "why": why} for option, holds, why in options]
    return "question", {
        "words": words,
        "options": listed,
        "source": source,
        "address": address,
        "compared_on": None,
    }


def deeds(*done: tuple[str, str]) -> Part:
    """Steps in the demonstration, each with what the standard says."""
    return [("deed", {"words": words, "standard": standard}) for words, standard in done]


def chapter(title: str, introduction: str, *parts: Part) -> Chapter:
    """A short page of a handbook."""
    return {"title": title, "introduction": introduction, "body": [block for part in parts for block in part]}


def part(heading: str, source: str, *points: str, is_compared: bool = False) -> Part:
    """Points under a heading, and below them where they come from; no text of a reader comes here."""
    listed = "".join(f"<li>{point}</li>" for point in points)
    is_known = is_compared or source == PRACTICE
    cited = f"Source: {source}{'' if is_known else ' (not compared with its text)'}."
    return [("heading", heading), ("text", f"<ul>{listed}</ul><p>{cited}</p>")]
