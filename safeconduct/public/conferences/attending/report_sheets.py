"""The report as a sheet, for the page and for the file."""

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from safeconduct.public import settings
from safeconduct.public.conferences.attending import queries, when
from safeconduct.public.conferences.attending.answers import SCALE
from safeconduct.public.conferences.attending.certificate_sheets import conference
from safeconduct.public.conferences.attending.evaluating import Results
from safeconduct.public.conferences.attending.report import Report
from safeconduct.public.conferences.attending.small_cells import MINIMUM, Shown
from safeconduct.public.conferences.models import Scope
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet

HIDDEN = "–"


def sheet(report: Report) -> Sheet:
    """Its parts in order; what does not exist is left out."""
    groups = [
        Group(gettext("The conference"), (*conference(report.edition), *_more(report))),
        Group(gettext("Participants"), _participants(report)),
        Group(gettext("Programme and attendance"), _programme(report)),
        Group(gettext("Evaluation"), _evaluation(report.results)),
    ]
    if report.materials:
        groups.append(Group(gettext("Materials"), (_materials(report),)))
    title = gettext("Report of the conference")
    return Sheet(
        get_language() or "en",
        title,
        tuple(groups),
        lead=report.edition.name,
        foot=settings.WAGTAIL_SITE_NAME,
    )


def number(count: int | None) -> str:
    """A count, or the dash that stands for a hidden one."""
    return HIDDEN if count is None else str(number_format(count))


def _more(report: Report) -> tuple[Item, ...]:
    edition = report.edition
    whole = when.length_in_words(queries.length_attended(each for each, _count in report.sessions))
    lines = [
        f"{gettext('For whom')}: {Scope(edition.scope).label}",
        f"{gettext('Hours of the programme without breaks')}: {whole}",
    ]
    if edition.interpretation:
        spoken = ", ".join(str(language_in_full(tag)) for tag in edition.interpretation)
        lines.append(f"{gettext('Languages of interpretation')}: {spoken}")
    return (Item("list", "", tuple(lines)),)


def _participants(report: Report) -> tuple[Item, ...]:
    lines = (
        f"{gettext('People who came')}: {number(report.arrived)}",
        f"{gettext('Certificates that are valid')}: {number(report.certificates)}",
    )
    tables = (
        _grouped(gettext("By profession"), gettext("Profession"), report.by_profession),
        _grouped(gettext("By country of work"), gettext("Country"), report.by_country),
    )
    return (Item("list", "", lines), *tables, _about_hidden())


def _grouped(label: str, heading: str, found: Shown[str]) -> Item:
    rows = [(name, number(count)) for name, count in found.cells.items()]
    rows.append((gettext("All"), number(found.total)))
    return Item("filled", label, (heading, gettext("People")), rows=tuple(rows))


def _about_hidden() -> Item:
    words = gettext(
        "A dash hides a number below %(minimum)d, or one from which such a number could be computed."
    )
    return Item("small", words % {"minimum": MINIMUM})


def _programme(report: Report) -> tuple[Item, ...]:
    if not report.sessions:
        return (Item("text", gettext("The programme has no session yet.")),)
    rows = tuple((each.title, each.time, number(count)) for each, count in report.sessions)
    label = gettext("Sessions, times of %(zone)s") % {"zone": report.edition.time_zone}
    headings = (gettext("Session"), gettext("Time"), gettext("People"))
    spoken = tuple(each.language for each, _count in report.sessions)
    return (Item("filled", label, headings, rows=rows, spoken=spoken),)


def _evaluation(results: Results) -> tuple[Item, ...]:
    if not results.shown:
        return (Item("text", gettext("Fewer than five people answered, so no answer is shown.")),)
    rows = tuple(
        (each.question, str(number_format(each.mean, 1)), *(str(count) for count in each.counts))
        for each in results.questions
    )
    headings = (gettext("Sentence"), gettext("Mean"), *(str(step) for step in SCALE))
    label = gettext("%(count)d answers, from 1 (not at all) to 5 (fully)") % {"count": results.shown}
    return (Item("filled", label, headings, rows=rows),)


def _materials(report: Report) -> Item:
    headings = (gettext("Title"), gettext("Licence"))
    return Item("filled", "", headings, rows=tuple(report.materials))
