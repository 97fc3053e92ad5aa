"""How others call what we have codes for: columns of lists, answers in them, roles, words that name a shelter.

Written by the developers from lists of the field, in the languages of the pages; a speaker of each has not read them.
"""

SYNONYMS: dict[str, str] = {
    "shelter": "confidential;shelter;refuge;adapost;foyer;refugio;skyddat boende;приют",
    "safe_flat": "safe house;safe flat;apartment",
    "office": "public office;office;birou;bureau;oficina;kontor;офис",
    "outreach": "mobile;outreach;street work",
    "remote": "remote;online;telephone;helpline",
    "women": "women;woman;female;f;femei;femmes;mujeres;kvinnor;жени",
    "men": "men;man;male;m;barbati;hommes;hombres;man;мъже",
    "trans_and_nonbinary": "trans;nonbinary;non binary;trans and non binary",
    "emergency_24h": "24 7;24h;emergency 24h",
    "emergency_hours": "emergency",
    "planned_only": "appointment;by appointment;planned",
    "victims": "victims",
    "ngo": "ngo;ong;non profit",
}
YES = frozenset(["true", "1", "yes", "y", "x", "da", "oui", "si", "ja", "да", "tak"])
NO = frozenset(["false", "0", "no", "n", "nu", "non", "nein", "nej", "nee", "не"])
EVERYWHERE = frozenset(["eu", "european union", "international", "several", "eea"])
NOTHING_FOUND = frozenset(["none found", "none", "not found"])
"""What a list writes where it looked for a service and found none."""

SHELTER_WORDS = frozenset(
    [
        "shelter",
        "shelters",
        "refuge",
        "safehouse",
        "adapost",
        "adapostul",
        "foyer",
        "refugio",
        "acogida",
        "frauenhaus",
        "schutzhaus",
        "schutzwohnung",
        "zufluchtswohnung",
        "opvanghuis",
        "vluchthuis",
        "skyddsboende",
        "skyddat",
        "kvinnojour",
        "приют",
        "притулок",
        "убежище",
        "strehez",
        "strehim",
        "strehimi",
        "strehimore",
        "accommodation",
        "hebergement",
    ]
)
"""A service with one of these in its name is treated as a confidential place, whatever the file says beside it."""

ROLES: dict[str, tuple[str, str]] = {
    "hotline": ("crisis_counselling", ""),
    "child_helpline": ("crisis_counselling", "child_protection"),
    "specialised_support": ("", "ngo"),
    "specialised_support_minors": ("", "child_protection"),
    "national_coordinator": ("", "government"),
    "rapporteur": ("", "government"),
    "focal_point": ("", "government"),
    "compensation_assisting": ("compensation_claim", "government"),
    "compensation_deciding": ("compensation_claim", "government"),
    "compensation_assisting_and_deciding": ("compensation_claim", "government"),
    "guardianship": ("guardianship", "child_protection"),
    "labour_inspectorate": ("labour_rights_advice", "labour_inspectorate"),
    "police": ("", "police"),
    "ngo": ("", "ngo"),
    "ngo_network": ("", "ngo"),
    "ngo_platform": ("", "ngo"),
    "directory": ("", ""),
}
"""The service and the sector that a role of the seed suggests; "" where somebody has to say it."""

COLUMNS: dict[str, str] = {
    "id": "id;service id;uuid;external id;nr;reference",
    "organisation": (
        "organisation;organization;agency;organisation name;organization name;organizatie;organizatia;provider;"
        "organisme;association;organizacion;entidad;organisationer;traeger;trager;организация;организатор"
    ),
    "name": (
        "name;service name;title;denumire;nume;numele serviciului;nom;nombre;benamning;namn;bezeichnung;име;название"
    ),
    "service": "service;kind of service;service type;type;tip;categorie;serviciu;servicio;tjanst;услуга",
    "needs": "need;needs;nevoi;besoins;necesidades;behov",
    "role": "role;service role",
    "sector": "sector;kind of agency",
    "country": "country;tara;pays;pais;land;държава;страна;vendi",
    "regions": "region;regions;area;county;judet;regiune;province;lan;област;nuts",
    "phone": "phone;telephone;tel;telefon;telefono;numar de telefon;number;телефон;hotline",
    "agency_phone": "agency phone;organisation phone;organization phone",
    "email": "email;e mail;mail;courriel;correo;epost;имейл",
    "website": "url;website;web;site;homepage;pagina web;сайт",
    "address": "address;adresa;adresse;direccion;adress;адрес;street",
    "place": "place;kind of place;location type",
    "secret": "confidential;confidential location;secret address;hidden address",  # nosec B105 - names of a column
    "spoken": "languages;language;limbi;langues;idiomas;sprak;езици",
    "interpreters": "interpreter;interpreters;interpretation",
    "takes": "takes;for whom;sex;gender;gen;sexe;sexo;kon",
    "takes_children": "takes children;children;minors;copii;enfants;ninos;barn",
    "min_age": "minimum age;min age;age from",
    "max_age": "maximum age;max age;age to",
    "with_children": "with children;family;families",
    "step_free": "wheelchair;step free;accessible",
    "without_papers": "without papers;undocumented",
    "from_abroad": "from abroad;cross border",
    "intake": "intake;emergency intake",
    "hours": "hours;opening hours;program;horaires;horario;oppettider;работно време",
    "audience": "audience",
    "latitude": "latitude;lat",
    "longitude": "longitude;lon;lng;long",
    "capacity": "capacity;places;beds;locuri;free places",
    "note": "note;notes;description;remarks;observatii;descriere;remarques;beschreibung;beskrivning;описание",
    "source": "source;sursa;fuente;kalla;источник",
    "source_date": "source date;date;source read on;last updated;updated;last checked;data",
    "confidence": "confidence;source confidence",
}
"""Names of columns by target, plain and without accents."""
