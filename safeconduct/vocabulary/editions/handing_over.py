"""The file in which a node hands its released editions over to its public site: its names and its bounds. Pure."""

FORMAT = "safeconduct-editions-1"
FILE = "editions.json"
"""In the folder of the site; written by the node's worker, read by the site's."""
MOST = 500
"""Editions in it."""
LARGEST = 128 * 1024 * 1024
"""Bytes of the file."""
LARGEST_EDITION = 8 * 1024 * 1024
"""Bytes of one edition."""
MOST_CELLS = 100_000
"""Of one table."""
