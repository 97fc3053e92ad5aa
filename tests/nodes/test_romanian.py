"""Romanian at a real pair of nodes: whoever reads it meets no English sentence of ours, and what is theirs stays."""

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.vocabulary.languages import LANGUAGES
from tests.english import english_in
from tests.nodes.places import conferred
from tests.nodes.story import Story
from tests.nodes.town import Town

FRAME = (
    "/account/",
    "/account/sign-ins/",
    "/account/passkeys/add/",
    "/account/confirm/",
    "/demo/clock/",
    "/training/",
    "/training/a-referral-that-arrives/",
    "/nowhere/",
)
ADMINISTRATION = (
    "", "members/", "members/invite/", "agency/", "agency/facts/", "agency/teams/new/", "agency/services/new/",
    "changes/", "agencies/", "peers/", "peers/keys/",
)  # fmt: skip
OWN_NAMES = frozenset(language.own for language in LANGUAGES.values())
"""What languages call themselves is the same in every language."""


def reading(town: Town, member: str) -> Browser:
    """The member at a browser that was told Romanian before the sign-in; nothing is changed for the account."""
    node = town.pair.place(member).node
    browser = Browser(node.id, node.ports.web)
    browser.submit(browser.get("/sign-in/"), "/language/", language="ro")
    page = browser.get("/sign-in/")
    assert "Aceasta este o demonstrație" in page.text
    (form,) = [form for form in page.forms if ("member", town.pair.member(member)) in form.fields]
    said = browser.submit(Page(page.status, page.path, "", "", [form], {}), form.action)
    assert said.status == 200
    return browser


def confirmed(browser: Browser) -> Browser:
    """What an administrator does asks once more."""
    asked = browser.get("/account/confirm/?next=/administration/")
    (form,) = [form for form in asked.forms if "one_click" in form.names]
    browser.submit(Page(asked.status, asked.path, "", "", [form], {}), form.action)
    return browser


def begun(story: Story) -> str:
    """A talk for identification about this person; its address."""
    agreed: dict[str, str | list[str]] = {"agreed": "yes", "profile": "labour_child", "said": ["voluntary"]}
    page = story.ana.see(f"{story.person}screenings/new/")
    return story.ana.fill(page, "", agreed, "Beginning the talk").path.partition("part/")[0]


def test_no_page_of_the_loop_says_an_english_sentence_of_ours(town: Town) -> None:
    draft, sent, accepted = Story(town).drafted(), Story(town).sent(), Story(town).reach("accepted")
    talk = begun(draft)
    steps = [f"{accepted.path}move/{step}/" for step in ("plan_handover", "start", "hold", "record_outcome")]
    shown = {
        "Ana Pop": [
            "/", "/people/new/", "/people/bring-in/", "/find/", "/find/?reference=ro", draft.person,
            f"{draft.person}refer/", f"{draft.person}screenings/", f"{draft.person}screenings/new/",
            *conferred(draft.ana, draft.person),
            f"{draft.person}interviews/", f"{draft.person}follow-up/", f"{draft.person}needs/files/",
            f"{draft.person}rights/told/",
            talk, f"{talk}about/", f"{talk}part/cd/", f"{talk}end/", f"{draft.person}seen/",
            draft.path, f"{draft.path}ground/", f"{draft.path}receipt/",
            f"{draft.path}script/", sent.path, f"{sent.path}say/",
            f"{sent.path}withdraw/", accepted.path, *FRAME,
        ],
        "Sofie Maes": ["/", sent.path, f"{sent.path}move/accept/", f"{sent.path}move/decline/", accepted.path, *steps],
        "Andrei Oprea": [f"/administration/{page}" for page in ADMINISTRATION],
    }  # fmt: skip
    left = {}
    for member, paths in shown.items():
        browser = reading(town, member)
        if member == "Andrei Oprea":
            confirmed(browser)
        for path in paths:
            page = browser.get(path)
            assert '<html lang="ro"' in page.html, path
            assert page.html.count('id="unreviewed"') == 1, path
            if found := english_in(page.html, "ro", known=OWN_NAMES):
                left[f"{member}: {path} ({page.status})"] = found
    assert left == {}, "\n".join(f"{where}: {what}" for where, what in left.items())


def test_where_the_page_is_not_english_the_digits_may_be_read_in_place_of_the_english_words(
    town: Town,
) -> None:
    page = confirmed(reading(town, "Andrei Oprea")).get("/administration/peers/")
    assert "ambele părți citesc în locul lor cifrele" in page.text


def test_what_others_wrote_and_what_they_are_called_is_not_translated(town: Town) -> None:
    story = Story(town).reach("accepted")
    page = reading(town, "Sofie Maes").get(story.path)
    assert "Casa Salcia" in page.text
    assert "Urmează:" in page.text


def test_a_refusal_is_said_in_the_readers_language(town: Town) -> None:
    browser = reading(town, "Ana Pop")
    page = browser.get("/find/?reference=RO-0000-0001")
    assert "este o greșeală de scriere" in page.text
