"""Making a conference by the form, as an organiser does."""

import re

from tests.public.reader import Answer, Browser

PARTICULARS = {
    "series": "Local circle",
    "name": "Made by a form",
    "introduction": "Two days of questions.",
    "language": "en",
    "scope": "local",
    "country": "RO",
    "place": "Cluj-Napoca",
    "time_zone": "Europe/Bucharest",
    "starts_at": "2031-07-01T10:00",
    "ends_at": "2031-07-02T16:00",
    "opens_at": "2026-01-01T09:00",
    "closes_at": "2031-06-20T18:00",
    "seats": "40",
    "interpretation": "English, română",
    "organiser": "Casa Salcia (invented)",
    "contact": "conferences@example.org",
    "offer_hours": "48",
    "keeps_days": "180",
    "funding": "",
}


def errors(answer: Answer) -> list[str]:
    """What stands in the summary of errors."""
    summary = answer.text.partition('class="not-taken"')[2].partition("</ul>")[0]
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", summary)


def make(organiser: Browser, code: str, **more: str) -> Answer:
    organiser.get("/edit/conferences/new/")
    return organiser.post("/edit/conferences/new/", {**PARTICULARS, "code": code, **more})
