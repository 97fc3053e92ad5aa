"""Beginning a recommendation from a figure of a node: the editor's own form, with what the link has said filled in.

The link holds words: what the figure is called, how it is defined, and the edition to be cited. They are proposals in
a form that nobody has saved; who follows it up, by when and how one will know stay to be written.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.editions.models import Edition
from safeconduct.public.recommendations.models import RecommendationPage, RecommendationsPage
from safeconduct.public.recommendations.models.promises import Origin

SIGN_IN = "/edit/login/"
WORDS = ("figure", "meaning", "cites")
LONGEST = 1000
LONGEST_NAME, LONGEST_INDICATOR = 160, 200
"""Of the two fields of a recommendation."""


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def begin(request: HttpRequest) -> HttpResponse:
    """To the form of a new recommendation below the board of the site's first language."""
    board = RecommendationsPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if board is None:
        messages.error(request, _("There is no board of recommendations yet. Make one below the first page."))
        return redirect("wagtailadmin_home")
    if not board.permissions_for_user(request.user).can_add_subpage():
        messages.error(request, _("You may not write recommendations. Ask an editor who may."))
        return redirect("wagtailadmin_home")
    of = ("recommendations", "recommendationpage", board.pk)
    said = {name: request.GET[name][:LONGEST] for name in WORDS if request.GET.get(name)}
    return redirect(f"{reverse('wagtailadmin_pages:add', args=of)}?{urlencode(said)}")


def note(request: HttpRequest, parent: Any, page_class: type) -> None:
    """Before the form is made: what the address says of it stays beside the board until `fill` reads it."""
    if page_class is RecommendationPage:
        parent.begun_from = request.GET


def fill(page: Any, parent: Any, **_others: Any) -> None:
    """A new page of the form, before anybody sees it. An edition that this site does not show is not cited."""
    query: QueryDict | None = getattr(parent, "begun_from", None)
    said = query.dict() if query else {}
    if not isinstance(page, RecommendationPage) or not said.get("figure"):
        return
    page.drawn_from = Origin.STATISTIC.value
    page.drawn_from_words = str(said["figure"])[:LONGEST_NAME]
    page.indicator = str(said.get("meaning", ""))[:LONGEST_INDICATOR]
    page.cites = Edition.objects.filter(pk=said.get("cites", "")).first()
