// A pack being prepared: a name for each change, how long it would be, ticks counted where they are folded away, the place kept.
import { command } from "/static/js/asking.js";

const form = document.getElementById("pack-form");
const gate = document.getElementById("gate");
const PAUSE = 600;

gate?.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  if (parameters.set) parameters.set("command", command());
  else parameters.command = command();
});
gate?.addEventListener("htmx:afterSettle", () => document.getElementById("gate-title")?.focus({ preventScroll: true }));
document.addEventListener("submit", (event) => {
  const field = event.target.querySelector?.(".gate-command");
  if (field && !field.value) field.value = command();
});

function counted() {
  for (const area of form.querySelectorAll(".packs-area")) {
    const n = area.querySelectorAll("input:checked").length;
    area.querySelector("[data-ticked]").textContent = n ? `✓ ${n}` : "";
  }
}

let waiting = 0;
function estimated() {
  counted();
  clearTimeout(waiting);
  waiting = setTimeout(() => globalThis.htmx?.ajax("POST", "/reflect/packs/new/estimate", { source: form, target: "#estimate", swap: "innerHTML" }), PAUSE);
}

if (form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault(); // a second press is no second pack
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
  form.addEventListener("change", estimated);
  counted();
  if (form.querySelector("input:checked[type=checkbox]")) estimated();
}
