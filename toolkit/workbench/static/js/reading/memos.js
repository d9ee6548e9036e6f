// Memos: those that stand here, written, changed and removed in place.
import { tr } from "/static/js/words.js";
import { button, make } from "./elements.js";

/** A list of memos with a form. `list()` gives the memos, `where()` what a new one is on ({} for the source). */
export class Memos {
  constructor({ changes, model, list, where, title, readOnly }) {
    Object.assign(this, { changes, model, list, where, title, readOnly, editing: null });
    this.element = make("section", { class: "memos" });
    this.render();
  }

  render() {
    if (this.editing) return;
    const memos = this.list();
    const parts = memos.map((memo) => this.#memo(memo));
    if (!this.readOnly) parts.push(button(tr("Write a memo"), () => this.write(), { class: "quiet small", "aria-label": this.title }));
    this.element.replaceChildren(...parts);
    this.element.hidden = !parts.length;
  }

  /** Open an empty form, or the form of `memo`. */
  write(memo = null) {
    const where = memo ? null : this.where();
    if (!memo && where === null) return;
    this.editing = true;
    const field = make("textarea", { "aria-label": this.title, rows: "4", class: "memo-text" });
    field.value = memo?.text ?? "";
    const close = () => {
      this.editing = null;
      this.render();
    };
    const save = () => {
      const text = field.value.trim();
      this.editing = null;
      if (text && memo) this.changes.changeMemo(memo, text);
      else if (text) this.changes.addMemo(text, where);
      this.render();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    const ending = make("div", { class: "row tight" }, button(tr("Save memo"), save, { class: "main small" }), button(tr("Cancel"), close, { class: "small" }), make("kbd", { text: "Ctrl+Enter", "aria-hidden": "true" }));
    this.element.hidden = false;
    this.element.replaceChildren(field, ending);
    field.focus();
    ending.scrollIntoView({ block: "nearest" });
  }

  #memo(memo) {
    const mine = memo.author === this.model.me && !this.readOnly;
    return make(
      "article",
      { class: "memo" },
      make("p", { class: "memo-text", text: memo.text }),
      make(
        "p",
        { class: "row tight small soft" },
        make("span", { class: "person", text: memo.author }),
        mine ? button(tr("Edit"), () => this.write(memo), { class: "quiet small" }) : null,
        mine ? button(tr("Remove"), () => this.changes.removeMemo(memo), { class: "quiet small" }) : null,
      ),
    );
  }
}
