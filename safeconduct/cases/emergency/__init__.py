"""Emergency reading: named sections of a colleague's file, for four hours and one sign-in, seen by a second person.

`rules.py` who may, and who reviews; pure. `actions.py` reads, ends, reviews; `forms.py` the questions; `pages.py` the
pages. The database decides the same again (`access/emergency.py`). Its words lie under a key of their own.
"""
