// Memos on the code: listed, written, written over, removed.
import { command, get, post, say } from "../asking.js";
import { tr } from "../words.js";

const place = document.getElementById("memos");
const list = place.querySelector(".memo-list");
const form = place.querySelector("form.memo-new");
const made = (name, values = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), values);
  element.append(...inside);
  return element;
};

async function load() {
  const { memos } = await get("/api/memos/codes");
  list.replaceChildren(...memos.filter((memo) => memo.code === place.dataset.code).map(shown));
}

async function change(address, body) {
  try {
    await post(address, { command: command(), ...body });
    await load();
  } catch (error) {
    say([error.message, error.hint].filter(Boolean).join(" "));
  }
}

function shown(memo) {
  const text = made("p", { className: "memo-text", textContent: memo.text });
  const about = made("p", { className: "small soft" }, made("span", { className: "person", textContent: memo.author }), ` · ${new Date(memo.at).toLocaleDateString(document.documentElement.lang)} `);
  const card = made("div", { className: "card" }, text, about);
  if (form) {
    const edit = made("button", { type: "button", className: "quiet small", textContent: tr("Change") });
    const remove = made("button", { type: "button", className: "quiet small", textContent: tr("Remove") });
    edit.addEventListener("click", () => card.replaceWith(editing(memo)));
    remove.addEventListener("click", () => change(`/api/memos/${memo.id}/remove`, { revision: memo.revision }));
    about.append(edit, remove);
  }
  return card;
}

function editing(memo) {
  const field = made("textarea", { value: memo.text, maxLength: 20000, rows: 3, ariaLabel: tr("Memo") });
  const editor = made("form", { className: "card" }, field, made("button", { type: "submit", textContent: tr("Save the memo") }));
  editor.addEventListener("submit", (event) => {
    event.preventDefault();
    change(`/api/memos/${memo.id}/change`, { revision: memo.revision, text: field.value });
  });
  return editor;
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = form.elements.text;
  if (!field.value.trim()) return;
  await change("/api/memos", { text: field.value, code: place.dataset.code });
  field.value = "";
});
load().catch(() => {});
