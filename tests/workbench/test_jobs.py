"""Long work in the background: one at a time, followed, stopped at its next step; a mistake tells no value."""

from __future__ import annotations

import threading

import pytest

from tests.workbench.conftest import DeskOn
from toolkit import messages
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.workbench.jobs import KEPT, Jobs

PATIENCE = 10.0


def ended(jobs, job):
    for thread in threading.enumerate():
        if thread.name == f"job-{job.kind}":
            thread.join(PATIENCE)
    assert job.state != "running"
    return job


def test_work_is_followed_and_says_what_it_did():
    jobs, steps, go = Jobs(), threading.Event(), threading.Event()

    def work(progress):
        progress(1, 3)
        steps.set()
        assert go.wait(PATIENCE)
        return "Three things were done."

    job = jobs.start("add", work)
    assert steps.wait(PATIENCE)
    assert (jobs.running(), job.told()["done"], job.told()["total"]) == (job, 1, 3)
    with pytest.raises(ConflictError, match="at work on something else"):
        jobs.start("suggest", lambda _: "")
    go.set()
    ended(jobs, job)
    assert job.told() == {
        "id": 1, "kind": "add", "state": "done", "done": 1, "total": 3, "said": "Three things were done.", "hint": "",
    }  # fmt: skip
    assert jobs.running() is None


def test_work_is_stopped_at_its_next_step_and_ended_without_a_word():
    for how, state, said in (("stopping", "stopped", "Stopped. What was done until then stays."), ("", "failed", "")):
        jobs, begun, go, reached = Jobs(), threading.Event(), threading.Event(), []

        def work(progress, begun=begun, go=go, reached=reached):
            begun.set()
            assert go.wait(PATIENCE)
            progress(1, 2)
            reached.append("beyond")
            return ""

        job = jobs.start("x", work)
        assert begun.wait(PATIENCE)
        if how:
            job.stopping = True
        else:
            jobs.end()
        go.set()
        ended(jobs, job)
        assert (job.state, job.said, reached) == (state, said, [])


def test_a_refusal_is_its_sentence_and_a_mistake_tells_kind_and_place_only(capsys):
    jobs = Jobs()

    def refused(_):
        raise Refused(N_("Nothing was done."), hint=N_("Load the page again."))

    def mistaken(_):
        raise ValueError("SECRET words of somebody")

    one = ended(jobs, jobs.start("a", refused))
    assert (one.state, one.said, one.hint) == ("failed", "Nothing was done.", "Load the page again.")
    assert capsys.readouterr().err == ""
    two = ended(jobs, jobs.start("b", mistaken))
    assert two.said.startswith("Something went wrong in the program.")
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "SECRET" not in told + two.said + two.hint


def test_the_job_speaks_the_language_of_whoever_began_it():
    messages.use_language("sv")
    jobs = Jobs()
    assert ended(jobs, jobs.start("a", lambda _: messages.tr("Nothing was done."))).said == "Ingenting gjordes."


def test_only_the_last_jobs_are_remembered():
    jobs = Jobs()
    for _ in range(KEPT + 1):
        ended(jobs, jobs.start("a", lambda _: ""))
    assert jobs.get(KEPT + 1).state == "done"
    with pytest.raises(NotFound, match="There is no such work"):
        jobs.get(1)


def test_pages_ask_and_stop(desk_on: DeskOn, small_coded):
    client = desk_on(small_coded)
    assert client.get("/api/jobs").json() == {"job": None}
    assert client.get("/api/jobs/7").status_code == 404
    assert client.post("/api/jobs/7/stop").status_code == 404
    go = threading.Event()
    job = client.app.state.jobs.start("wait", lambda _: str(go.wait(PATIENCE)))
    assert client.get("/api/jobs").json()["job"]["id"] == job.id
    assert client.post(f"/api/jobs/{job.id}/stop").status_code == 200
    assert job.stopping
    go.set()
    ended(client.app.state.jobs, job)
    reading = desk_on(small_coded, read_only=True)
    assert reading.post("/api/jobs/1/stop").status_code == 422
