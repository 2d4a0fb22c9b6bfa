"""What axe finds on a page: WCAG 2.2 AA and best practice."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_everything(page: Page) -> None:
    """Closed details hide what is in them from the rules."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def problems(page: Page) -> list[tuple[str, list[str]]]:
    """(rule, the elements that break it) of a page as it stands.

    The rules run as a script of the test, which the site's own policy would refuse: its context
    needs `bypass_csp`.
    """
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [(each["id"], [n["html"][:200] for n in each["nodes"]]) for each in found["violations"]]
