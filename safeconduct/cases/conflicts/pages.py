"""The pages of conflicts: asking before anybody takes a case, and whom a case is against."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.conflicts import actions
from safeconduct.cases.conflicts.queries import met_by_colleagues, opposed
from safeconduct.cases.conflicts.rules import A_DAY, STANDINGS, Standing, may_ask
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question


@for_members
def conflicts(request: MemberRequest) -> HttpResponse:
    """Ask for a name. The answer is on the page that comes back, and the name is kept nowhere."""
    require(may_ask(Profession(request.member.profession)))
    errors: dict[str, Words] = {}
    found: actions.Found | None = None
    standing = request.POST.get("standing", Standing.HELPED.value)
    if request.method == "POST":
        if standing not in set(Standing):
            errors["standing"] = _("Choose where this somebody would stand.")
        else:
            found = _asked(request, Standing(standing), errors)
    questions = [
        _names(request, errors),
        Question(
            "standing", _("Who it is"), "radios", standing, [(one.value, words) for one, words in STANDINGS.items()],
            errors.get("standing", ""),
        ),
    ]  # fmt: skip
    context = {
        "questions": questions,
        "errors": errors,
        "found": found,
        "said": said(found),
        "most": A_DAY,
        "met": met_by_colleagues() if request.member.supervises else [],
    }
    return render(request, "cases/conflicts/ask.html", context, status=422 if errors else 200)


@for_members
def opposed_page(request: MemberRequest, case: UUID) -> HttpResponse:
    """Whom the case is against; adding asks at once whether the agency helps them elsewhere."""
    case_in_hand(case)
    errors: dict[str, Words] = {}
    if request.method == "POST" and (gone := identifier_in(request.POST.get("forget", ""))):
        actions.forget(case, gone, by=request.member, at=request.at)
        messages.success(request, _("Taken away."))
        return redirect("opposed", case=case)
    if request.method == "POST":
        try:
            found = actions.oppose(case, request.POST.get("names", ""), by=request.member, at=request.at)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        except NotPossible as refused:
            errors["names"] = refused.reason.whole
        else:
            tell(request, found)
            return redirect("opposed", case=case)
    context = {"case": case, "lines": opposed(case), "questions": [_names(request, errors)], "errors": errors}
    return render(request, "cases/conflicts/opposed.html", context, status=422 if errors else 200)


def tell(request: HttpRequest, found: actions.Found) -> None:
    """What was found, on the next page."""
    (messages.warning if found.is_possible else messages.success)(request, said(found))


def said(found: actions.Found | None) -> str:
    """The sentence for what was found: never what was met, only whom to ask."""
    if found is None:
        return ""
    if not found.is_possible:
        return _("Asked: nothing speaks of a conflict in your agency.")
    if not found.ask:
        return _("There may be a conflict in your agency. Ask your administrator before you go on.")
    names = ", ".join(f"{one.name} ({label(Profession(one.profession))})" for one in found.ask[:3])
    return _("There may be a conflict in your agency. Before you go on, ask %(names)s.") % {"names": names}


def _asked(request: MemberRequest, standing: Standing, errors: dict[str, Words]) -> actions.Found | None:
    try:
        return actions.ask(request.POST.get("names", ""), standing, by=request.member, at=request.at)
    except BadInput as wrong:
        errors.update(wrong.errors)
    except NotPossible as refused:
        errors["names"] = refused.reason.whole
    return None


def _names(request: MemberRequest, errors: dict[str, Words]) -> Question:
    return Question(
        "names", _("Name"), "text", request.POST.get("names", ""), error=errors.get("names", ""),
        hint=_("As it is written where you have it from, in any alphabet. It is compared and not kept."),
    )  # fmt: skip
