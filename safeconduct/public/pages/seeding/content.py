"""The pages of the demonstration, in English. All partners are invented; no lawyer has checked a word."""

from datetime import date
from typing import Any

US = "Casa Salcia (invented)"
TITLE = "Help across borders, as the person decides"
INTRODUCTION = (
    "A network of organisations that bring trafficked people to help, in their own country and abroad. "
    "The person decides what is passed on, and to whom."
)
HOW = "How it works"
CHOSEN = (
    "<p>Somebody who works with the person looks for a service together with them: a room, a "
    "lawyer, a doctor, "
    "somebody who speaks their language.</p><p>The person says what the service may learn. Nothing "
    "else is sent.</p>"
)
ANSWERED = (
    "<p>The service answers. If it cannot help it says why, and the search goes on. No request ends "
    "in silence.</p>"
    "<p>The person can take their consent back at any time, and need not say why.</p>"
)
PROMISE = "What we promise"
PROMISED = (
    "<p>Help does not depend on whether somebody speaks with the police.</p>"
    "<p>No office keeps a list of everybody who was helped.</p>"
)
HOME_BODY: list[tuple[str, Any]] = [
    ("heading", HOW),
    ("text", CHOSEN),
    ("text", ANSWERED),
    ("heading", PROMISE),
    ("text", PROMISED),
]

DIRECTIVE = {
    "name": "Directive 2011/36/EU, Article 11(3)",
    "address": "https://eur-lex.europa.eu/eli/dir/2011/36/oj",
    "read_on": date(2026, 11, 29),
}
"""The day is that of this page; the rule packs say where and when the article itself was read."""

LAWYERS: dict[str, Any] = {
    "title": "For lawyers: what to ask first",
    "slug": "lawyers",
    "introduction": "Four questions for the first talk. They replace no law book and no colleague "
    "in the other country.",
    "profession": "lawyer",
    "speaks_of_law": True,
    "body": [
        ("heading", "Does help depend on a statement?"),
        (
            "text",
            (
                "<p>No. Under the Directive, assistance and support are not made conditional on "
                "whether the person is "
                "willing to co-operate in the investigation, prosecution or trial. Rules on "
                "residence stand beside it.</p>"
            ),
        ),
        ("heading", "What else to ask"),
        (
            "text",
            (
                "<ul><li>Which last days run already, and in which country?</li><li>Has the person "
                "a lawyer in the other "
                "country, and may you know of each other?</li><li>Who else holds papers of the "
                "person?</li></ul>"
            ),
        ),
        ("sources", [DIRECTIVE]),
    ],
}

SOCIAL_WORKERS: dict[str, Any] = {
    "title": "For social workers: before you ask abroad",
    "slug": "social-workers",
    "introduction": "What the person should have heard before you look for a service in another country.",
    "profession": "social_worker",
    "body": [
        (
            "text",
            (
                "<ol><li>Say what the other side would learn, and what not.</li><li>Say that they "
                "can stop it at any time.</li>"
                "<li>Ask how and when it is safe to reach them.</li><li>Agree what happens if "
                "nobody can help.</li></ol>"
            ),
        )
    ],
}

COUNTRIES: list[dict[str, Any]] = [
    {
        "title": "Romania",
        "slug": "romania",
        "country": "RO",
        "introduction": "Which partners of this network work in Romania, and how an organisation "
        "abroad reaches them.",
        "body": [
            (
                "text",
                (
                    "<p>Two partners take requests from abroad: Casa Salcia for first contact and "
                    "counselling, Cabinet Teiul "
                    "for legal advice. Both are invented for this demonstration.</p><p>Partners are "
                    "reached through the "
                    "network, not through this page.</p>"
                ),
            )
        ],
    },
    {
        "title": "Belgium",
        "slug": "belgium",
        "country": "BE",
        "introduction": "Which partners of this network work in Belgium, and how an organisation "
        "abroad reaches them.",
        "body": [
            (
                "text",
                (
                    "<p>The partners in Belgium are those of the second node of this demonstration. "
                    "All of them are "
                    "invented.</p>"
                ),
            )
        ],
    },
]

NEWS: dict[str, Any] = {
    "title": "This site is open",
    "slug": "this-site-is-open",
    "day": date(2026, 11, 29),
    "introduction": "What the network writes for everybody now stands here. It is thin, and it says "
    "what is missing.",
    "body": [
        (
            "text",
            (
                "<p>Each page names who answers for it and when it was reviewed. Each was approved "
                "by somebody who did not "
                "write it.</p>"
            ),
        )
    ],
}

PARTNERS: dict[str, Any] = {
    "title": "Partners",
    "slug": "partners",
    "introduction": "Organisations of the network, as they want to be known. All of these are invented.",
    "body": [
        (
            "partners",
            [
                {
                    "name": "Casa Salcia",
                    "place": "Romania",
                    "does": "First contact, counselling, accompaniment.",
                    "address": "",
                },
                {"name": "Cabinet Teiul", "place": "Romania", "does": "Legal advice.", "address": ""},
            ],
        )
    ],
}

GLOSSARY: dict[str, Any] = {
    "title": "Words",
    "slug": "words",
    "introduction": "What we mean by a word. These are our own wordings for our own use, and not law.",
    "body": [
        (
            "terms",
            [
                {"term": "Person", "meaning": "The human being who looks for help. We do not say “victim”."},
                {
                    "term": "Referral",
                    "meaning": "Asking a service to help a person, with what the person lets us tell it.",
                },
                {
                    "term": "Consent",
                    "meaning": "The person’s yes: to this recipient, for this purpose, until this "
                    "day. It can be taken back.",
                },
                {"term": "Outcome", "meaning": "What became of a referral. Each one ends with an outcome."},
            ],
        )
    ],
}

ACCESSIBILITY: dict[str, Any] = {
    "title": "Accessibility",
    "slug": "accessibility",
    "introduction": "How this site can be used, what was tested, and whom to tell when something "
    "does not work.",
    "body": [
        ("heading", "How far it is"),
        (
            "text",
            (
                "<p>The site is meant to meet WCAG 2.2 at level AA. It works without scripts, by "
                "keyboard, on narrow screens "
                "and at 400 % zoom, in light and dark colours.</p>"
            ),
        ),
        ("heading", "What was tested"),
        (
            "text",
            (
                "<p>Developers tested it with automatic tools and by hand. No person with a "
                "disability has reviewed it yet. "
                "Files that are offered here may fall behind the pages; each says whether it works "
                "with a screen reader.</p>"
            ),
        ),
        ("heading", "Tell us"),
        (
            "text",
            (
                "<p>In a demonstration nobody is there to be told. On a real site the organisation "
                "named below answers, and "
                "this paragraph says how it is reached and which office to turn to if it does not.</p>"
            ),
        ),
    ],
}

PAPER: dict[str, Any] = {
    "title": "What a referral must not lose on its way",
    "slug": "what-a-referral-must-not-lose",
    "published_in": 2026,
    "licence": "CC BY 4.0",
    "introduction": "One page for organisations that agree on how to refer to each other.",
    "body": [
        (
            "text",
            (
                "<p>Five sentences to agree on before the first referral. They are ours; nobody outside "
                "has reviewed them.</p>"
            ),
        )
    ],
}
PAPER_FILE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What a referral must not lose on its way</title></head>
<body><main><h1>What a referral must not lose on its way</h1><ol>
<li>The person's consent: to whom, for what, until when.</li>
<li>The person's own words about what they want.</li>
<li>How and when it is safe to reach them.</li>
<li>A day by which somebody answers.</li>
<li>What became of it, told to whoever asked.</li>
</ol></main></body></html>
"""
