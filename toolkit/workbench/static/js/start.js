// The start screen: files dropped and shown before they are stored, the order of interviews, the machine's proposals.
import { Refusal, post, say } from "/static/js/asking.js";
import { dropping } from "/static/js/dropping.js";
import { follow } from "/static/js/jobs.js";
import { ntr, tr } from "/static/js/words.js";

const at = (id) => document.getElementById(id);
const told = (error) => (error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("The workbench did not answer as it should."));

function ordering() {
  const body = at("sources");
  const rows = body ? [...body.rows] : [];
  const weight = (row) => Number(row.dataset.done) * 1000 + Number(row.dataset.suggested);
  for (const button of document.querySelectorAll("[data-order]")) {
    button.addEventListener("click", () => {
      const ordered = button.dataset.order === "name" ? rows : rows.toSorted((one, other) => weight(one) - weight(other));
      body.append(...ordered);
      for (const each of document.querySelectorAll("[data-order]")) each.setAttribute("aria-pressed", String(each === button));
    });
  }
}

function adding() {
  const form = at("add-form");
  const dialog = at("preview-dialog");
  dropping(form, at("add-files"));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "preview" && !dialog.open) dialog.showModal();
  });
  dialog.addEventListener("htmx:beforeSwap", (event) => {
    const field = document.activeElement;
    const typing = dialog.contains(field) && field.matches("input[type=text]") && field.value !== field.defaultValue;
    if (typing) event.detail.shouldSwap = false; // what is being typed would be lost; leaving the field asks again
  });
  dialog.addEventListener("close", () => {
    form.reset();
    post("/api/sources/forget", {}).catch(() => {});
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-forget]")) dialog.close();
    const button = event.target.closest("[data-add]");
    if (button) store(button, dialog);
  });
}

async function store(button, dialog) {
  button.disabled = true;
  button.textContent = tr("Adding …");
  try {
    const answer = await post("/api/sources/add", { look: button.dataset.add });
    if (answer.kind === "add") {
      dialog.close();
      await watchAdding(answer.id);
      return;
    }
    sessionStorage.setItem("spegla-said", answer.said);
    location.reload();
  } catch (error) {
    dialog.close();
    say(told(error));
  }
}

/** Show how far the adding of many files is; it can be stopped, and what was added by then stays. */
async function watchAdding(id) {
  const [note, said, bar, stop] = [at("job"), at("job-said"), at("job-progress"), at("job-stop")];
  note.hidden = stop.hidden = false;
  said.textContent = tr("The files are read and added. You can go on working meanwhile.");
  note.scrollIntoView({ block: "nearest" });
  stop.addEventListener("click", () => {
    stop.disabled = true;
    post(`/api/jobs/${id}/stop`, {}).catch((error) => say(told(error)));
  }, { once: true });
  const job = await follow(id, ({ done, total }) => {
    if (!total) return;
    Object.assign(bar, { max: total, value: done });
    said.textContent = ntr("{done} of {n} file is read and added.", "{done} of {n} files are read and added.", total, { done });
  });
  sessionStorage.setItem("spegla-said", [job.said, job.hint].filter(Boolean).join(" "));
  location.reload();
}

async function watchJob(id) {
  const [note, said, bar] = [at("job"), at("job-said"), at("job-progress")];
  note.hidden = false;
  said.textContent = tr("The machine reads the interviews. You can go on working meanwhile.");
  for (const button of document.querySelectorAll("[data-suggest]")) button.disabled = true;
  const job = await follow(id, ({ done, total }) => {
    if (!total) return;
    Object.assign(bar, { max: total, value: done });
    said.textContent = ntr("The machine reads: {done} of {n} interview.", "The machine reads: {done} of {n} interviews.", total, { done });
  });
  if (job.state === "done") {
    sessionStorage.setItem("spegla-said", job.said);
    location.reload();
    return;
  }
  note.classList.add("alert");
  bar.hidden = true;
  said.textContent = [job.said, job.hint].filter(Boolean).join(" ");
}

function proposing() {
  for (const button of document.querySelectorAll("[data-suggest]")) {
    button.addEventListener("click", async () => {
      try {
        await watchJob((await post("/api/suggest", {})).id);
      } catch (error) {
        say(told(error));
      }
    });
  }
  const running = JSON.parse(at("job-running").textContent);
  if (running?.kind === "add") watchAdding(running.id).catch((error) => say(told(error)));
  if (running?.kind === "suggest") watchJob(running.id).catch((error) => say(told(error)));
}

ordering();
if (at("add-form")) adding();
proposing();
