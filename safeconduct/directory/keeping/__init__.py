"""Keeping services true: what was checked when and by whom, versions, doubts about places, and "this is wrong"."""
