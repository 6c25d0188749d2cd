"""What the server spends on a page and on an entry, and what travels to the browser.

Server time and queries on SQLite and PostgreSQL, with demo data, in one process (medians): from
the request as the web server gives it to the closed answer, without the network. An entry is a
line that is sent from the sheet, in contracts of 6 subgoals, 8 activities and 4 feedback
agreements. Bytes and requests: a browser that has never been here opens the sheet (cold), and
opens it again (warm). Goals: an entry <= 25 ms and <= 4 KB back; cold <= 150 KiB.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import _product, _results
from bench._databases import both
from tests import chromium


def main() -> None:
    """Measure, print the tables, keep the figures."""
    with _product.folder() as made:
        result = both(made, "bench._in_process")
    result["browser"] = _browser()
    _print(result)
    _results.write("pages", result)


def _browser() -> dict[str, float]:
    with _product.running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        path, cookies = _a_sheet(browser, address)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies(cookies)
        page = context.new_page()
        cold = _visit(context, page, address + path)
        page.goto("about:blank")
        warm = _visit(context, page, address + path)
        browser.close()
    return {
        "cold_kib": round(cold[0] / 1024, 1),
        "warm_kib": round(warm[0] / 1024, 1),
        "requests": cold[1],
    }


def _a_sheet(browser: Browser, address: str) -> tuple[str, Any]:
    """A draft of the demo's supervisor, and the cookies of the session that may see it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/log-ind/")
    page.locator("main button[name=part][value=vejleder]").click()
    page.wait_for_load_state()
    link = page.locator('a[href*="/ark/"]').first.get_attribute("href") or ""
    cookies = context.cookies()
    context.close()
    return link.partition("#")[0], cookies


def _visit(context: BrowserContext, page: Page, address: str) -> tuple[int, int]:
    """Bytes over the wire and the number of requests that went there."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session.detach()
    travelled = [int(size) for size in sizes if size]
    return sum(travelled), len(travelled)


def _print(result: dict[str, Any]) -> None:
    databases = ("sqlite", "postgresql")
    rows = [
        (f"entry, {label}", *(result[name][key] for name in databases))
        for label, key in (
            ("ms (goal 25)", "entry_ms"),
            ("queries", "entry_queries"),
            ("bytes back, median", "entry_bytes_median"),
            ("bytes back, most (goal 4096)", "entry_bytes_most"),
        )
    ]
    for page in result["sqlite"]["pages"]:
        shown = [result[name]["pages"][page] for name in databases]
        rows.append((page, *(f"{one['ms']} ms, {one['queries']} queries" for one in shown)))
    _results.table(("server", *databases), rows)
    print()
    _results.table(("browser", "figure"), list(result["browser"].items()))


if __name__ == "__main__":
    main()
