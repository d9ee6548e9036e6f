// Into my Word file: the file that is chosen or dropped is looked at, and fetched by the form when that is wanted.
import { dropping } from "/static/js/dropping.js";

const form = document.getElementById("into-form");
const input = document.getElementById("file");
const row = document.getElementById("into-row");
const found = document.getElementById("found");

function look() {
  if (!input.files.length) return;
  document.getElementById("file-name").textContent = input.files[0].name;
  found.replaceChildren();
  row.dispatchEvent(new Event("chosen"));
}

input.addEventListener("change", look);
dropping(form, input);
row.addEventListener("htmx:afterRequest", () => document.getElementById("found-title")?.focus());
