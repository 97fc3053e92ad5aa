"""What a database lets whom do: row policies, privileges, functions; compared with one that this release has made."""

import psycopg

_PARTS = {
    "row policy": """
        SELECT format('%I.%I %I', schemaname, tablename, policyname),
               concat_ws(' | ', permissive, array_to_string(roles, ','), cmd, qual, with_check)
          FROM pg_policies
    """,
    "row security": """
        SELECT format('%I.%I', n.nspname, c.relname),
               concat_ws(' | ', c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner))
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%'
           AND n.nspname <> 'information_schema'
    """,
    "privilege": """
        SELECT DISTINCT format('%I.%I %s %s', table_schema, table_name, grantee, privilege_type), column_name FROM (
          SELECT table_schema, table_name, grantee, privilege_type, '' AS column_name
            FROM information_schema.table_privileges
           UNION ALL
          SELECT p.table_schema, p.table_name, p.grantee, p.privilege_type, p.column_name
            FROM information_schema.column_privileges p
        ) g WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
    """,
    "function": """
        SELECT p.oid::regprocedure::text,
               concat_ws(' | ', p.prosecdef, array_to_string(p.proconfig, ','), pg_get_userbyid(p.proowner),
                 md5(p.prosrc),
                 (SELECT string_agg(e.grantee::regrole::text, ',' ORDER BY e.grantee::regrole::text)
                    FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) e
                   WHERE e.grantee <> p.proowner))
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
    """,
    "trigger": """
        SELECT format('%s %I', tgrelid::regclass, tgname), pg_get_triggerdef(oid) || tgenabled::text
          FROM pg_trigger WHERE NOT tgisinternal
    """,
}

type Shape = dict[str, set[str]]


def shape_of(connection: psycopg.Connection) -> Shape:
    """Everything that decides who may do what, each thing with what it says; row data are not looked at."""
    with connection.transaction():
        # So that each name is written with its schema.
        connection.execute("SET LOCAL search_path = pg_catalog")
        return {
            what: {f"{name}: {said}" for name, said in connection.execute(query).fetchall()}
            for what, query in _PARTS.items()
        }


def differences(found: Shape, wanted: Shape) -> list[str]:
    """A sentence for each thing that is not as this release makes it."""
    return [
        sentence
        for what in _PARTS
        for sentence in (
            *(
                f"The {what} {_name(each)} is not one of this release."
                for each in sorted(found[what] - wanted[what])
            ),
            *(f"The {what} {_name(each)} is missing." for each in sorted(wanted[what] - found[what])),
        )
    ]


def _name(each: str) -> str:
    return each.partition(": ")[0]
