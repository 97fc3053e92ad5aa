"""The file in which a node hands its cards of rights over to its public site: its names and its bounds. Pure."""

FORMAT = "safeconduct-cards-1"
FILE = "cards.json"
"""In the folder of the site; written by the node's worker, read by the site."""
LARGEST = 2 * 1024 * 1024
"""Bytes."""
PARTS = ("title", "what", "who", "helps")
"""What a card says in plain words."""
