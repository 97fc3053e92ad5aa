"""The desk: the table of sections and languages, a section in all languages, a section beside its source, files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.public.reasons import spoken
from safeconduct.public.speaking import actions, carrying, po, queries, rules
from safeconduct.public.speaking.bodies import NAMES, SOURCE, tags
from safeconduct.public.speaking.catalogues import counted
from safeconduct.public.speaking.naming import named
from safeconduct.public.speaking.queries import Stands
from safeconduct.public.speaking.rules import State
from safeconduct.public.speaking.texts import mark_of
from safeconduct.public.speaking.wording import WORDS
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.languages import LANGUAGES

type Page = Callable[..., HttpResponse]
SIGN_IN = "/edit/login/"
of_editors = permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)


def in_a_language(page: Page) -> Page:
    """Only in the languages of the pages for the person."""

    @wraps(page)
    def asked(request: HttpRequest, tag: str, **more: Any) -> HttpResponse:
        if tag not in tags():
            raise Http404
        return page(request, tag, **more)

    return asked


@require_safe
@of_editors
def table(request: HttpRequest) -> HttpResponse:
    """Every section in every language, in numbers."""
    columns = [LANGUAGES[tag] for tag in tags()]
    speaks = queries.tongues_of(request.user)
    shown = {
        "columns": columns,
        "rows": queries.table(),
        "catalogues": [(each, counted().get(each.tag)) for each in columns],
        "mine": [each for each in columns if each.tag in speaks],
        "words": WORDS,
    }
    return render(request, "speaking/table.html", shown)


@require_safe
@of_editors
def section(request: HttpRequest, body: str, name: str) -> HttpResponse:
    """Each text of a section in every language."""
    found = queries.section(body, name, tags())
    if not found:
        raise Http404
    columns = [LANGUAGES[tag] for tag in tags()]
    shown = {
        "columns": columns,
        "rows": found,
        "body": body,
        "name": name,
        "title": NAMES[body],
        "called": named(body, name),
        "words": WORDS,
    }
    return render(request, "speaking/section.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@of_editors
@in_a_language
def beside(request: HttpRequest, tag: str, body: str, name: str) -> HttpResponse:
    """The texts of a section beside their source. What was changed, or is said to be right, is sent in."""
    found = {each.text.key: each for (each,) in queries.section(body, name, (tag,))}
    if not found:
        raise Http404
    speaks = tag in queries.tongues_of(request.user)
    typed, ticked, whys = {}, set(), {}
    if request.method == "POST":
        typed, ticked = _typed(request, found), _ticked(request, found)
        sent = {key: text for key, text in typed.items() if key in ticked or text != _first(found[key])}
        whys = _unseen(request, sent, found)
        whys = whys or actions.send_in(sent, found, by=request.user, now=timezone.now())
        if not whys:
            _say_sent(request, len(sent))
            return redirect("speaking_beside", tag, body, name)
        ticked -= {key for key, why in whys.items() if why is rules.UNREAD}
    back = queries.sent_back(tag, body, name)
    listed = [
        _item(each, number, typed.get(key), key in ticked, whys.get(key), back.get(key, ""))
        for number, (key, each) in enumerate(found.items())
    ]
    shown = {
        "tongue": LANGUAGES[tag], "body": body, "name": name, "title": NAMES[body], "speaks": speaks,
        "called": named(body, name),
        "is_source": tag == SOURCE, "source": SOURCE, "texts": listed, "faults": len(whys), "words": WORDS,
    }  # fmt: skip
    return render(request, "speaking/beside.html", shown, status=422 if whys else 200)


@require_safe
@of_editors
@in_a_language
def give_out(request: HttpRequest, tag: str) -> HttpResponse:
    """A language as a .po file."""
    answer = HttpResponse(carrying.given_out(tag), content_type="text/x-gettext-translation; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="pages-for-the-person-{tag}.po"'
    return answer


@require_POST
@of_editors
@in_a_language
def take_in(request: HttpRequest, tag: str) -> HttpResponse:
    """A .po file that came back; what of it was not taken stands on the page, with its words."""
    file = request.FILES.get("file")
    raw = file.read(po.LARGEST + 1) if file is not None else b""
    taken = carrying.take_in(tag, raw, by=request.user, now=timezone.now())
    if isinstance(taken, Reason):
        messages.error(request, spoken(taken).whole)
        return redirect("speaking")
    return render(request, "speaking/taken.html", {"tongue": LANGUAGES[tag], "taken": taken})


def _typed(request: HttpRequest, found: dict[str, Stands]) -> dict[str, str]:
    """What was typed for those that do not wait, whatever it is: it is shown again where it is refused.

    Not a field that was left as it was shown, where another text has come to stand meanwhile: the old one is nobody's
    wish.
    """
    typed = {}
    for number, (key, each) in enumerate(found.items()):
        if f"text-{number}" not in request.POST or each.state is State.WAITS:
            continue
        text = rules.cleaned(request.POST[f"text-{number}"])
        if text == _first(each) or mark_of(text) != request.POST.get(f"shown-{number}"):
            typed[key] = text
    return typed


def _ticked(request: HttpRequest, found: dict[str, Stands]) -> set[str]:
    """Those that are right as they stand: each by itself, or all that are not reviewed and have a text."""
    is_all = "all" in request.POST
    return {
        key
        for number, (key, each) in enumerate(found.items())
        if f"right-{number}" in request.POST or (is_all and each.state is not State.REVIEWED and _first(each))
    }


def _unseen(request: HttpRequest, sent: dict[str, str], found: dict[str, Stands]) -> dict[str, Reason]:
    """Those that were read beside another source than the one of now: what was never read is no review."""
    shown = {key: request.POST.get(f"source-{number}") for number, key in enumerate(found)}
    return {key: rules.UNREAD for key in sent if shown[key] not in (None, _source(found[key]))}


def _source(each: Stands) -> str:
    """A mark of which text this is, and of its source: a section may have come to have one more."""
    return mark_of(f"{each.text.key} {each.text.source}")


def _first(each: Stands) -> str:
    """What stands in the field before anybody types: what readers have, cleaned as what is typed."""
    return rules.cleaned(each.now)


def _item(
    each: Stands, number: int, typed: str | None, is_ticked: bool, why: Reason | None, back: str
) -> dict[str, Any]:
    return {
        "number": number, "stands": each, "field": each.now if typed is None else typed,
        "shown": mark_of(_first(each)), "source": _source(each),
        "is_ticked": is_ticked, "why": why, "back": back,
    }  # fmt: skip


def _say_sent(request: HttpRequest, many: int) -> None:
    if many:
        messages.success(
            request, _("It is sent in. A second speaker looks at it; readers have it after that.")
        )
    else:
        messages.warning(request, _("Nothing was changed and nothing was ticked, so nothing was sent in."))
