"""What a conference says of itself to programs: an Event in the words of schema.org. Pure."""

from typing import Any

from safeconduct.public.conferences.programme.facts import EditionFacts


def described(edition: EditionFacts, *, address: str) -> dict[str, Any]:
    """The edition as schema.org names things; `address` is that of its page. What is not known is left out."""
    status = "EventCancelled" if edition.is_cancelled else "EventScheduled"
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "url": address,
        "name": edition.name.words,
        "description": edition.introduction.words,
        "startDate": edition.starts.isoformat(),
        "endDate": edition.ends.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "location": {
            "@type": "Place",
            "name": edition.place,
            "address": {"@type": "PostalAddress", "addressCountry": edition.country},
        },
        "organizer": {"@type": "Organization", "name": edition.organiser},
        "inLanguage": list(edition.interpretation) or [edition.language],
    }
    return {name: value for name, value in told.items() if value}
