// How far the suggestions can be trusted: measured anew on demand, in the background.
import { Refusal, post, say } from "/static/js/asking.js";
import { follow } from "/static/js/jobs.js";
import { tr } from "/static/js/words.js";

const at = (id) => document.getElementById(id);
const told = (error) => (error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("The workbench did not answer as it should."));

async function watch(id) {
  const [note, said, bar] = [at("job"), at("job-said"), at("job-progress")];
  note.hidden = false;
  said.textContent = tr("The machine measures itself against your codings. You can go on working meanwhile.");
  for (const button of document.querySelectorAll("[data-reckon]")) button.disabled = true;
  const job = await follow(id, ({ done, total }) => total && Object.assign(bar, { max: total, value: done }));
  if (job.state === "done") {
    sessionStorage.setItem("spegla-said", job.said);
    location.reload();
    return;
  }
  note.classList.add("alert");
  bar.hidden = true;
  said.textContent = [job.said, job.hint].filter(Boolean).join(" ");
}

for (const button of document.querySelectorAll("[data-reckon]")) {
  button.addEventListener("click", () => post("/api/trust", {}).then((job) => watch(job.id)).catch((error) => say(told(error))));
}
const running = JSON.parse(at("job-running").textContent);
if (running) watch(running.id).catch((error) => say(told(error)));
