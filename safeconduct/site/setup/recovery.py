"""The last step: the recovery key is shown, written down and typed back. The node keeps its public half alone."""

import json

from allauth.mfa.adapter import get_adapter as factors
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safeconduct.keys import files
from safeconduct.keys.errors import BadKey
from safeconduct.keys.recovery import generate, public_of, read_back, spell
from safeconduct.site.accounts import recording
from safeconduct.site.key_faults import in_words
from safeconduct.site.setup import door
from safeconduct.site.setup.steps import Answers, of_step, show
from safeconduct.vocabulary.decisions import Words

KEY = "setup_recovery"
"""In the session, which ends with the wizard: the key until it has been typed back."""
FILE = "recovery.json"


@of_step("recovery")
def recovery(request: HttpRequest, done: Answers) -> HttpResponse:
    """Typing the key back ends the wizard: whoever has it on paper can open the node's keys when the disk is lost."""
    # Sealed under the node's own key: what was in a table once is in the database's journal for long.
    sealed = request.session.setdefault(KEY, factors().encrypt(generate().hex()))
    key = bytes.fromhex(factors().decrypt(sealed))
    if request.method != "POST":
        return show(request, "recovery", groups=spell(key).split())
    problem = _problem(request.POST.get("key", ""), key)
    if problem:
        typed = request.POST.get("key", "")
        return show(request, "recovery", {"key": problem}, groups=spell(key).split(), typed=typed)
    content = {"v": 1, "recipient": public_of(key).hex()}
    files.write(door.home() / FILE, json.dumps(content).encode("ascii"))
    recording.by_nobody("setup:done")
    with door.setting_up():
        door.keep("recovery", {"typed_back": True})
        is_finished = door.finish()
    if not is_finished:
        missing = _("A step is missing: go back to the administrator and type the app's code.")
        return show(request, "recovery", {" ": missing}, groups=spell(key).split())
    request.session.flush()
    return render(request, "setup/done.html")


def _problem(typed: str, key: bytes) -> Words:
    try:
        return "" if read_back(typed) == key else _("This is another recovery key than the one shown here.")
    except BadKey as fault:
        return in_words(fault)
