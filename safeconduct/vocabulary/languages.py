"""The languages of the field as BCP 47 tags, with their names and their ISO 639 codes.

Sources: the IANA subtag registry for tags, the ISO 639 registration authorities for codes, CLDR as the model
for names. The tags of sign languages are taken from ISO 639-3 and await a check by somebody who signs.
"Language of the person" and "language safe to use on the telephone" are two fields; both hold such a tag.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.marking import mark as _

INTERFACE = ("bg", "en", "de", "es", "fr", "nl", "ro", "sv")
"""Languages in which pages are shown; four more follow."""
INTERFACE_NEXT = ("sq", "uk", "ru", "ar")
TRANSLATED = ("en", "bg", "es", "fr", "ro", "sv")
"""Those of them that have a catalogue today: what a member can choose for the pages."""
UNREVIEWED = frozenset({"bg", "es", "fr", "ro", "sv"})
"""Of these, the ones whose translation no speaker has reviewed. Every page in them says so."""

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "prs", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Language:
    """One language; `alpha3` is ISO 639-3 (639-2 for a group), `alpha2` empty where ISO 639-1 has none."""

    tag: str
    english: str
    own: str
    alpha2: str
    alpha3: str
    parent: str = ""

    @property
    def name(self) -> str:
        """What the language of the page calls it."""
        return gettext(self.english)

    @property
    def both_names(self) -> str:
        """For a list from which reader and person choose together: its own name, then that of the page."""
        return f"{self.own} ({self.name})" if self.own else self.name

    @property
    def iso639_2(self) -> str:
        """The terminological ISO 639-2 code; of the nearest group where the language has none."""
        return self.parent or self.alpha3

    @property
    def direction(self) -> str:
        """The value of the HTML attribute `dir`."""
        return "rtl" if self.tag.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


# tag, English name, own name, ISO 639-1, ISO 639-3, ISO 639-2 of the nearest group where it has none. The English
# names are marked for the catalogues; Django brings most of them translated.
_ROWS = (
    Language("bg", _("Bulgarian"), "български", "bg", "bul"),
    Language("en", _("English"), "English", "en", "eng"),
    Language("de", _("German"), "Deutsch", "de", "deu"),
    Language("es", _("Spanish"), "español", "es", "spa"),
    Language("fr", _("French"), "français", "fr", "fra"),
    Language("nl", _("Dutch"), "Nederlands", "nl", "nld"),
    Language("ro", _("Romanian"), "română", "ro", "ron"),
    Language("sv", _("Swedish"), "svenska", "sv", "swe"),
    Language("sq", _("Albanian"), "shqip", "sq", "sqi"),
    Language("uk", _("Ukrainian"), "українська", "uk", "ukr"),
    Language("ru", _("Russian"), "русский", "ru", "rus"),
    Language("ar", _("Arabic"), "العربية", "ar", "ara"),
    Language("vi", _("Vietnamese"), "Tiếng Việt", "vi", "vie"),
    Language("hu", _("Hungarian"), "magyar", "hu", "hun"),
    Language("rom", _("Romany"), "romani čhib", "", "rom"),
    Language("pl", _("Polish"), "polski", "pl", "pol"),
    Language("pt", _("Portuguese"), "português", "pt", "por"),
    Language("it", _("Italian"), "italiano", "it", "ita"),
    Language("sr", _("Serbian"), "српски", "sr", "srp"),
    Language("hr", _("Croatian"), "hrvatski", "hr", "hrv"),
    Language("bs", _("Bosnian"), "bosanski", "bs", "bos"),
    Language("mk", _("Macedonian"), "македонски", "mk", "mkd"),
    Language("sl", _("Slovenian"), "slovenščina", "sl", "slv"),
    Language("sk", _("Slovak"), "slovenčina", "sk", "slk"),
    Language("cs", _("Czech"), "čeština", "cs", "ces"),
    Language("lt", _("Lithuanian"), "lietuvių", "lt", "lit"),
    Language("lv", _("Latvian"), "latviešu", "lv", "lav"),
    Language("et", _("Estonian"), "eesti", "et", "est"),
    Language("el", _("Greek"), "Ελληνικά", "el", "ell"),
    Language("tr", _("Turkish"), "Türkçe", "tr", "tur"),
    Language("ka", _("Georgian"), "ქართული", "ka", "kat"),
    Language("hy", _("Armenian"), "հայերեն", "hy", "hye"),
    Language("be", _("Belarusian"), "беларуская", "be", "bel"),
    Language("yo", _("Yoruba"), "Yorùbá", "yo", "yor"),
    Language("ig", _("Igbo"), "Igbo", "ig", "ibo"),
    Language("ha", _("Hausa"), "Hausa", "ha", "hau"),
    Language("bin", _("Edo (Bini)"), "Ẹ̀dó", "", "bin"),
    Language("pcm", _("Nigerian Pidgin"), "Naijíriá Píjin", "", "pcm", "cpe"),
    Language("wo", _("Wolof"), "Wolof", "wo", "wol"),
    Language("ff", _("Fulah"), "Pulaar", "ff", "ful"),
    Language("bm", _("Bambara"), "bamanakan", "bm", "bam"),
    Language("ti", _("Tigrinya"), "ትግርኛ", "ti", "tir"),
    Language("am", _("Amharic"), "አማርኛ", "am", "amh"),
    Language("so", _("Somali"), "Soomaali", "so", "som"),
    Language("om", _("Oromo"), "Oromoo", "om", "orm"),
    Language("sw", _("Swahili"), "Kiswahili", "sw", "swa"),
    Language("ln", _("Lingala"), "lingála", "ln", "lin"),
    Language("zh-Hans", _("Chinese (simplified)"), "简体中文", "zh", "zho"),
    Language("yue", _("Cantonese"), "粵語", "", "yue", "zho"),
    Language("th", _("Thai"), "ไทย", "th", "tha"),
    Language("fil", _("Filipino"), "Filipino", "", "fil"),
    Language("tl", _("Tagalog"), "Tagalog", "tl", "tgl"),
    Language("id", _("Indonesian"), "Bahasa Indonesia", "id", "ind"),
    Language("hi", _("Hindi"), "हिन्दी", "hi", "hin"),
    Language("pa", _("Punjabi"), "ਪੰਜਾਬੀ", "pa", "pan"),
    Language("bn", _("Bangla"), "বাংলা", "bn", "ben"),
    Language("ur", _("Urdu"), "اردو", "ur", "urd"),
    Language("ne", _("Nepali"), "नेपाली", "ne", "nep"),
    Language("si", _("Sinhala"), "සිංහල", "si", "sin"),
    Language("ta", _("Tamil"), "தமிழ்", "ta", "tam"),
    Language("mn", _("Mongolian"), "монгол", "mn", "mon"),
    Language("km", _("Khmer"), "ខ្មែរ", "km", "khm"),
    Language("ko", _("Korean"), "한국어", "ko", "kor"),
    Language("fa", _("Persian"), "فارسی", "fa", "fas"),
    Language("prs", _("Dari"), "دری", "", "prs", "fas"),
    Language("ps", _("Pashto"), "پښتو", "ps", "pus"),
    Language("ckb", _("Kurdish (Sorani)"), "کوردیی ناوەندی", "", "ckb", "kur"),
    Language("kmr", _("Kurdish (Kurmanji)"), "kurmancî", "", "kmr", "kur"),
    Language("uz", _("Uzbek"), "oʻzbek", "uz", "uzb"),
    Language("ky", _("Kyrgyz"), "кыргызча", "ky", "kir"),
    Language("tg", _("Tajik"), "тоҷикӣ", "tg", "tgk"),
    Language("sgn", _("Sign language (another)"), "", "", "sgn"),
    Language("gsg", _("German Sign Language"), "Deutsche Gebärdensprache", "", "gsg", "sgn"),
    Language(
        "sfb",
        _("French Belgian Sign Language"),
        "langue des signes de Belgique francophone",
        "",
        "sfb",
        "sgn",
    ),
    Language("vgt", _("Flemish Sign Language"), "Vlaamse Gebarentaal", "", "vgt", "sgn"),
    Language("swl", _("Swedish Sign Language"), "svenskt teckenspråk", "", "swl", "sgn"),
    Language("bqn", _("Bulgarian Sign Language"), "български жестов език", "", "bqn", "sgn"),
    Language("rms", _("Romanian Sign Language"), "limba semnelor române", "", "rms", "sgn"),
    Language("ssp", _("Spanish Sign Language"), "lengua de signos española", "", "ssp", "sgn"),
)

# Other spellings of the same language: bibliographic codes of ISO 639-2, older or longer tags.
_ALIASES = {
    "alb": "sq",
    "arm": "hy",
    "chi": "zh-Hans",
    "cmn": "zh-Hans",
    "cze": "cs",
    "dut": "nl",
    "fre": "fr",
    "geo": "ka",
    "ger": "de",
    "gre": "el",
    "mac": "mk",
    "mo": "ro",
    "mol": "ro",
    "per": "fa",
    "rum": "ro",
    "sgn-be-fr": "sfb",
    "sgn-be-nl": "vgt",
    "sgn-de": "gsg",
    "sgn-es": "ssp",
    "sgn-se": "swl",
    "slo": "sk",
    "zh-cn": "zh-Hans",
}


LANGUAGES: dict[str, Language] = {row.tag: row for row in _ROWS}
"""Every language of the vocabulary by its tag, the languages of the interface first."""

_BY_CODE: dict[str, str] = _ALIASES | {
    code.lower(): row.tag for row in LANGUAGES.values() for code in (row.tag, row.alpha2, row.alpha3) if code
}


_BY_NAME: dict[str, str] = {
    name.casefold(): row.tag
    for row in reversed(LANGUAGES.values())
    for name in (row.own, row.english)
    if name
}


def language(tag_or_iso: str) -> str:
    """The tag for a tag or an ISO 639-1, 639-2 or 639-3 code, in any case. Raises BadCode."""
    tag = _BY_CODE.get(tag_or_iso.strip().replace("_", "-").lower())
    if tag is None:
        sentence = gettext_lazy("The language “{code}” is not in our list. Choose one from the list.")
        raise BadCode(format_lazy(sentence, code=tag_or_iso))
    return tag


def language_named(text: str) -> str:
    """The tag for a code, or for a name as people write it: English, its own, or that of the page. Raises BadCode."""
    wanted = text.strip().casefold()
    of_page = (row.tag for row in LANGUAGES.values() if row.name.casefold() == wanted)
    return _BY_NAME.get(wanted) or next(of_page, "") or language(text)


@lru_cache(maxsize=16)
def suggested(_language_of_page: str) -> tuple[tuple[str, str, str], ...]:
    """What may be typed for each: its name on a page in that language, the one it calls itself, and its tag."""
    return tuple(
        (row.name, row.own or row.english, row.tag if row.own else "en") for row in LANGUAGES.values()
    )


def language_in_full(tag: str) -> str:
    """What the language of the page calls it; a tag that a newer version sent stays as it is."""
    return LANGUAGES[tag].name if tag in LANGUAGES else tag


def alpha2(tag: str) -> str:
    """ISO 639-1 code of a tag, empty where there is none. Raises BadCode."""
    return LANGUAGES[language(tag)].alpha2


def alpha3(tag: str) -> str:
    """ISO 639-3 code of a tag (639-2 for a group). Raises BadCode."""
    return LANGUAGES[language(tag)].alpha3


def iso639_2(tag: str) -> str:
    """Terminological ISO 639-2 code of a tag, or that of the nearest group. Raises BadCode."""
    return LANGUAGES[language(tag)].iso639_2
