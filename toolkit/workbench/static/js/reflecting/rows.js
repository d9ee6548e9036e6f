// The responses of a step as rows: reworded, related, hidden, let through, counted. A row that is being changed is never redrawn.
import { Refusal, command, post, say } from "/static/js/asking.js";
import { ntr, tr } from "/static/js/words.js";

const made = (tag, attributes = {}, ...children) => {
  const one = Object.assign(document.createElement(tag), attributes);
  one.append(...children);
  return one;
};

export const words = (error) =>
  error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : tr("There is no connection to the workbench. Try again.");

/** Rows in `list`; `model` is the page's state, `changed()` asks for news, `editable` whether anything may be changed. */
export function rows({ list, model, findings, editable, changed, kept }) {
  const shown = new Map();
  const edits = new Map(Object.entries(kept.written().edits ?? {}).map(([id, edit]) => [Number(id), edit]));

  const keep = () => kept.write({ ...kept.written(), edits: Object.fromEntries(edits) });

  async function send(one, verb, body) {
    try {
      await post(`/api/reflect/responses/${one.id}/${verb}`, { ...body, command: command() });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof TypeError)) throw error;
      say(words(error));
      return false;
    } finally {
      await changed();
    }
  }

  function opened(one, edit) {
    const area = made("textarea", { rows: 2, value: edit.text, maxLength: model.longest });
    area.setAttribute("aria-label", tr("New words of response {n}", { n: one.number }));
    const note = made("p", { className: "small desk-note" });
    const save = made("button", { type: "submit", className: "main small", textContent: tr("Save") });
    const stop = made("button", { type: "button", className: "quiet small", textContent: tr("Cancel") });
    const form = made("form", { className: "stack" }, area, note, made("div", { className: "row tight" }, save, stop));
    const clash = () => {
      const now = model.responses.find((each) => each.id === one.id);
      if (!now) note.textContent = tr("Somebody took this response back.");
      else if (now.revision !== edit.seen) note.replaceChildren(tr("Somebody changed it meanwhile to:"), " ", made("span", { className: "memo-text", textContent: now.text }));
    };
    const close = () => (edits.delete(one.id), keep(), redraw(one.id));
    area.addEventListener("input", () => ((edit.text = area.value), keep()));
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), form.requestSubmit());
    });
    stop.addEventListener("click", close);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      edit.command ??= command();
      try {
        await post(`/api/reflect/responses/${one.id}/words`, { text: edit.text, revision: edit.seen, command: edit.command });
        await changed();
        close();
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof TypeError)) throw error;
        if (error instanceof Refusal) delete edit.command;
        await changed();
        clash();
        if (error.status === 409) edit.seen = model.responses.find((each) => each.id === one.id)?.revision ?? edit.seen;
        if (error.status !== 409) note.textContent = words(error);
        keep();
      }
    });
    return { row: made("li", { className: "desk-row" }, form), clash, area };
  }

  function about(one) {
    const select = made("select", { className: "small" });
    select.setAttribute("aria-label", tr("What response {n} is of", { n: one.number }));
    select.append(made("option", { value: "0", textContent: tr("nothing in particular") }));
    for (const each of findings) select.append(made("option", { value: String(each.number), textContent: `${each.number}. ${each.sentence.slice(0, 60)}` }));
    select.value = String(one.finding);
    select.addEventListener("change", () => {
      const chosen = findings[Number(select.value) - 1];
      send(one, "relate", { claim: chosen?.claim ?? 0, theme: chosen?.theme ?? "", revision: one.revision });
    });
    return select;
  }

  function dots(one) {
    const field = made("input", { type: "number", min: 0, max: 999, value: one.paper, className: "desk-dots" });
    field.setAttribute("aria-label", tr("Dots on paper for response {n}", { n: one.number }));
    field.addEventListener("change", () => send(one, "dots", { dots: Number(field.value) || 0 }));
    return field;
  }

  function who(one) {
    const field = made("input", { type: "text", value: one.who, maxLength: 120, autocomplete: "off", className: "desk-who person", placeholder: tr("who") });
    field.setAttribute("list", "present");
    field.setAttribute("aria-label", tr("Who said response {n}", { n: one.number }));
    field.addEventListener("change", async () => {
      if (!(await send(one, "who", { who: field.value, revision: one.revision }))) field.value = one.who;
    });
    return field;
  }

  function tools(one, step) {
    const edit = made("button", { type: "button", className: "quiet small", textContent: tr("Change") });
    edit.addEventListener("click", () => {
      edits.set(one.id, { text: one.text, seen: one.revision });
      keep();
      redraw(one.id).querySelector("textarea")?.focus();
    });
    const wall = made("button", { type: "button", className: one.hidden ? "small" : "quiet small", textContent: one.hidden ? tr("Let through") : tr("Hide") });
    wall.addEventListener("click", () => send(one, "hide", { hidden: !one.hidden, revision: one.revision }));
    for (const each of [edit, wall]) each.append(made("span", { className: "hidden-text", textContent: ` ${one.number}` }));
    const beside = [edit, wall];
    if (findings.length) beside.unshift(about(one));
    if (step?.dots) beside.unshift(dots(one));
    if (model.named) beside.unshift(who(one));
    return made("div", { className: "row tight desk-tools" }, ...beside);
  }

  function plain(one, step) {
    const text = made("p", { className: "quote desk-said" }, made("b", { className: "desk-number", textContent: one.number }), ` ${one.text}`);
    const marks = [];
    if (one.who && !(editable && model.named)) marks.push(made("span", { className: "person", textContent: one.who }));
    if (one.device) marks.push(made("span", { textContent: tr("own device") }));
    if (one.hidden) marks.push(made("span", { className: "desk-hidden", textContent: tr("not on the wall") }));
    if (one.dots) marks.push(made("span", { textContent: ntr("{n} dot", "{n} dots", one.dots) }));
    if (one.finding && !editable) marks.push(made("span", { textContent: tr("of finding {n}", { n: one.finding }) }));
    const row = made("li", { className: "desk-row" }, text);
    const foot = made("div", { className: "row spread desk-foot" }, made("p", { className: "row tight soft small desk-marks" }, ...marks));
    if (editable) foot.append(tools(one, step));
    if (marks.length || editable) row.append(foot);
    row.classList.toggle("waits", one.hidden);
    return { row };
  }

  function drawn(one, step) {
    const edit = edits.get(one.id);
    const found = edit && editable ? opened(one, edit) : plain(one, step);
    found.row.dataset.response = one.id;
    return { ...found, key: JSON.stringify([one, step?.key, Boolean(edit)]) };
  }

  function redraw(id) {
    const one = model.responses.find((each) => each.id === id);
    if (!one) return show(model.here(), model.step());
    const before = shown.get(id);
    const after = drawn(one, model.step());
    shown.set(id, after);
    before?.row.replaceWith(after.row);
    return after.row;
  }

  /** Show these responses, in this order; what has the focus keeps it. */
  function show(responses, step) {
    const here = new Set(responses.map((one) => one.id));
    for (const [id, { row }] of shown) {
      const lost = edits.has(id) && !model.responses.some((one) => one.id === id);
      if (here.has(id) || (lost && row.isConnected)) continue;
      row.remove();
      shown.delete(id);
    }
    for (const one of responses) {
      const before = shown.get(one.id);
      const busy = before && (edits.has(one.id) ? before.area : before.row.contains(document.activeElement) && document.activeElement.matches("input, select"));
      if (!before || (!busy && before.key !== JSON.stringify([one, step?.key, edits.has(one.id)]))) {
        const after = drawn(one, step);
        const held = before?.row.contains(document.activeElement) ? [...before.row.querySelectorAll("button")].indexOf(document.activeElement) : -1;
        if (before) before.row.replaceWith(after.row);
        shown.set(one.id, after);
        if (held >= 0) after.row.querySelectorAll("button")[held]?.focus();
      }
      shown.get(one.id).clash?.();
    }
    const order = responses.map((one) => shown.get(one.id).row);
    order.forEach((row, place) => list.children[place] === row || (row.contains(document.activeElement) && row.isConnected) || list.insertBefore(row, list.children[place] ?? null));
  }

  return { show };
}
