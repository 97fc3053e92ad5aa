"""The languages of the field as BCP 47 tags, with their names and their ISO 639 codes.

Sources: the IANA subtag registry for tags, the ISO 639 registration authorities for codes, CLDR as the model
for names. The tags of sign languages are taken from ISO 639-3 and await a check by somebody who signs.
"Language of the person" and "language safe to use on the telephone" are two fields; both hold such a tag.
"""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadCode

INTERFACE = ("bg", "en", "de", "es", "fr", "nl", "ro", "sv")
"""Languages in which pages are shown; four more follow."""
INTERFACE_NEXT = ("sq", "uk", "ru", "ar")

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
    def iso639_2(self) -> str:
        """The terminological ISO 639-2 code; of the nearest group where the language has none."""
        return self.parent or self.alpha3

    @property
    def is_exact(self) -> bool:
        """Whether `iso639_2` names this very language; if not, an export adds a note."""
        return not self.parent

    @property
    def direction(self) -> str:
        """The value of the HTML attribute `dir`."""
        return "rtl" if self.tag in RIGHT_TO_LEFT else "ltr"


# tag | English name | own name | ISO 639-1 | ISO 639-3 | ISO 639-2 of the nearest group, where it has none
_TABLE = """
bg | Bulgarian | български | bg | bul
en | English | English | en | eng
de | German | Deutsch | de | deu
es | Spanish | español | es | spa
fr | French | français | fr | fra
nl | Dutch | Nederlands | nl | nld
ro | Romanian | română | ro | ron
sv | Swedish | svenska | sv | swe
sq | Albanian | shqip | sq | sqi
uk | Ukrainian | українська | uk | ukr
ru | Russian | русский | ru | rus
ar | Arabic | العربية | ar | ara
vi | Vietnamese | Tiếng Việt | vi | vie
hu | Hungarian | magyar | hu | hun
rom | Romany | romani čhib | | rom
pl | Polish | polski | pl | pol
pt | Portuguese | português | pt | por
it | Italian | italiano | it | ita
sr | Serbian | српски | sr | srp
hr | Croatian | hrvatski | hr | hrv
bs | Bosnian | bosanski | bs | bos
mk | Macedonian | македонски | mk | mkd
sl | Slovenian | slovenščina | sl | slv
sk | Slovak | slovenčina | sk | slk
cs | Czech | čeština | cs | ces
lt | Lithuanian | lietuvių | lt | lit
lv | Latvian | latviešu | lv | lav
et | Estonian | eesti | et | est
el | Greek | Ελληνικά | el | ell
tr | Turkish | Türkçe | tr | tur
ka | Georgian | ქართული | ka | kat
hy | Armenian | հայերեն | hy | hye
be | Belarusian | беларуская | be | bel
yo | Yoruba | Yorùbá | yo | yor
ig | Igbo | Igbo | ig | ibo
ha | Hausa | Hausa | ha | hau
bin | Edo (Bini) | Ẹ̀dó | | bin
pcm | Nigerian Pidgin | Naijíriá Píjin | | pcm | cpe
wo | Wolof | Wolof | wo | wol
ff | Fulah | Pulaar | ff | ful
bm | Bambara | bamanakan | bm | bam
ti | Tigrinya | ትግርኛ | ti | tir
am | Amharic | አማርኛ | am | amh
so | Somali | Soomaali | so | som
om | Oromo | Oromoo | om | orm
sw | Swahili | Kiswahili | sw | swa
ln | Lingala | lingála | ln | lin
zh-Hans | Chinese (simplified) | 简体中文 | zh | zho
yue | Cantonese | 粵語 | | yue | zho
th | Thai | ไทย | th | tha
fil | Filipino | Filipino | | fil
tl | Tagalog | Tagalog | tl | tgl
id | Indonesian | Bahasa Indonesia | id | ind
hi | Hindi | हिन्दी | hi | hin
pa | Punjabi | ਪੰਜਾਬੀ | pa | pan
bn | Bangla | বাংলা | bn | ben
ur | Urdu | اردو | ur | urd
ne | Nepali | नेपाली | ne | nep
si | Sinhala | සිංහල | si | sin
ta | Tamil | தமிழ் | ta | tam
mn | Mongolian | монгол | mn | mon
km | Khmer | ខ្មែរ | km | khm
ko | Korean | 한국어 | ko | kor
fa | Persian | فارسی | fa | fas
prs | Dari | دری | | prs | fas
ps | Pashto | پښتو | ps | pus
ckb | Kurdish (Sorani) | کوردیی ناوەندی | | ckb | kur
kmr | Kurdish (Kurmanji) | kurmancî | | kmr | kur
uz | Uzbek | oʻzbek | uz | uzb
ky | Kyrgyz | кыргызча | ky | kir
tg | Tajik | тоҷикӣ | tg | tgk
sgn | Sign language (another) | | | sgn
gsg | German Sign Language | Deutsche Gebärdensprache | | gsg | sgn
sfb | French Belgian Sign Language | langue des signes de Belgique francophone | | sfb | sgn
vgt | Flemish Sign Language | Vlaamse Gebarentaal | | vgt | sgn
swl | Swedish Sign Language | svenskt teckenspråk | | swl | sgn
bqn | Bulgarian Sign Language | български жестов език | | bqn | sgn
rms | Romanian Sign Language | limba semnelor române | | rms | sgn
ssp | Spanish Sign Language | lengua de signos española | | ssp | sgn
"""

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


def _read(line: str) -> Language:
    tag, english, own, *codes = (cell.strip() for cell in line.split("|"))
    return Language(tag, english, own or english, *codes)


LANGUAGES: dict[str, Language] = {row.tag: row for row in map(_read, _TABLE.strip().splitlines())}
"""Every language of the vocabulary by its tag, the languages of the interface first."""

_BY_CODE: dict[str, str] = _ALIASES | {
    code.lower(): row.tag for row in LANGUAGES.values() for code in (row.tag, row.alpha2, row.alpha3) if code
}


_BY_NAME: dict[str, str] = {
    name.casefold(): row.tag for row in reversed(LANGUAGES.values()) for name in (row.own, row.english)
}


def language(tag_or_iso: str) -> str:
    """The tag for a tag or an ISO 639-1, 639-2 or 639-3 code, in any case. Raises BadCode."""
    tag = _BY_CODE.get(tag_or_iso.strip().replace("_", "-").lower())
    if tag is None:
        sentence = _("The language “{code}” is not in our list. Choose one from the list.")
        raise BadCode(format_lazy(sentence, code=tag_or_iso))
    return tag


def language_named(text: str) -> str:
    """The tag for a code, or for the language's English or own name as people write it. Raises BadCode."""
    return _BY_NAME.get(text.strip().casefold()) or language(text)


def alpha2(tag: str) -> str:
    """ISO 639-1 code of a tag, empty where there is none. Raises BadCode."""
    return LANGUAGES[language(tag)].alpha2


def alpha3(tag: str) -> str:
    """ISO 639-3 code of a tag (639-2 for a group). Raises BadCode."""
    return LANGUAGES[language(tag)].alpha3


def iso639_2(tag: str) -> str:
    """Terminological ISO 639-2 code of a tag, or that of the nearest group. Raises BadCode."""
    return LANGUAGES[language(tag)].iso639_2
