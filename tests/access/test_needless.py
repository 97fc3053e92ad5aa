"""A row of a referral is written into each of its indexes at every step: none is there that another makes needless."""

from tests.access.world import World

NEEDLESS = """
SELECT a.indexrelid::regclass::text
  FROM pg_index a JOIN pg_index b ON b.indrelid = a.indrelid AND b.indexrelid <> a.indexrelid
  JOIN pg_class c ON c.oid = a.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE (n.nspname, c.relname) IN (('referrals', 'referral'), ('referrals', 'move'), ('referrals', 'feed_line'))
   AND NOT a.indisunique AND a.indexprs IS NULL AND b.indexprs IS NULL
   AND COALESCE(pg_get_expr(a.indpred, a.indrelid), '') = COALESCE(pg_get_expr(b.indpred, b.indrelid), '')
   AND b.indkey::text || ' ' LIKE a.indkey::text || ' %' AND b.indclass::text || ' ' LIKE a.indclass::text || ' %'
"""
BEGINNINGS = """
SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_opclass o ON o.oid = ANY (i.indclass::oid[]) AND o.opcname = 'text_pattern_ops'
 WHERE n.nspname = 'exchange' AND c.relname IN ('receipt', 'handle')
"""


def test_no_index_begins_another_one(world: World) -> None:
    assert world.owner.execute(NEEDLESS).fetchall() == []


def test_nobody_looks_for_the_beginning_of_a_digest(world: World) -> None:
    assert world.owner.execute(BEGINNINGS).fetchall() == []
