"""What a page asks."""


def bad():
    yield from Referral.objects.all()  # caught: every-row-on-a-page
    yield from Member.objects.values_list("name")  # caught: every-row-on-a-page


def good(member):
    return queries.listed(by=member)
