"""Three local conferences of the demonstration. The Romanian was made by a machine; no speaker has reviewed it."""

from safeconduct.public.conferences.seeding.plan import SALCIA, TEIUL, Conference, Planned, pause, welcome

SOCIAL, LAWYER = f"A social worker of {SALCIA}", f"A lawyer of {TEIUL}"

IASI = Conference(
    code="iasi",
    state="held",
    in_days=-75,
    opens_in=-150,
    place="Iași",
    en=(
        "What somebody hears first",
        ("The first of three local conferences: what a person should have heard before anybody looks for a service "
        "for them, and who says it."),
    ),
    ro=(
        "Ce aude cineva mai întâi",
        ("Prima din trei conferințe locale: ce ar trebui să audă o persoană înainte ca cineva să caute un serviciu "
        "pentru ea, și cine îi spune."),
    ),
    more={"seats": 40, "shows_budget": True},
    budget=(
        ("Rent of rooms", 900, 860, SALCIA),
        ("Interpretation", 1200, 1200, TEIUL),
        ("Travel of speakers", 700, None, SALCIA),
    ),
    programme=(
        welcome(SOCIAL),
        Planned(
            0, "10:00", 60, "Aula", "talk",
            ("Five sentences before the first question", "What the other side would learn, and how it is stopped."),
            ("Cinci propoziții înainte de prima întrebare", "Ce ar afla cealaltă parte, și cum se oprește."),
            (SOCIAL,),
        ),
        pause("11:00"),
        Planned(
            0, "11:30", 90, "Aula", "workshop",
            ("Saying no, and what comes then", "Somebody refuses. What is offered all the same."),
            ("A spune nu, și ce urmează", "Cineva refuză. Ce i se oferă totuși."),
            (SOCIAL,),
        ),
        Planned(
            0, "11:30", 90, "Sala 2", "workshop",
            ("Working with an interpreter", "Who brings them, what they must not keep, how to stop."),
            ("Lucrul cu un interpret", "Cine îl aduce, ce nu are voie să păstreze, cum se oprește."),
            (LAWYER,), ("ro", "en"),
        ),
        Planned(
            0, "14:00", 60, "Aula", "plenary",
            ("What we take home", "One thing that each organisation changes until the next conference."),
            ("Ce luăm cu noi", "Un lucru pe care fiecare organizație îl schimbă până la următoarea conferință."),
        ),
    ),
)  # fmt: skip

CLUJ = Conference(
    code="cluj",
    state="open",
    in_days=45,
    opens_in=-20,
    place="Cluj-Napoca",
    en=(
        "Asking across a border",
        ("The second local conference: how a request leaves an organisation, what it says of the person, and by when "
        "somebody answers. No profession can take all seats, so that none talks alone."),
    ),
    ro=(
        "A cere peste graniță",
        ("A doua conferință locală: cum pleacă o cerere dintr-o organizație, ce spune despre persoană și până când "
        "răspunde cineva. Nicio profesie nu poate lua toate locurile, ca niciuna să nu vorbească singură."),
    ),
    more={"seats": 24, "interpretation": ["ro", "en"]},
    quotas=(("lawyer", "", 8), ("social_worker", "", 10), ("", "BE", 4)),
    programme=(
        welcome(LAWYER, spoken=("ro", "en")),
        Planned(
            0, "10:00", 60, "Aula", "talk",
            ("A request that nobody answers", "Clocks, reminders, and who is told when a day has passed."),
            ("O cerere la care nu răspunde nimeni", "Termene, mesaje de amintire, și cui i se spune când trece o zi."),
            (SOCIAL,), ("ro", "en"),
        ),
        pause("11:00"),
        Planned(
            0, "11:30", 90, "Aula", "workshop",
            ("How little can a request say?", "Write one that names nobody. Can it be answered?"),
            ("Cât de puțin poate spune o cerere?", "Scrieți una care nu numește pe nimeni. I se poate răspunde?"),
            (SOCIAL,),
        ),
        Planned(
            0, "11:30", 90, "Sala 2", "workshop",
            ("Last days abroad", "Which days run, in which country, and who counts them."),
            ("Termene în străinătate", "Ce termene curg, în ce țară, și cine le numără."),
            (LAWYER,), ("en",),
        ),
        Planned(
            0, "11:30", 60, "Sala 3", "workshop",
            ("When the person takes consent back", "What is stopped at once, and what was already said."),
            ("Când persoana își retrage acordul", "Ce se oprește imediat, și ce s-a spus deja."),
        ),
        Planned(
            0, "14:00", 60, "Aula", "plenary",
            ("What we would sign", "Sentences on which organisations in the room agree."),
            ("Ce am semna", "Propoziții asupra cărora organizațiile din sală sunt de acord."),
            (LAWYER, SOCIAL), ("ro", "en"),
        ),
    ),
)  # fmt: skip

CONSTANTA = Conference(
    code="constanta",
    state="draft",
    in_days=110,
    opens_in=40,
    place="Constanța",
    en=("What became of it", "The third local conference: outcomes, and how those who asked hear of them."),
    ro=("Ce s-a ales de ea", "A treia conferință locală: rezultate, și cum află de ele cei care au cerut."),
    more={"seats": 40},
    programme=(welcome(SOCIAL), pause("11:00")),
)
