// Where a coding is used: the findings of the draft that rest on it, asked for when somebody wants to know.
import { get } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";
import { button, make } from "./elements.js";

const line = ({ title, place, href }) => make("li", {}, make("a", { href, text: title }), make("span", { class: "soft", text: ` ${place}` }));

async function told(coding, box) {
  box.replaceChildren(make("p", { class: "soft", text: tr("Looking …") }));
  try {
    const { findings } = await get(`/api/evidence/${coding.id}`);
    const none = make("p", { class: "soft", text: tr("No finding of the draft rests on this coding.") });
    box.replaceChildren(findings.length ? make("ul", { class: "plain-list" }, ...findings.map(line)) : none);
  } catch (error) {
    box.replaceChildren(make("p", { class: "soft", text: error.message }));
  }
}

/** A button that shows the findings a stored coding is used in. */
export function usedIn(coding) {
  const box = make("div", { class: "small", role: "status" });
  const ask = button(tr("Used in the draft"), () => told(coding, box), { class: "quiet small", data: { key: `used-${coding.id}` } });
  return make("div", { class: "coding-actions" }, ask, box);
}
