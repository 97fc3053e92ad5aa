def test_x(connect_as):
    c=connect_as('app')
    print(c.execute("select access.current_member()").fetchall())
    print(c.execute("select count(*) from access.case").fetchall())
