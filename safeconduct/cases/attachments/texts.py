"""Plain text page by page. Pure."""

MOST_SIGNS = 4000
MOST_LINES = 80


def pages_of(text: str) -> list[str]:
    """The text in pages: whole lines where they fit, and nothing left out."""
    pages: list[str] = []
    lines: list[str] = []
    size = 0
    for line in text.split("\n"):
        for piece in [line[at : at + MOST_SIGNS] for at in range(0, len(line), MOST_SIGNS)] or [""]:
            if lines and (len(lines) == MOST_LINES or size + len(piece) > MOST_SIGNS):
                pages.append("\n".join(lines))
                lines, size = [], 0
            lines.append(piece)
            size += len(piece) + 1
    return [*pages, "\n".join(lines)]
