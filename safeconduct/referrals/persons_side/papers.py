"""The worker's pages of paper codes: giving one, the slip that is shown once, ending one."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access import papers
from safeconduct.access.papers import DEFAULT, DEFAULT_DAYS, LONGEST_DAYS, Part
from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Basis
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.consent.wording import LANGUAGES
from safeconduct.referrals.persons_side.wording import to_choose, words_in
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.questions import Question

PARTS: dict[Part, Words] = {
    Part.APPOINTMENTS: gettext_lazy("The days on which you meet or speak"),
    Part.CONSENTS: gettext_lazy("What was agreed to, with whom and until when"),
    Part.PLAN: gettext_lazy("The plan"),
    Part.SEEN: gettext_lazy("Who looked at the file"),
}
ENDED: dict[str, Words] = {
    "revoked": gettext_lazy("Ended here"),
    "replaced": gettext_lazy("Another one took its place"),
    "by_person": gettext_lazy("Ended by the person"),
    "over": gettext_lazy("Its time is over, or nobody leads the case"),
}
NOTHING_CHOSEN = gettext_lazy("Choose at least one thing that the paper shows.")
NO_DAYS = gettext_lazy("Enter for how many days, from 1 to 90.")
NOT_SPOKEN = gettext_lazy(
    "Speak with the person first: what it shows, and who could find it. Then say that you have, or give none."
)
WAS_SHOWN = Reason(
    "paper_was_shown",
    gettext_lazy("This code was shown once, and is kept nowhere: it cannot be shown again."),
    gettext_lazy("Give another one. The one before ends by that."),
)
ONLY_THE_LEAD = Reason(
    "only_the_lead_gives_a_paper",
    gettext_lazy("Whoever leads the case gives a paper code."),
    gettext_lazy("Ask them to; you can end one at any time."),
)
REFUSED = {reason.code: reason for reason in (WAS_SHOWN, ONLY_THE_LEAD)}


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """The papers of a case; giving one, which shows its code in the answer and never again."""
    own_case_in_hand(case)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        errors = _wrong(request)
        if not errors:
            return _given(request, case)
    is_lead = any(grant.basis is Basis.LEAD for grant in held(case))
    context = {
        "case": case,
        "papers": [
            (one, [PARTS[part] for part in one.parts], ENDED.get(one.ended, ""))
            for one in papers.of_case(case)
        ],
        "is_lead": is_lead,
        "questions": _questions(request, errors) if is_lead else [],
        "new": request.POST.get("paper") or uuid4(),
        "errors": errors,
    }
    return render(request, "referrals/persons_side/papers.html", context, status=422 if errors else 200)


@forms_only
@for_members
def end(request: MemberRequest, case: UUID, paper: UUID) -> HttpResponse:
    """It shows nothing any more, at once. It is recorded of the file that it is of, whatever the address names."""
    of = papers.end(paper)
    record("paper:ended", by=as_actor(request.member), at=request.at, case=of, detail={"paper": str(paper)})
    messages.success(request, _("Ended. The code opens nothing from now on."))
    return redirect("papers", case=of)


def _given(request: MemberRequest, case: UUID) -> HttpResponse:
    parts = [Part(name) for name in request.POST.getlist("parts") if name in set(Part)]
    until = request.at + timedelta(days=int(request.POST["days"]))
    paper, language = UUID(request.POST["paper"]), request.POST.get("language", "")
    hours = request.POST.get("hours") == "yes"
    try:
        code = papers.make(paper, case, parts, hours=hours, language=language, until=until)
    except NotPossible as refused:
        raise NotPossible(REFUSED.get(refused.reason.code, refused.reason)) from None
    record(
        "paper:given", by=as_actor(request.member), at=request.at, case=case,
        detail={"paper": str(paper), "parts": sorted(parts), "hours": hours, "until": until.date().isoformat()},
    )  # fmt: skip
    context: dict[str, Any] = {
        "case": case,
        "groups": papers.in_groups(code),
        "address": request.build_absolute_uri("/paper/"),
        "until": words_in(language).day(until),
        "language": language,
    }
    return render(request, "referrals/persons_side/slip.html", context)


def _wrong(request: MemberRequest) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if not set(request.POST.getlist("parts")) & set(Part):
        errors["parts"] = NOTHING_CHOSEN
    if not 1 <= (number_in(request.POST.get("days", ""), digits=4) or 0) <= LONGEST_DAYS:
        errors["days"] = NO_DAYS
    if request.POST.get("language") not in LANGUAGES:
        errors["language"] = gettext_lazy("Choose a language.")
    if request.POST.get("spoken") != "yes":
        errors["spoken-yes"] = NOT_SPOKEN
    try:
        UUID(request.POST.get("paper", ""))
    except ValueError:
        errors["parts"] = NOTHING_CHOSEN
    return errors


def _questions(request: MemberRequest, errors: dict[str, Words]) -> list[Question]:
    sent = request.method == "POST"
    parts = ",".join(request.POST.getlist("parts")) if sent else ",".join(DEFAULT)
    return [
        Question(
            "parts", _("What it shows"), "ticks", parts, [(part.value, words) for part, words in PARTS.items()],
            errors.get("parts", ""), _("The less it shows, the less somebody who finds it can read."),
        ),
        Question(
            "hours", _("Hours stand beside the days"), "tick", request.POST.get("hours") == "yes",
            hint=_("Only where nobody else may see this paper: an hour says when the person is where."),
        ),
        Question(
            "language", _("Language"), "select", request.POST.get("language", ""), to_choose(),
            errors.get("language", ""),
        ),
        Question(
            "days", _("For how many days"), "number", request.POST.get("days", str(DEFAULT_DAYS)),
            error=errors.get("days", ""), hint=_("At most 90. It ends by itself."),
        ),
        Question(
            "spoken", _("The person wants it, and knows that whoever finds the paper can read what it shows"), "tick",
            request.POST.get("spoken") == "yes", error=errors.get("spoken-yes", ""),
        ),
    ]  # fmt: skip
