"""Long work in the background: one job at a time, whose progress a page asks for; what it has stored stays stored."""

from __future__ import annotations

import contextvars
import itertools
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import APIRouter, Request

from toolkit.errors import ConflictError, NotFound, SpeglaError
from toolkit.messages import N_, tr
from toolkit.workbench.pages import changeable
from toolkit.workbench.refusals import AGAIN, MISTAKE, told_place

Progress = Callable[[int, int], None]
Work = Callable[[Progress], str]
router = APIRouter(prefix="/api/jobs")
KEPT = 20


class _Ended(Exception):
    """The workbench ends, and so does the job."""


class _Stopped(Exception):
    """Somebody stopped the job."""


@dataclass
class Job:
    """One job: `kind` is a fixed word, `said` a sentence for the person.

    `state` is "running", "done", "stopped" or "failed".
    """

    id: int
    kind: str
    state: str = "running"
    done: int = 0
    total: int = 0
    said: str = ""
    hint: str = ""
    stopping: bool = False

    def told(self) -> dict[str, object]:
        """The job as a page reads it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "said": self.said,
            "hint": self.hint,
        }


@dataclass
class Jobs:
    """The jobs of one workbench."""

    _made: dict[int, Job] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ending: threading.Event = field(default_factory=threading.Event)

    def running(self) -> Job | None:
        """The job at work now."""
        return next((job for job in list(self._made.values()) if job.state == "running"), None)

    def get(self, number: int) -> Job:
        """One job; NotFound when there is none of this number."""
        if number not in self._made:
            raise NotFound(N_("There is no such work."), hint=N_("The workbench was started anew; ask for it again."))
        return self._made[number]

    def start(self, kind: str, work: Work) -> Job:
        """Begin `work` in a thread of its own; ConflictError while another job runs. It returns what is to be said."""
        with self._lock:
            if self.running():
                raise ConflictError(
                    N_("The machine is at work on something else."), hint=N_("Wait until that is done, then try again.")
                )
            job = Job(next(self._numbers), kind)
            self._made[job.id] = job
            self._made.pop(job.id - KEPT, None)
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._run, job, work), name=f"job-{kind}", daemon=True).start()
        return job

    def end(self) -> None:
        """Let the running job stop at its next step."""
        self._ending.set()

    def _run(self, job: Job, work: Work) -> None:
        def progress(done: int, total: int) -> None:
            if self._ending.is_set():
                raise _Ended
            if job.stopping:
                raise _Stopped
            job.done, job.total = done, total

        state = "failed"
        try:
            job.said = work(progress)
            state = "done"
        except SpeglaError as error:
            job.said, job.hint = error.sentence, error.hint
        except _Stopped:
            state, job.said = "stopped", tr("Stopped. What was done until then stays.")
        except _Ended:
            pass
        except Exception as error:  # noqa: BLE001 - a thread's last line: whatever it is, no value of it is printed
            sys.stderr.write(f"{told_place(error)}\n")
            mistake = SpeglaError(MISTAKE, hint=AGAIN)
            job.said, job.hint = mistake.sentence, mistake.hint
        finally:
            job.state = state


def jobs_of(request: Request) -> Jobs:
    """The jobs of the workbench that the request came to."""
    jobs: Jobs = request.app.state.jobs
    return jobs


@router.get("")
def at_work(request: Request) -> dict[str, object]:
    """The job at work now, or nothing."""
    job = jobs_of(request).running()
    return {"job": job.told() if job else None}


@router.get("/{number}")
def job(request: Request, number: int) -> dict[str, object]:
    """How far a job is."""
    return jobs_of(request).get(number).told()


@router.post("/{number}/stop")
def stop(request: Request, number: int) -> dict[str, object]:
    """Let a job stop at its next step; what it has stored stays stored."""
    changeable(request)
    found = jobs_of(request).get(number)
    found.stopping = True
    return found.told()
