// Checking a report: the file that is chosen or dropped is sent at once, and the answer is read out from its heading.
import { dropping } from "/static/js/dropping.js";

const form = document.getElementById("check-form");
const input = document.getElementById("file");
const shown = document.getElementById("file-name");

function send() {
  if (!input.files.length) return;
  shown.textContent = input.files[0].name;
  document.getElementById("found").replaceChildren();
  form.requestSubmit();
}

input.addEventListener("change", send);
dropping(form, input);
form.addEventListener("htmx:afterRequest", () => {
  document.getElementById("found-title")?.focus();
  input.value = "";
});
