"""The team round one person: who leads, which colleagues have a place, which other agencies hold something.

`rules.py` who may be given what, and by whom; pure. `actions.py` gives, ends, offers, accepts, takes over; `queries.py`
and `overview.py` what the page shows; `forms.py` the questions; `pages.py` the pages. The database decides the same
again (`access/team.py`).
"""
