"""The statements that every room's migrations repeat, and what takes them back."""

import pytest

from safeconduct.vocabulary.roles import (
    APP,
    INBOX,
    SERVING,
    create_schema,
    force_rows,
    grant,
    policy,
)


def test_a_schema_is_open_to_the_named_roles_only() -> None:
    made = create_schema("keys", APP, INBOX)

    assert made == (
        'CREATE SCHEMA IF NOT EXISTS "keys"; '
        'GRANT USAGE ON SCHEMA "keys" TO "safeconduct_app", "safeconduct_inbox";'
    )
    assert made.reverse == 'DROP SCHEMA IF EXISTS "keys";'
    assert "GRANT" not in create_schema("keys")


def test_row_level_security_binds_the_owner_too() -> None:
    forced = force_rows("keys.section_key")

    assert 'ALTER TABLE "keys"."section_key" ENABLE ROW LEVEL SECURITY;' in forced
    assert 'ALTER TABLE "keys"."section_key" FORCE ROW LEVEL SECURITY;' in forced
    assert "DISABLE" in forced.reverse


def test_a_grant_may_name_columns_and_is_revoked_alike() -> None:
    given = grant("keys.section_key", APP, "SELECT (case_id, section), DELETE")

    assert (
        given == 'GRANT SELECT (case_id, section), DELETE ON TABLE "keys"."section_key" TO "safeconduct_app";'
    )
    assert given.reverse == given.replace("GRANT", "REVOKE").replace(" TO ", " FROM ")


def test_a_policy_names_its_command_role_and_conditions() -> None:
    made = policy("own_keys", "keys.section_key", APP, "update", using="a = 1", check="b = 2")

    assert made == (
        'CREATE POLICY "own_keys" ON "keys"."section_key" FOR UPDATE TO "safeconduct_app" '
        "USING (a = 1) WITH CHECK (b = 2);"
    )
    assert made.reverse == 'DROP POLICY IF EXISTS "own_keys" ON "keys"."section_key";'
    assert "USING" not in policy("p", "keys.section_key", INBOX, "INSERT", check="true")


def test_a_statement_becomes_a_step_of_a_migration() -> None:
    step = force_rows("keys.section_key").operation()

    assert step.sql == force_rows("keys.section_key")
    assert step.reverse_sql == force_rows("keys.section_key").reverse


@pytest.mark.parametrize("name", ["", "keys.", "a.b.c", 'x"; DROP TABLE y; --', "Keys.section"])
def test_only_plain_names_are_quoted(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain name"):
        force_rows(name)


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(ValueError, match="no command"):
        policy("p", "keys.section_key", APP, "TRUNCATE", using="true")


def test_no_serving_role_is_named_twice() -> None:
    assert len(set(SERVING)) == 3
