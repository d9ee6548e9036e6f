"""Watching a page for what must never happen: a script of a text run, a rule of the policy broken, a stranger asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

REPORTS = """addEventListener("securitypolicyviolation", (event) => {
  (window.__reports ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""
STATE = "({ hit: window.__hit ?? null, reports: window.__reports ?? [], frames: frames.length })"


@dataclass
class Watched:
    """A page and what happened on it: dialogs of the browser, requests to strangers, errors of scripts."""

    page: Page
    own: str
    dialogs: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(REPORTS)
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "response", lambda answer: answer.status >= 500 and self.errors.append(f"{answer.status} {answer.url}")
        )

    def _asked(self, url: str) -> None:
        if not url.startswith((self.own, "data:", "blob:")):
            self.strangers.append(url)

    def go(self, path: str) -> Page:
        """Open an address of the workbench and wait until it is quiet."""
        self.page.goto(self.own.rstrip("/") + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def check(self, where: str) -> None:
        """Fail when anything happened."""
        assert self.page.evaluate(STATE) == {"hit": None, "reports": [], "frames": 0}, where
        assert (self.dialogs, self.strangers, self.errors) == ([], [], []), where
