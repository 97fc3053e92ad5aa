"""Settings: read once, typed; unknown, missing and wrong ones stop the start with one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.vocabulary.declared import (
    WrongSetting,
    comparisons_of,
    country,
    folder,
    names,
    node_name,
    refuse_unknown,
    yes_or_no,
)

TOP = Path(__file__).resolve().parents[2]
IMPORT = (
    "import safeconduct.site.settings as s; print(s.PROCESS, s.DATABASES['default']['USER'], s.ROOT_URLCONF)"
)


def imported(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=TOP, env=environment, capture_output=True, text=True, check=False
    )


def node(home: Path, process: str) -> dict[str, str]:
    return {
        "SAFECONDUCT_HOME": str(home), "SAFECONDUCT_PROCESS": process,
        "SAFECONDUCT_NODE": "ro", "SAFECONDUCT_COUNTRY": "RO",
    }  # fmt: skip


def test_without_a_node_the_values_are_stand_ins() -> None:
    assert imported().stdout.split() == ["web", "safeconduct_app", "safeconduct.site.urls"]


@pytest.mark.parametrize(
    "process, role, urls",
    [
        ("web", "safeconduct_app", "safeconduct.site.urls"),
        ("inbox", "safeconduct_inbox", "safeconduct.site.urls_inbox"),
        ("worker", "safeconduct_worker", "safeconduct.site.urls"),
        ("owner", "safeconduct_owner", "safeconduct.site.urls"),
    ],
)
def test_the_process_chooses_role_and_addresses(node_home: Path, process: str, role: str, urls: str) -> None:
    assert imported(**node(node_home, process)).stdout.split() == [process, role, urls]


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"SAFECONDUCT_HOME": ""}, "The setting SAFECONDUCT_HOME is missing"),
        ({"SAFECONDUCT_NODE": ""}, "The setting SAFECONDUCT_NODE is missing"),
        (
            {"SAFECONDUCT_COUNTRY": "Romania"},
            "The setting SAFECONDUCT_COUNTRY is not country: Romania is not two",
        ),
        ({"SAFECONDUCT_PROCESS": "root"}, "The setting SAFECONDUCT_PROCESS is not one of web, inbox"),
        ({"SAFECONDUCT_HOME": "here"}, "The setting SAFECONDUCT_HOME is not folder: here does not begin"),
        ({"SAFECONDUCT_HOME": "/nowhere"}, "The folder /nowhere in SAFECONDUCT_HOME is not there"),
        ({"SAFECONDUCT_HOEM": "/nowhere"}, "The setting SAFECONDUCT_HOEM is unknown"),
        ({"DATABASE_URL": "mysql://x"}, "The setting DATABASE_URL is not database url"),
    ],
)
def test_a_wrong_setting_stops_the_start(node_home: Path, change: dict[str, str], sentence: str) -> None:
    ended = imported(**(node(node_home, "web") | change))
    assert ended.returncode != 0
    assert sentence in ended.stderr.splitlines()[-1]


def test_an_unprepared_node_stops_the_start(tmp_path: Path) -> None:
    assert "prepare the node" in imported(**node(tmp_path, "web")).stderr.splitlines()[-1]


def test_a_server_says_the_sentence_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import safeconduct.site.wsgi"],
        cwd=TOP, env=node(tmp_path, "web"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_misspelt_name_of_ours_is_refused_and_others_are_not() -> None:
    refuse_unknown([*os.environ, "PATH"])
    with pytest.raises(WrongSetting, match="SAFECONDUCT_HOEM is unknown"):
        refuse_unknown(["SAFECONDUCT_HOEM"])


def test_each_kind_turns_text_into_a_value() -> None:
    assert folder("/srv/node") == Path("/srv/node")
    assert yes_or_no("1")
    assert not yes_or_no("0")
    assert names("a.example, b.example,") == ("a.example", "b.example")
    assert country("RO") == "RO"
    assert node_name("ro-2") == "ro-2"


@pytest.mark.parametrize("text", ["", "RO", "2ro", "r o", "ro_2", "r" * 31])
def test_a_node_name_is_plain(text: str) -> None:
    with pytest.raises(ValueError):
        node_name(text)


def test_who_compared_which_list_is_read_from_one_line() -> None:
    kind = comparisons_of("labour_adult", "labour_child")
    told = "labour_adult=Ioana Pop 2027-01-31, labour_child = Ioana Pop"
    assert kind(told) == (("labour_adult", "Ioana Pop 2027-01-31"), ("labour_child", "Ioana Pop"))


@pytest.mark.parametrize("text, said", [
    ("labor_adult=Ioana Pop", "is none of"), ("labour_adult", "who compared"), ("labour_adult= ", "who compared"),
    ("labour_adult=\x00", "who compared"),
])  # fmt: skip
def test_a_list_that_nobody_knows_and_a_comparison_without_a_name_stop_the_start(
    text: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        comparisons_of("labour_adult")(text)
