"""A question is asked, lies sealed, is fetched, answered, and read with six words."""

import base64
import json

from safeconduct.commands.backups.snapshots import dumped, reached
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import secret
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.roles import PUBLIC_OWNER
from tests.public.questions.other_side import OtherSide, asked, code_in
from tests.public.reader import Browser, rows
from tests.public.working import work

TEXT = "Mă numesc Planted-Marker <script>alert(1)</script>\nam I in debt?"


def test_a_question_goes_to_the_node_and_its_answer_is_read_with_six_words(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    sent = asked(reader, node.desk, TEXT)
    code = code_in(sent)
    assert sent.status == 200
    assert "There is no answer yet" in reader.post("/questions/en/read/", {"words": code}).text
    work(site)
    (letter,) = node.fetched().letters
    question = node.opened(letter)
    assert (question.text, question.language, letter.desk) == (TEXT, "en", node.desk)
    answer = "Nobody may <b>keep</b> your papers."
    node.lays(node.answer(letter.thread, question.reply, answer), arrived=(letter.id,))
    work(site)
    seen = reader.post("/questions/en/read/", {"words": code.upper()})
    assert "Nobody may &lt;b&gt;keep&lt;/b&gt; your papers." in seen.text
    assert "Answered on" in seen.text
    assert "Somebody will read it" not in seen.text
    assert "close this window" in seen.text
    more = reader.post("/questions/en/more/", {"words": code, "text": "And my wages?"})
    assert "Sent. It has the same six words." in more.text
    waiting = "SELECT thread_id FROM questions_letter WHERE NOT is_answer"
    assert rows(site, waiting) == [letter.thread], "the first was deleted when it arrived, the second waits"
    work(site)
    node.lays(arrived=tuple(one.id for one in node.fetched().letters))
    work(site)
    again = reader.post("/questions/en/read/", {"words": code}).text
    assert "Somebody will read it" in again, "the second one was fetched, and is not answered"
    assert "Answered on" not in again
    assert list(reader.cookies) == []


def test_nothing_of_a_question_or_its_code_can_be_read_in_what_lies_on_the_site(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    """Planted: in the database, as it is dumped, in the files between the two, and in the logs."""
    code = code_in(asked(reader, node.desk, TEXT))
    for _ in range(3):
        asked(reader, node.desk, "?")
    work(site)
    tables = rows(site, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    dump = "\n".join(str(rows(site, f'SELECT t::text FROM "{table}" t')) for table in tables)
    assert site.site is not None
    files = [
        path for folder in ("public", "logs") for path in (site.home / folder).rglob("*") if path.is_file()
    ]
    everything = dump.encode() + b"".join(path.read_bytes() for path in files)
    words = code.split()
    wanted = [b"Planted-Marker", code.encode(), " ".join(words[:2]).encode()]
    wanted += [base64.b64encode(b"Planted-Marker")[:12], b"Planted-Marker".hex().encode()]
    assert [each for each in wanted if each in everything] == []
    letters = json.loads((site.home / "public" / form.TO_NODE).read_text())["letters"]
    assert len(letters) == rows(site, "SELECT count(*) FROM questions_letter WHERE NOT is_answer")[0] == 4
    assert [each["id"] for each in letters] == sorted(each["id"] for each in letters), "not as they came"
    assert set(letters[0]) == {"id", "thread", "sealed", "desk", "mark", "key"}


def test_what_pg_dump_writes_of_the_site_holds_no_word_of_a_question_or_its_code(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    """As the owner of the database, uncompressed; what lies there in the clear is found, so the search can find."""
    code = code_in(asked(reader, node.desk, TEXT))
    rows(
        site,
        "INSERT INTO helping_remark (about, language, text, number, is_left, made_on)"
        " VALUES ('', 'en', 'Control-Marker', gen_random_uuid(), false, now()::date)",
    )
    folder = public.folder_of(site.home)
    owner = {"user": PUBLIC_OWNER, "password": secret(folder, PUBLIC_OWNER)}
    dump = b"".join(dumped(["--compress=none"], reached(Address.read(folder), owner)))
    rows(site, "DELETE FROM helping_remark")
    assert b"Control-Marker" in dump
    wanted = [
        b"Planted-Marker",
        b"Planted-Marker".hex().encode(),
        code.encode(),
        code.encode().hex().encode(),
    ]
    wanted += [base64.b64encode(b"Planted-Marker")[:12], " ".join(code.split()[:2]).encode()]
    assert [each for each in wanted if each in dump] == []


def test_a_day_is_kept_and_no_moment(site: Node) -> None:
    kinds = rows(
        site,
        "SELECT DISTINCT data_type::text FROM information_schema.columns WHERE table_name IN"
        " ('questions_thread', 'questions_letter', 'questions_ended', 'questions_node')",
    )
    assert "date" in kinds
    assert not any("time" in kind for kind in kinds)


def test_every_letter_and_every_page_has_one_of_few_lengths(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    sent = [asked(reader, node.desk, text) for text in ("x", "я" * form.LONGEST)]
    assert rows(site, "SELECT DISTINCT length(sealed) FROM questions_letter") == [form.SEALED]
    pages = [*sent, *(reader.post("/questions/en/read/", {"words": code_in(each)}) for each in sent)]
    pages.append(reader.post("/questions/en/read/", {"words": "acorn amber zebra acorn amber zebra"}))
    assert {len(each.text.encode()) for each in pages} == {32 * 1024}
    assert {each.headers["Content-Encoding"] for each in pages} == {"identity"}, "a proxy packs none of them"
    assert {each.status for each in pages} == {200}
