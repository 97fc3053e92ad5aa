"""Questions, answers, news and reasons between two nodes: under a section's key, and only as far as was agreed."""

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import SHARED
from tests.nodes.story import Story, words
from tests.nodes.town import Town, until

QUESTION, ANSWER, NEWS = (
    "For how long is the room needed?",
    "Three months about.",
    "The first week went well.",
)


def test_a_question_travels_and_its_answer_comes_back(town: Town) -> None:
    story = Story(town).sent()
    story.sofie.move(story.path, "ask", {"section": "needs", **words(QUESTION)})
    story.wait("info_requested")
    until("the question is there", lambda: QUESTION in story.ana.see(story.path).text)
    story.ana.move(story.path, "answer", {"answer": "given", **words(ANSWER)})
    story.wait("acknowledged")
    until("the answer is there", lambda: ANSWER in story.sofie.see(story.path).text)
    assert story.histories_agree()


def test_a_text_stands_nowhere_as_plain_text(town: Town) -> None:
    story = Story(town).sent()
    story.sofie.move(story.path, "ask", {"section": "needs", **words("Marker quince seven.")})
    story.wait("info_requested")
    for node in ("ro", "be"):
        for table in ("referrals.text", "exchange.outgoing", "audit.record"):
            assert town.ask(node, f"SELECT 1 FROM {table} t WHERE t::text LIKE '%%quince%%'") == []


def test_news_starts_the_clock_of_the_next_news_anew_on_both_sides(town: Town) -> None:
    story = Story(town).reach("in_service")
    before = story.of_sender("due_at"), story.of_receiver("due_at")
    story.sofie.tell(story.path, words(NEWS))
    until("the news is there", lambda: NEWS in story.ana.see(story.path).text)
    until("both clocks are new", lambda: (story.of_sender("due_at"), story.of_receiver("due_at")) > before)


def test_without_permission_to_tell_the_outcome_goes_as_a_code_only(town: Town) -> None:
    story = Story(town)
    draft = story.begun()
    answers = {name: value for name, value in told(SHARED, language="uk").items() if name != "tell_outcome"}
    story.ana.consent(draft, answers)
    story.ana.send(story.path)
    story.wait("sent")
    for state in ("acknowledged", "accepted", "in_service"):
        story.step(state)
    page, action = story.sofie.see(story.path), f"{story.path}move/record_outcome/"
    form = page.form(action)
    assert "text" not in form.names
    form.names |= set(words(""))  # as a page that was opened earlier would have it
    refused = story.sofie.browser.submit(page, action, outcome="given", **words("She is well."))
    assert refused.status == 409
    assert "did not agree" in refused.text
    assert "She is well." in refused.html, "what was typed is not lost"
    story.step("outcome_recorded")


def test_a_text_goes_when_its_section_goes(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.sofie.move(story.path, "ask", {"section": "profile", **words(QUESTION, "profile")})
    story.wait("info_requested")
    until("the question is there", lambda: QUESTION in story.ana.see(story.path).text)
    page = story.ana.see(story.path)
    story.ana.browser.submit(
        page, f"{story.path}withdraw/", sections=["profile"], channel="person", reason="by_person"
    )
    until("it cannot be read there", lambda: QUESTION not in story.sofie.see(story.path).text)
