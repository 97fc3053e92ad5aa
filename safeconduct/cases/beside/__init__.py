"""A file of the own agency beside what it received about the same person, and taking answers over into it.

This room knows no referral: who sent what, and whether the person agreed, the referrals' room says (`handlers.py`).
"""
