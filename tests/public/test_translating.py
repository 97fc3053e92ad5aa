"""A translation is begun, translated, sent in, read and approved, by the editor's own addresses."""

import re
from collections.abc import Callable

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Answer, Browser, rows
from tests.public.writing import approve, write

type SignIn = Callable[[str], Browser]
OF = (
    "SELECT p.id, t.id FROM wagtailcore_page p JOIN wagtail_localize_translationsource s "
    "ON s.object_id = p.translation_key JOIN wagtail_localize_translation t ON t.source_id = s.id "
    "AND t.target_locale_id = p.locale_id WHERE s.object_repr = %s"
)
TEXTS = (
    "SELECT g.id, c.path FROM wagtail_localize_stringsegment g JOIN wagtail_localize_translationcontext c "
    "ON c.id = g.context_id JOIN wagtail_localize_translation t ON t.source_id = g.source_id WHERE t.id = %s"
)


def _begin(editor: Browser, moderator: Browser, title: str) -> tuple[Answer, int, int]:
    """A piece of news that is live in English, begun in Romanian: the answer, its page, its translation."""
    source, _address = write(editor, title, **{"action-submit": "1"})
    approve(moderator, source)
    romanian = str(rows(editor.node, "SELECT id FROM wagtailcore_locale WHERE language_code = 'ro'")[0])
    answer = editor.post(f"/edit/localize/submit/page/{source}/", {"locales": romanian})
    found = rows(editor.node, OF, title)
    assert found, re.findall(r"error-message[^>]*>\s*(.*?)\s*<", answer.text)
    return answer, *found[0]


def _translate(by: Browser, translation: int, text: str) -> list[Answer]:
    """All texts of it, and not the part of its address, which is no text."""
    found = [number for number, path in rows(by.node, TEXTS, translation) if path != "slug"]
    put = f"/edit/localize/translate/{translation}/strings"
    return [by.put(f"{put}/{number}/edit/", {"value": f"{text} {number}"}) for number in found]


def _table(by: Browser) -> str:
    """The table of pages and languages, all its parts: which of them has a page depends on what else was written."""
    parts, number = [by.get("/edit/languages/").text], 2
    while f'href="?page={number}"' in parts[-1]:
        parts.append(by.get(f"/edit/languages/?page={number}").text)
        number += 1
    return "\n".join(parts)


def test_who_begins_a_translation_lands_on_its_page_and_sends_nothing_in_that_is_not_translated(
    site: Node, sign_in: SignIn
) -> None:
    editor = sign_in("editor")
    answer, page, _translation = _begin(editor, sign_in("moderator"), "Begun")
    assert answer.path == f"/edit/pages/{page}/edit/"
    assert "do not have permission" not in answer.text
    refused = editor.post(f"/edit/languages/{page}/send-in/", {}).text
    assert "Nothing of this page is translated yet" in refused
    assert rows(site, "SELECT id FROM wagtailcore_workflowstate WHERE object_id = %s", str(page)) == []


def test_a_translation_that_waits_is_what_is_approved(site: Node, reader: Browser, sign_in: SignIn) -> None:
    editor, moderator = sign_in("editor"), sign_in("moderator")
    _answer, page, translation = _begin(editor, moderator, "Waits in Romanian")
    assert {each.status for each in _translate(editor, translation, "Înainte")} == {201}
    assert f"/edit/languages/{page}/send-in/" in _table(editor)
    assert "It is sent in." in editor.post(f"/edit/languages/{page}/send-in/", {}).text
    sent = _table(editor)
    assert f"/edit/languages/{page}/send-in/" not in sent
    assert re.search(rf'<a href="/edit/pages/{page}/edit/">translated</a> \(sent in\)', sent)
    for somebody in (editor, moderator):
        refused = _translate(somebody, translation, "Pe urmă")
        assert {each.status for each in refused} == {403}
        assert "nobody changes it until then" in refused[0].text
        assert "nobody changes it until then" in somebody.get(f"/edit/pages/{page}/edit/").text
    approve(moderator, page)
    address = str(rows(site, "SELECT url_path FROM wagtailcore_page WHERE id = %s", page)[0]).split("/")[-2]
    shown = reader.get(f"/ro/news/{address}/").text
    assert "Înainte" in shown
    assert "Pe urmă" not in shown
    assert f"/edit/languages/{page}/send-in/" not in _table(editor)


def test_a_translation_that_waits_is_not_brought_up_and_one_that_was_sent_back_is_sent_in_anew(
    site: Node, sign_in: SignIn
) -> None:
    editor, moderator = sign_in("editor"), sign_in("moderator")
    _answer, page, translation = _begin(editor, moderator, "Sent back")
    _translate(editor, translation, "Prima dată")
    editor.post(f"/edit/languages/{page}/send-in/", {})
    source = rows(site, "SELECT source_id FROM wagtail_localize_translation WHERE id = %s", translation)[0]
    assert "nobody changes it until then" in editor.post(f"/edit/localize/update/{source}/", {}).text
    state = rows(
        site,
        "SELECT t.id FROM wagtailcore_taskstate t JOIN wagtailcore_workflowstate w "
        "ON w.id = t.workflow_state_id WHERE w.object_id = %s",
        str(page),
    )[0]
    moderator.post(f"/edit/pages/workflow/action/{page}/reject/{state}/", {"comment": "Again, please."})
    assert {each.status for each in _translate(editor, translation, "A doua oară")} == {200}
    assert "It is sent in" in editor.post(f"/edit/languages/{page}/send-in/", {}).text


ENABLED = "SELECT enabled FROM wagtail_localize_translation WHERE id = %s"
WAITING = "SELECT status FROM wagtailcore_workflowstate WHERE object_id = %s ORDER BY id DESC LIMIT 1"


def test_on_its_own_page_a_translation_is_sent_in_and_nothing_that_throws_it_away_comes_first(
    site: Node, sign_in: SignIn
) -> None:
    editor = sign_in("editor")
    _answer, page, translation = _begin(editor, sign_in("moderator"), "From its page")
    _translate(editor, translation, "Text")
    offered = _offered(editor, page)
    assert offered.index("Send in for review") < offered.index("No longer keep it in step")
    assert "Everything is translated." in offered
    assert "public/translating.css" in editor.get(f"/edit/pages/{page}/edit/").text, "theirs is not shown"
    sent = editor.post(f"/edit/languages/{page}/send-in/", {"from_page": "1"})
    assert sent.path == f"/edit/pages/{page}/edit/"
    assert "It is sent in." in sent.text
    for somebody in ("editor", "moderator"):
        offered = _offered(sign_in(somebody), page)
        assert "it waits for approval" in offered
        assert not re.search("Send in for review|No longer keep|Throw the translation away|Delete", offered)


def test_who_sent_a_translation_in_takes_it_back_and_nobody_else_does(site: Node, sign_in: SignIn) -> None:
    editor, moderator = sign_in("editor"), sign_in("moderator")
    _answer, page, translation = _begin(editor, moderator, "Taken back again")
    _translate(editor, translation, "Text")
    editor.post(f"/edit/languages/{page}/send-in/", {})
    assert "Take it back" not in _offered(moderator, page)
    moderator.post(f"/edit/languages/{page}/take-back/", {})
    assert rows(site, WAITING, str(page)) == ["in_progress"]
    assert "Take it back" in _offered(editor, page)
    editor.post(f"/edit/languages/{page}/take-back/", {})
    assert rows(site, WAITING, str(page)) == ["cancelled"]
    assert {each.status for each in _translate(editor, translation, "Altfel")} == {200}


def test_what_is_not_translated_is_counted_and_has_to_be_confirmed(site: Node, sign_in: SignIn) -> None:
    editor = sign_in("editor")
    _answer, page, translation = _begin(editor, sign_in("moderator"), "Half of it")
    texts = [number for number, path in rows(site, TEXTS, translation) if path != "slug"]
    put = f"/edit/localize/translate/{translation}/strings/{texts[0]}/edit/"
    assert editor.put(put, {"value": "Jumătate"}).status == 201
    left = len(texts) - 1
    asked = editor.post(f"/edit/languages/{page}/send-in/", {"from_page": "1"}).text
    assert re.search(rf"{left} of {len(texts)} texts (is|are) not translated", asked)
    assert rows(site, WAITING, str(page)) == []
    sent = editor.post(f"/edit/languages/{page}/send-in/", {"from_page": "1", "as_it_is": "1"})
    assert "It is sent in." in sent.text
    assert rows(site, WAITING, str(page)) == ["in_progress"]


def test_while_it_waits_nobody_stops_that_it_is_kept_in_step_or_throws_it_away(
    site: Node, sign_in: SignIn
) -> None:
    editor, moderator = sign_in("editor"), sign_in("moderator")
    _answer, page, translation = _begin(editor, moderator, "Kept in step")
    _translate(editor, translation, "Text")
    editor.post(f"/edit/languages/{page}/send-in/", {})
    for somebody in (editor, moderator):
        for path in (f"translate/{translation}/disable/", f"page/{page}/convert_to_alias/"):
            refused = somebody.post(f"/edit/localize/{path}", {})
            assert "nobody changes it until then" in refused.text
            assert rows(site, ENABLED, translation) == [True]
    approve(moderator, page)
    live = moderator.post(f"/edit/localize/page/{page}/convert_to_alias/", {})
    assert "Take the page away first." in live.text
    editor.post(f"/edit/localize/translate/{translation}/disable/", {})
    assert rows(site, ENABLED, translation) == [False]


def test_why_changes_were_requested_stands_on_the_page_of_the_translation(
    site: Node, sign_in: SignIn
) -> None:
    editor, moderator = sign_in("editor"), sign_in("moderator")
    _answer, page, translation = _begin(editor, moderator, "Came back")
    _translate(editor, translation, "Text")
    editor.post(f"/edit/languages/{page}/send-in/", {})
    state = rows(
        site,
        "SELECT t.id FROM wagtailcore_taskstate t JOIN wagtailcore_workflowstate w "
        "ON w.id = t.workflow_state_id WHERE w.object_id = %s",
        str(page),
    )[0]
    asked = {"comment": "The title is <b>too long</b>."}
    moderator.post(f"/edit/pages/workflow/action/{page}/reject/{state}/", asked)
    shown = editor.get(f"/edit/pages/{page}/edit/").text
    assert "moderator requested changes: The title is &lt;b&gt;too long&lt;/b&gt;." in shown
    _translate(editor, translation, "Scurt")
    editor.post(f"/edit/languages/{page}/send-in/", {})
    assert "requested changes" not in editor.get(f"/edit/pages/{page}/edit/").text


def _offered(by: Browser, page: int) -> str:
    """What stands in our footer of a translation's page, as it is read."""
    footer = by.get(f"/edit/pages/{page}/edit/").text.partition(
        '<footer class="footer translation-actions">'
    )[2]
    return re.sub(r"<[^>]+>", " ", footer.partition("</footer>")[0])


def test_there_is_no_place_for_pictures(sign_in: SignIn) -> None:
    editor = sign_in("editor")
    assert [editor.get(path).status for path in ("/edit/images/", "/edit/images/add/")] == [404, 404]
    assert "/edit/images/" not in editor.get("/edit/").text


def test_where_news_stand_there_is_news_alone_and_its_day_is_today(site: Node, sign_in: SignIn) -> None:
    editor = sign_in("editor")
    news = rows(site, "SELECT id FROM wagtailcore_page WHERE url_path = '/safeconduct/news/'")[0]
    today = str(rows(site, "SELECT (now() AT TIME ZONE 'UTC')::date")[0])
    asked = editor.get(f"/edit/pages/{news}/add_subpage/")
    assert asked.path == f"/edit/pages/add/pages/newspage/{news}/"
    assert re.search(rf'name="day"[^>]*value="{today}"|value="{today}"[^>]*name="day"', asked.text)
