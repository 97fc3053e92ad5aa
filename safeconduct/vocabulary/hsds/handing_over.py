"""The file in which a node hands its public services over to its public site: its names and its bounds. Pure."""

FORMAT = "safeconduct-services-1"
VERSION = "3.1"
"""Of HSDS."""
FILE = "services.json"
"""In the folder of the site; written by the node's worker, read by the site's."""
MOST = 5_000
"""Services in it."""
LARGEST = 64 * 1024 * 1024
"""Bytes."""
