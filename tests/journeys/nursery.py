"""Run as a program: for each line on stdin (a JSON list), fork a process that runs the command with these arguments.

The libraries are loaded once, so that a command begins at once and a kill strikes its work. Prints the process id,
and when the process has ended its exit status (negative: killed).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys

import matplotlib.pyplot
import spacy.lang.en

import toolkit.analysis.suggesting.suggesting
import toolkit.analysis.themes.themes
import toolkit.cli.app
import toolkit.reporting.chapters.compose
import toolkit.reporting.rendering.render_html
import toolkit.reporting.word.render_docx
import toolkit.services.reports.drafts
import toolkit.storage.projects.store
from toolkit.cli.commands import Commands
from toolkit.cli.main import run

LOADED = (matplotlib, spacy, toolkit, *Commands().values())

with contextlib.redirect_stdout(io.StringIO()):
    run(["scheme", "-p", sys.argv[1]])  # the scheme is read, and stays so: most of a command's time at this size

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os._exit(run(json.loads(line)))
    os.write(1, f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
