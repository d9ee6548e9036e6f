"""An app that tells nobody anything: no pages about itself, no redirects, and nothing that is traced or sent."""

from __future__ import annotations

from fastapi import FastAPI


def silent_app() -> FastAPI:
    """A new app without routes."""
    return FastAPI(
        title="Spegla",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
    )
