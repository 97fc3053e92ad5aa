"""The first page of the demonstration in Romanian, text by text. Made by a machine; no speaker has "
"reviewed it."""

TEXTS = {
    "Help across borders, as the person decides": "Ajutor dincolo de granițe, așa cum hotărăște persoana",
    "A network of organisations that bring trafficked people to help, in their own country and abroad. "
    "The person decides what is passed on, and to whom.": (
        "O rețea de organizații care îndrumă persoanele traficate către ajutor, în țara lor și în "
        "străinătate. "
        "Persoana hotărăște ce se transmite și cui."
    ),
    "How it works": "Cum funcționează",
    "Somebody who works with the person looks for a service together with them: a room, a lawyer, a doctor, "
    "somebody who speaks their language.": (
        "Cineva care lucrează cu persoana caută împreună cu ea un serviciu: o cameră, un avocat, un medic, "
        "cineva care îi vorbește limba."
    ),
    "The person says what the service may learn. Nothing else is sent.": (
        "Persoana spune ce poate afla serviciul. Nimic altceva nu se trimite."
    ),
    "The service answers. If it cannot help it says why, and the search goes on. No request ends in "
    "silence.": (
        "Serviciul răspunde. Dacă nu poate ajuta, spune de ce, iar căutarea continuă. Nicio cerere "
        "nu se încheie în tăcere."
    ),
    "The person can take their consent back at any time, and need not say why.": (
        "Persoana își poate retrage acordul oricând și nu trebuie să spună de ce."
    ),
    "What we promise": "Ce promitem",
    "Help does not depend on whether somebody speaks with the police.": (
        "Ajutorul nu depinde de faptul că cineva vorbește sau nu cu poliția."
    ),
    "No office keeps a list of everybody who was helped.": (
        "Niciun birou nu ține o listă cu toți cei care au fost ajutați."
    ),
    "home": "home",
}
