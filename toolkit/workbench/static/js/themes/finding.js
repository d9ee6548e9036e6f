// Finding themes anew: whether they are out of date, and the work that brings them up to date.
import { get, post } from "/static/js/asking.js";
import { follow, running } from "/static/js/jobs.js";
import { tr } from "/static/js/words.js";

const buttons = () => [...document.querySelectorAll("[data-find]")];
const told = (text) => (document.getElementById("finding") ?? document.getElementById("status")).replaceChildren(text);

async function followed(id) {
  for (const button of buttons()) button.disabled = true;
  told(tr("Finding themes …"));
  const job = await follow(id, ({ done, total }) => total && told(tr("Finding themes: {percent} %", { percent: Math.round((100 * done) / total) })));
  if (job.state === "done") {
    location.reload();
    return;
  }
  told([job.said, job.hint].filter(Boolean).join(" "));
  for (const button of buttons()) button.disabled = false;
}

async function begin(event) {
  try {
    const { job } = await post("/api/themes/find", { from_suggestions: event.target.dataset.find === "suggestions" });
    await followed(job);
  } catch (error) {
    told([error.message, error.hint].filter(Boolean).join(" "));
  }
}

/** Tell whether the themes are out of date. */
export async function look() {
  const note = document.getElementById("outdated");
  if (!note) return;
  const { outdated } = await get("/api/themes/state");
  note.hidden = !outdated;
  for (const button of buttons()) button.hidden = !outdated;
}

/** Make the buttons work, take up work that is under way, and look whether it is needed. */
export async function finding() {
  for (const button of buttons()) button.addEventListener("click", begin);
  await look();
  const job = await running();
  if (job?.kind === "themes") await followed(job.id);
}
