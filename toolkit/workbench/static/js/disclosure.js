// The disclosure gate: each answer under a name of its own, the reading place kept, and the draft let out when nothing hinders.
import { command, get, post } from "/static/js/asking.js";
import { element } from "/static/js/dialogs.js";
import { follow } from "/static/js/jobs.js";
import { tr } from "/static/js/words.js";

const gate = document.getElementById("gate");

gate.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.parameters.has?.("command")) event.detail.parameters.set("command", command());
  else event.detail.parameters.command = command();
});
gate.addEventListener("htmx:afterSettle", () => document.getElementById("gate-title")?.focus({ preventScroll: true }));

function told(...parts) {
  document.getElementById("gate-told").replaceChildren(...parts);
}

async function letOut(button) {
  const { audience, outline } = document.querySelector(".gate-head").dataset;
  button.disabled = true;
  told(tr("Writing …"));
  try {
    const { job } = await post("/api/disclosure/write", { audience: Number(audience), outline: Number(outline), form: button.dataset.letOut });
    const ended = await follow(job);
    if (ended.state === "done") await offered(ended);
    else told([ended.said, ended.hint].filter(Boolean).join(" "));
  } catch (error) {
    told([error.message, error.hint].filter(Boolean).join(" "));
  }
  button.disabled = false;
}

async function offered(job) {
  const { files } = await get("/api/draft/last");
  const links = files.map(({ href, kind }) => element("a", { href, download: "" }, tr("Fetch the file ({kind})", { kind })));
  told(`${job.said} `, ...links);
  links[0]?.click();
}

gate.addEventListener("click", (event) => {
  const button = event.target.closest("[data-let-out]");
  if (button && !button.disabled) letOut(button);
});
