"""The picture of the simulation: how full the places are and the longest queue, for each order."""

from safeconduct.commands.measures import Numbers

WIDTH, BAR, LEFT, ROW = 640, 18, 130, 30
LONGEST = WIDTH - LEFT - 90


def picture(numbers: Numbers) -> str:
    """Two groups of bars, as SVG; the numbers stand beside them."""
    years = numbers["a year of an invented network"]
    assert isinstance(years, dict)  # noqa: S101 - the measure above has written it
    parts, top = [], 30
    for name, title in (
        ("occupancy", "Part of the places that is used"),
        ("longest queue", "Longest queue, people"),
    ):
        values = {order: float(year[name]) for order, year in years.items()}
        most = max(1.0, *values.values())
        parts.append(f'<text x="0" y="{top}" font-weight="600">{title}</text>')
        for order, value in values.items():
            top += ROW
            length = round(LONGEST * value / most, 1)
            parts.append(f'<text x="0" y="{top}">{order}</text>')
            parts.append(f'<rect x="{LEFT}" y="{top - 14}" width="{length}" height="{BAR}" fill="#5a2962"/>')
            parts.append(f'<text x="{LEFT + length + 8}" y="{top}">{value:g}</text>')
        top += 50
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" role="img" '
        'font-family="sans-serif" font-size="14">'
        f"<title>Three orders over a year of an invented network</title>{''.join(parts)}</svg>\n"
    )
