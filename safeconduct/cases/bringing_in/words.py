"""The words of the field in English and Romanian, for columns and for our codes; plain, as `targets.plain` makes them.

Nobody who works with such lists has reviewed the Romanian ones.
"""

from safeconduct.vocabulary.codes import Unanswered

COLUMNS: dict[str, str] = {
    "case_number": "case id; case no; case number; file number; reference; case reference; "
    "external id; client id; id; "
    "id caz; nr caz; numar caz; numar dosar; nr dosar; dosar; cod caz; cod beneficiar; referinta",
    "birth_year": "birth year; year of birth; yob; an nastere; anul nasterii; an de nastere",
    "age": "age; age in years; years; varsta; varsta in ani; ani",
    "profile.pseudonym": "alias; pseudonym; code name; nickname; pseudonim; nume de cod",
    "profile.age_band": "age band; age group; age range; grupa de varsta; categorie de varsta",
    "profile.is_child": "child; minor; is child; is the person a child; copil; este copil; este minor",
    "profile.sex": "sex; sexul",
    "profile.gender": "gender; prs gender; gen; genul; identitate de gen",
    "profile.languages": "language; languages; spoken languages; mother tongue; primary language; "
    "prs primary language; "
    "secondary language; prs secondary language; limba; limbi; limbi vorbite; limba materna; limba vorbita",
    "profile.citizenships": "citizenship; citizenships; nationality; nationalities; "
    "prs citizenship; cetatenie; "
    "cetatenia; cetatenii; nationalitate; nationalitatea",
    "identity.names": "name; names; full name; first name; given name; middle name; last name; "
    "surname; family name; "
    "prs first name; prs middle name; prs second name; nume; prenume; nume complet; "
    "nume si prenume; nume de familie; "
    "numele; prenumele",
    "identity.birth_date": "birth date; date of birth; dob; born; birthdate; prs birthdate; "
    "data nasterii; data nastere; "
    "nascut; data de nastere",
    "identity.documents": "document; documents; document number; passport; passport number; "
    "identity number; id card; "
    "prs identity number; national id; cnp; act de identitate; acte; serie si numar; pasaport; "
    "carte de identitate",
    "identity.phone": "phone; phone number; telephone; mobile; mobile phone; prs mobile phone; "
    "prs home phone; telefon; "
    "numar de telefon; nr telefon; mobil; telefon mobil",
    "identity.address": "address; home address; residence; adresa; domiciliu; adresa de domiciliu",
    "safe_contact.safe_to_call": "safe to call; may call; can be called; se poate suna; "
    "sigur de sunat; poate fi sunat",
    "safe_contact.channel": "contact by; how to reach; channel; contact channel; mod de contact; "
    "cale de contact",
    "safe_contact.safe_number": "safe number; safe phone; safe telephone; safe address; numar sigur; "
    "telefon sigur; adresa sigura",
    "safe_contact.language": "contact language; telephone language; limba de contact; limba la telefon",
    "safe_contact.do_not_contact": "do not contact; when not to contact; nu contactati; cand nu se suna",
    "safe_contact.code_word": "code word; password for calls; cuvant de cod; parola la telefon",
    "exploitation.forms": "exploitation; type of exploitation; form of exploitation; forms of exploitation; "
    "vic type of exploitation; tip exploatare; tipul exploatarii; forma de exploatare; "
    "forme de exploatare; exploatare",
    "exploitation.countries": "country of exploitation; countries of exploitation; "
    "exploitation country; hte country; "
    "tara exploatarii; tara de exploatare; tara de destinatie",
    "exploitation.from_month": "exploitation from; from month; exploitation start; exploatare din; "
    "inceputul exploatarii",
    "exploitation.to_month": "exploitation to; to month; exploitation end; exploatare pana la; "
    "sfarsitul exploatarii",
    "exploitation.status": "identification; identification status; status of identification; "
    "vic trafficking status; "
    "stadiul identificarii; statut victima; identificare",
    "exploitation.decided_by": "decided by; identified by; identifying body; identificat de; decis de",
    "needs.needs": "need; needs; services needed; spl type; nevoi; nevoie; servicii necesare; "
    "nevoi identificate",
    "needs.wish": "wish; own wish; person s wish; dorinta; dorinta persoanei; dorinte",
    "needs.details": "details of needs; needs details; detalii nevoi; detalii",
    "narrative.notes": "notes; note; comments; case notes; remarks; observatii; note de caz; "
    "comentarii; mentiuni",
    "narrative.interviews": "interviews; interviuri",
}
"""Names that columns have elsewhere, plain, in English and Romanian; those of HTCDS where a cell is read alike."""

SYNONYMS: dict[str, dict[str, str]] = {
    "profile.sex": {
        "f": "female; feminin; femeie; woman; girl; fata; fem",
        "m": "male; masculin; barbat; man; boy; baiat; masc",
        "x": "other; altul; intersex",
    },
    "profile.gender": {
        "woman": "f; female; feminin; femeie; girl; fata; feminine",
        "man": "m; male; masculin; barbat; boy; baiat; masculine",
        "trans_woman": "transgender woman; femeie trans; transgender feminine",
        "trans_man": "transgender man; barbat trans; transgender masculine",
        "non_binary": "nonbinary; non binar; nebinar; non conforming",
    },
    "profile.is_child": {"yes": "child; minor; copil", "no": "adult; major; adulta"},
    "exploitation.forms": {
        "sexual_exploitation": "sexual; sexuala; exploatare sexuala; prostitution; prostitutie",
        "labour_exploitation": "labour; labor; munca; exploatare prin munca; forced labour; munca fortata",
        "domestic_servitude": "servitude; servitute; servitute domestica; domestic work",
        "forced_begging": "begging; cersetorie; cersit; cersetorie fortata",
        "forced_criminality": "criminality; criminalitate fortata; forced crime",
        "organ_removal": "organs; prelevare de organe; organe",
        "forced_marriage": "casatorie fortata; marriage",
        "other": "alta; altele; alt tip",
        "unknown": "necunoscut; necunoscuta; nu se stie",
    },
    "exploitation.status": {
        "presumed": "possible victim; possible; presumed victim; victima prezumata; prezumata; prezumat",
        "identified": "victim; actual victim; identified victim; victima identificata; "
        "identificata; identificat; victima",
        "not_victim": "no victim; nu este victima; not a victim",
        "undetermined": "nedeterminat; nedeterminata; open; in curs",
    },
    "exploitation.decided_by": {"police": "politie; politia; dgcco", "ngo": "ong"},
    "needs.needs": {
        "housing": "accommodation; shelter; cazare; adapost; locuinta; locuire",
        "legal_aid": "legal; asistenta juridica; juridic; avocat; lawyer",
        "psychological": "psychological support; consiliere; consiliere psihologica; psiholog; counselling",
        "medical_chronic": "health; medical; sanatate; asistenta medicala",
        "employment": "work; job; loc de munca; angajare; munca",
        "education_training": "education; training; scoala; educatie; formare",
        "income": "money; financial; bani; sprijin financiar; venit",
    },
}
"""What the field writes for our codes, plain; each label and code itself is known anyway."""

YES_NO = {"yes": "y; da; true; 1; adevarat; d", "no": "n; nu; false; 0; fals"}
OPEN_WORDS = {
    Unanswered.UNKNOWN: "unknown; not known; necunoscut; necunoscuta; nu se stie; nespecificat; "
    "nonspecifiedunknown",
    Unanswered.DECLINED: "declined; refused; refuz; refuza; nu doreste sa raspunda; prefer not to say",
    Unanswered.NOT_ASKED: "not asked; neintrebat; nu s a intrebat",
}
