"""Own devices in the room: a second small server for one reflection session, apart from the workbench."""

from __future__ import annotations

from fastapi import FastAPI


def shut(app: FastAPI, session_id: int) -> None:
    """Say goodbye to the devices of a session that was closed; harmless where no room is open."""
    app.state.rooms.shut(session_id)
