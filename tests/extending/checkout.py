"""A copy of the program in a folder of its own, for pages that change it; its commands run in their own processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

PARTS = ("toolkit", "templates", "coding_schemes", "interviews", "scripts", "project.toml")
CALLING = """
import json, sys
from toolkit.cli.main import run
calls = json.loads(sys.argv[1])
sys.exit(max(run(call) for call in calls))
"""


class Checkout:
    """The program as it is now, copied to `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in PARTS:
            there = REPOSITORY / name
            (shutil.copytree if there.is_dir() else shutil.copy2)(there, folder / name)

    def python(self, *arguments: str, within: Path | None = None, **environment: str) -> str:
        """Run Python with the copy, in a folder; gives what was said. Fails with what went wrong."""
        done = subprocess.run(
            [sys.executable, "-P", *arguments],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=within or self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def spegla(self, *calls: list[str], within: Path, **environment: str) -> str:
        """Run commands of the copy one after the other, in one process."""
        return self.python("-c", CALLING, json.dumps(calls), within=within, **environment)
