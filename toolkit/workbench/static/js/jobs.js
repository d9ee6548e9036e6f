// Following a job on the server: how far it is, until it is done; a page that is left or loaded anew can take it up again.
import { get } from "/static/js/asking.js";

const EVERY = 400;
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Ask about job `id` until it ends, calling `progress({done, total})`; resolves to the job (`state` "done" or "failed", `said`, `hint`). */
export async function follow(id, progress = () => {}) {
  for (;;) {
    const job = await get(`/api/jobs/${id}`);
    if (job.state !== "running") return job;
    progress(job);
    await pause(EVERY);
  }
}

/** The job at work now, or null. */
export const running = async () => (await get("/api/jobs")).job;
