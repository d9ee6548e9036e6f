"""The HTML draft: one file without scripts, each sentence linked to the passages it rests on and back."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from toolkit.domain.reports.report import Report
from toolkit.reporting.rendering.html_view import page_view
from toolkit.reporting.rendering.page_templates import render, trusted

STYLE, BODY, PAGE = (Path(__file__).with_name(name) for name in ("report.css", "report.html.j2", "page.html.j2"))


class HtmlRenderer:
    """Renders a report as one self-contained .html.

    Among the resources, a `report.html.j2` gives the page another body and a `report.css` another look.
    """

    suffix: ClassVar[str] = ".html"

    def render(self, report: Report, *, resources: Mapping[str, bytes]) -> bytes:
        """The bytes of the HTML file: no scripts, nothing fetched, which its content policy enforces.

        BadSetting with file and line when a `report.html.j2` among the resources cannot be used.
        """
        view, own = page_view(report), resources.get(BODY.name)
        body = trusted(BODY.read_text("utf-8")).render(view) if own is None else render(own, view, name=BODY.name)
        style = (resources.get(STYLE.name) or STYLE.read_bytes()).decode("utf-8").replace("</", "<\\/")
        page = trusted(PAGE.read_text("utf-8")).render(view, policy=_policy(style), style=style, body=body)
        return f"{page}\n".encode()


def _policy(style: str) -> str:
    """The content policy that allows this look and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
