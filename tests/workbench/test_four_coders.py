"""Four coders at once in one workbench: nothing is lost, nothing is doubled, nobody sees an error."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from toolkit.services.projects.project import open_project
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door

from .conftest import ADDRESS, PORT, let_in

EACH = 40
DeskOn = Callable[..., TestClient]


def coding(number: int, turns: list[dict[str, Any]], source: int) -> dict[str, Any]:
    """A place of its own for each number, the same for every coder; the phase of each third is changed by the next."""
    turn = turns[number % len(turns)]
    at = 5 * (number // (3 * len(turns)))
    place = {"source": source, "start": {"turn": turn["number"], "offset": at}}
    codes = [("needs", "solutions", "actors")[number % 3], ("phase/before", "phase/after")[number % 2]]
    return {**place, "end": {"turn": turn["number"], "offset": at + 30}, "codes": codes}


def test_nothing_is_lost_and_nothing_doubled(small: Path) -> None:
    desk, door = Desk(small, language="en"), Door(PORT)
    app = make_app(desk, door)
    failed: list[str] = []

    def work(coder: str) -> None:
        with TestClient(app, base_url=ADDRESS) as client:
            let_in(client, door)
            client.post("/api/coder", json={"coder": coder})
            found = client.get("/api/sources/1/reading").json()
            turns = [turn for turn in found["turns"] if turn["role"] == "respondent"]
            for number in range(EACH):
                body = {**coding(number, turns, 1), "command": f"{coder}-{number}"}
                for _ in range(1 + (number % 5 == 0)):  # each fifth answer is lost and asked for again
                    answer = client.post("/api/codings", json=body)
                    if answer.status_code != 200:
                        failed.append(answer.text)

    threads = [threading.Thread(target=work, args=(f"C{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    desk.close()
    assert failed == []
    assert_the_same_for_all(small)


def assert_the_same_for_all(folder: Path) -> None:
    from datetime import UTC, datetime

    from toolkit.storage.codings import codings

    project = open_project(folder, now=datetime(2025, 11, 3, tzinfo=UTC))
    with project.store() as store:
        with store.reading() as connection:
            made = [one for one in codings.of_source(connection, 1) if one.coder.startswith("C")]
        assert store.check() == []
    by_coder = {
        coder: {(one.span, one.code) for one in made if one.coder == coder} for coder in {one.coder for one in made}
    }
    assert len(by_coder) == 4
    assert len({frozenset(own) for own in by_coder.values()}) == 1
    assert max(Counter((one.coder, one.span, one.code) for one in made).values()) == 1
    phases = Counter((one.coder, one.span) for one in made if one.code.startswith("phase/"))
    assert max(phases.values()) == 1
