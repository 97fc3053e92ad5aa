"""Own glyphs: strokes on a grid of 24. Each stands beside a word and is hidden from readers of the screen."""

GLYPHS: dict[str, str] = {
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "cross": "M6 6l12 12M18 6L6 18",
    "down": "M12 5v14M6 13l6 6 6-6",
    "eye": "M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
    "half": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 4v16",
    "hand": "M4 12h6l3-3h4l3 3M4 16h5l4 3 7-4M4 9v10",
    "lock": "M5 11h14v9H5zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "not-eye": "M4 4l16 16M9.9 6.3A10 10 0 0 1 12 6c6 0 9.5 6 9.5 6a16 16 0 0 1-2.6 3.2"
    "M6.3 8A16 16 0 0 0 2.5 12s3.5 6 9.5 6a9 9 0 0 0 4.3-1.1M9.9 10.3a2.5 2.5 0 0 0 3.6 3.5",
    "pause": "M9 6v12M15 6v12",
    "pen": "M4 20l1-4L16 5l3 3L8 19z",
    "question": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M9.7 9.8a2.4 2.4 0 1 1 3.4 2.4c-.8.4-1.1.8-1.1 1.6M12 16.4v.1",
    "return": "M9 7l-5 5 5 5M4 12h11a5 5 0 0 1 0 10h-1",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
    "shield": "M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z",
    "split": "M4 12h6M10 12c4 0 4-6 9-6M10 12c4 0 4 6 9 6M16 3.5L19.5 6 16 8.5M16 15.5l3.5 2.5-3.5 2.5",
    "tick": "M5 12.5l4.5 4.5L19 7.5",
    "triangle": "M12 4l9 16H3zM12 10v4.5M12 17v.1",
    "up": "M12 19V5M6 11l6-6 6 6",
}  # fmt: skip
"""The path of each glyph by its name."""
