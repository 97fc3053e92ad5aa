"""The file of a list that is taken out, fetched as a browser would keep it."""

import re

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands


def fetched(hands: Hands, page: Page, action: str) -> bytes:
    """The file, with the token of the page's forms."""
    browser = hands.browser
    cookies = "; ".join(f"{name}={value}" for name, value in browser._cookies.items())
    answer = browser._client.request(
        "POST", browser._base + action, redirect=False, body=f"csrfmiddlewaretoken={csrf(page)}",
        headers={
            "Host": browser._host, "Cookie": cookies, "Origin": f"http://{browser._host}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )  # fmt: skip
    assert answer.status == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.data


def csrf(page: Page) -> str:
    """The token of the page's forms."""
    found: list[str] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.html)
    return found[0]
