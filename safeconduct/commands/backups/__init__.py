"""Two files of one snapshot: the data, which may be kept long, and the keys to it, of which only the newest two exist.

Why two: docs/adr/0011-a-backup-is-two-files.md.
"""
