// Checking a report: the file that is chosen or dropped is sent at once, and the answer is read out from its heading.
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
form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  send();
});
form.addEventListener("htmx:afterRequest", () => {
  document.getElementById("found-title")?.focus();
  input.value = "";
});
