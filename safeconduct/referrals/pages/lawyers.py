"""Lines of Today for a lawyer, and for whoever keeps or checks rules of law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.cases.emergency.forms import number_of
from safeconduct.referrals.asides_of_lawyers import Days, OfLawyers
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words

LAYERS: Mapping[str, Words] = {
    "EU": gettext_lazy("European Union"),
    "COE": gettext_lazy("Council of Europe"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it leads, whose file or which country, what waits, and its day."""

    url: str
    name: Words
    says: Words
    day: date | None = None
    is_late: bool = False


def days(found: OfLawyers, names: Mapping[UUID, str], today: date) -> list[Line]:
    """Days of matters, of links and of claims, the earliest first. What a day is for stands behind the link."""
    of_links = ((one, reverse("matter_link", args=[one.matter, one.of])) for one in found.links)
    all_of_them = [
        *((one, reverse("matter", args=[one.of])) for one in found.matters),
        *of_links,
        *((one, reverse("claim", args=[one.case, one.of])) for one in found.claims),
    ]
    all_of_them.sort(key=lambda line: (line[0].due, line[1]))
    return [_line(one, url, names, today) for one, url in all_of_them]


def from_others(found: OfLawyers, names: Mapping[UUID, str]) -> list[Line]:
    """What other lawyers wish and write."""
    wishes = [
        Line(
            reverse("matters", args=[case]),
            _name(case, names),
            _("A lawyer of another agency asks to link a matter."),
        )
        for case in found.wishes
    ]
    news = [
        Line(
            reverse("matter_link", args=[one.matter, one.link]), _name(one.case, names),
            ngettext("%(n)s new entry of the other lawyer", "%(n)s new entries of the other lawyer", one.number)
            % {"n": one.number},
        )
        for one in found.news
    ]  # fmt: skip
    return [*wishes, *news]


def rules(found: OfLawyers) -> list[Line]:
    """Proposals to sign and remarks to answer, each by its country, with the list behind it."""
    lines = []
    for one in found.rules:
        name = LAYERS.get(one.scope) or country_in_full(one.scope)
        if one.to_sign:
            said = ngettext("%(n)s proposal to sign", "%(n)s proposals to sign", one.to_sign) % {
                "n": one.to_sign
            }
            lines.append(Line(_list(one.scope, "proposals"), name, said))
        if one.wrong:
            said = ngettext("%(n)s remark to answer", "%(n)s remarks to answer", one.wrong) % {"n": one.wrong}
            lines.append(Line(_list(one.scope, "remarks"), name, said))
    return lines


def _line(one: Days, url: str, names: Mapping[UUID, str], today: date) -> Line:
    said = ngettext("One day to keep", "%(n)s days to keep", one.number) % {"n": one.number}
    return Line(url, _name(one.case, names), said, one.due, one.due < today)


def _name(case: UUID, names: Mapping[UUID, str]) -> Words:
    return names.get(case) or _("File %(number)s") % {"number": number_of(case)}


def _list(scope: str, show: str) -> str:
    return f"{reverse('rules')}?{urlencode({'country': scope, 'show': show})}"
