"""Who gives access."""


def bad(case, member):
    Grant.objects.create(case=case, member=member)  # caught: grant-written-by-a-process


def good(case, member):
    access.place(case, member)
