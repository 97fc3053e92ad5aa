"""The final conference of the demonstration, in another country and time zone, for all partners."""

from safeconduct.public.conferences.seeding.local import LAWYER, SOCIAL
from safeconduct.public.conferences.seeding.plan import LINDE, Conference, Planned, pause, welcome

HOST = f"A coordinator of {LINDE}"
BOTH = ("en", "ro")

BRUSSELS = Conference(
    code="brussels",
    state="open",
    in_days=200,
    days=2,
    opens_in=60,
    place="Brussels",
    en=(
        "What we promised each other",
        ("The final conference: what the local ones asked for, what was done of it, and what is late. Two days, for "
        "all partners and for whoever they work with."),
    ),
    ro=(
        "Ce ne-am promis",
        ("Conferința finală: ce au cerut cele locale, ce s-a făcut și ce întârzie. Două zile, pentru toți partenerii "
        "și pentru cei cu care lucrează."),
    ),
    more={
        "scope": "transnational",
        "country": "BE",
        "time_zone": "Europe/Brussels",
        "seats": 90,
        "organiser": LINDE,
        "interpretation": ["en", "ro", "bg", "fr"],
        "funding": "Paid for by Fondul Tei (invented). What is said here is said by the partners alone.",
    },
    funding_ro="Plătită de Fondul Tei (inventat). Ce se spune aici spun doar partenerii.",
    quotas=(("", "RO", 30), ("", "BE", 30), ("police_officer", "", 15)),
    programme=(
        welcome(HOST, "10:00", spoken=BOTH),
        Planned(
            0, "10:30", 60, "Aula", "plenary",
            ("Three conferences in one hour", "What each of them asked for, in its own words."),
            ("Trei conferințe într-o oră", "Ce a cerut fiecare, cu propriile cuvinte."),
            (SOCIAL, LAWYER), BOTH,
        ),
        pause("11:30"),
        Planned(
            0, "12:00", 90, "Aula", "workshop",
            ("Answers in time", "Why organisations answer late, and what helped."),
            ("Răspunsuri la timp", "De ce răspund târziu organizațiile, și ce a ajutat."),
            (HOST,), BOTH,
        ),
        Planned(
            0, "12:00", 90, "Room 2", "workshop",
            ("Police and lawyers in one request", "Who asks whom for what, and what the person says to it."),
            ("Poliția și avocații într-o singură cerere", "Cine cere cui ce, și ce spune persoana."),
            (LAWYER,), ("en",),
        ),
        Planned(
            0, "12:00", 60, "Room 3", "workshop",
            ("Numbers that name nobody", "What can be counted together, and which small numbers stay hidden."),
            ("Cifre care nu numesc pe nimeni", "Ce se poate număra împreună, și ce cifre mici rămân ascunse."),
            spoken=("en",),
        ),
        Planned(
            1, "09:30", 90, "Aula", "plenary",
            ("Promised, done, late", "Recommendations one by one, with those who answer for them."),
            ("Promis, făcut, întârziat", "Recomandările una câte una, cu cei care răspund de ele."),
            (HOST, SOCIAL), BOTH,
        ),
        pause("11:00", day=1),
        Planned(
            1, "11:30", 60, "Aula", "workshop",
            ("Rules that we share", "Sentences of the local conferences become one text."),
            ("Reguli comune", "Propozițiile conferințelor locale devin un singur text."),
            (LAWYER,), BOTH,
        ),
        Planned(
            1, "11:30", 60, "Room 2", "workshop",
            ("What we did not do", "What was left out, and who would have needed it."),
            ("Ce nu am făcut", "Ce a rămas pe dinafară, și cine ar fi avut nevoie."),
            (SOCIAL,), ("en",),
        ),
        Planned(
            1, "12:30", 30, "Aula", "plenary",
            ("Until when, and who", "Each promise has a day and an organisation."),
            ("Până când, și cine", "Fiecare promisiune are o zi și o organizație."),
            (HOST,), BOTH,
        ),
    ),
)  # fmt: skip
