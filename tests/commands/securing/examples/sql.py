"""Statements put together from text, and those that are not."""


def bad(cursor, name, wanted):
    cursor.execute(f"SELECT * FROM {name}")  # caught: sql-built-from-text
    cursor.execute("SELECT * FROM referral WHERE reference = '" + wanted + "'")  # caught: sql-built-from-text
    cursor.execute("SELECT * FROM referral WHERE reference = '%s'" % wanted)  # caught: sql-built-from-text
    cursor.execute("SELECT * FROM {}".format(name))  # caught: sql-built-from-text
    Model.objects.raw(f"SELECT {name}")  # caught: sql-built-from-text


def good(cursor, name, wanted):
    cursor.execute("SELECT * FROM referral WHERE reference = %s", [wanted])
    cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
    cursor.execute(PUT + ONLY_IF_OVER, [wanted])
