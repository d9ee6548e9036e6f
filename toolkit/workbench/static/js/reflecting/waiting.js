// The line that says what waits in this browser, and what was not taken: nothing disappears without being said.
import { ntr, tr } from "/static/js/words.js";

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function refused(item, sender) {
  const row = document.createElement("div");
  row.className = "row tight";
  const said = Object.assign(document.createElement("span"), { className: "quote", textContent: item.entry.text });
  const why = Object.assign(document.createElement("span"), { className: "small", textContent: item.refused });
  row.append(tr("Not taken down:"), said, why, button(tr("Send again"), () => sender.again(item)), button(tr("Throw away"), () => sender.drop(item)));
  return row;
}

/** A function that writes the line anew from what `sender()` holds; `lost()` says whether the workbench does not answer. */
export function waitingLine({ place, sender, lost }) {
  return () => {
    const all = sender().waiting();
    const n = all.filter((item) => !item.refused).length;
    place.hidden = !all.length && !lost();
    place.replaceChildren();
    const text = ntr("{n} entry waits in this browser until the workbench answers. Nothing is lost.", "{n} entries wait in this browser until the workbench answers. Nothing is lost.", n);
    const lines = [n ? text : lost() && tr("The workbench does not answer. Go on writing: what you save waits in this browser.")];
    // Another port would be another place to the browser, and what waits here would not be found there.
    if (lost()) lines.push(tr("If it has ended, start it again with the same number: spegla serve --port {port}", { port: location.port }));
    for (const line of lines.filter(Boolean)) place.append(Object.assign(document.createElement("div"), { textContent: line }));
    for (const item of all) if (item.refused) place.append(refused(item, sender()));
  };
}

/** Say in `place` what was being written in this window when the session was closed, until it is thrown away. */
export function leftOver({ place, kept }) {
  const { text = "", edits = {} } = kept.written();
  const all = [text.trim(), ...Object.values(edits).map((edit) => edit.text)].filter(Boolean);
  if (!all.length) return;
  place.hidden = false;
  place.append(tr("Written here and not saved before the session was closed:"));
  for (const one of all) place.append(Object.assign(document.createElement("p"), { className: "quote", textContent: one }));
  place.append(button(tr("Throw away"), () => (kept.write({}), (place.hidden = true))));
}
