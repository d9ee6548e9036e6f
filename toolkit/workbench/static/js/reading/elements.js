// Elements made from data: text by textContent and attributes by name, never HTML.

/** An element; `facts`: class, text, data (object), on (object of listeners), anything else an attribute (null and false are left out). */
export function make(tag, facts = {}, ...children) {
  const element = document.createElement(tag);
  const { class: classes, text, data = {}, on = {}, ...attributes } = facts;
  if (classes) element.className = classes;
  if (text !== undefined) element.textContent = text;
  Object.entries(data).forEach(([name, value]) => (element.dataset[name] = value));
  Object.entries(on).forEach(([name, listener]) => element.addEventListener(name, listener));
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

/** A button that does `act`; `facts` as for make. */
export function button(text, act, facts = {}) {
  const { on = {}, ...rest } = facts;
  return make("button", { type: "button", text, ...rest, on: { ...on, click: act } });
}

/** A code as a tag in the colour of its area. */
export function tag(codes, path, facts = {}) {
  const { class: more = "", ...rest } = facts;
  return make("span", { class: `tag ${more}`.trim(), text: codes.title(path), data: { area: codes.area(path) }, ...rest });
}

/** The first words and the last words of a long text. */
export function shortened(text, most = 180) {
  if (text.length <= most) return text;
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((one) => one.segment);
  return letters.length <= most ? text : `${letters.slice(0, most - 60).join("")} … ${letters.slice(-50).join("")}`;
}

/** Seconds as 1:02:03 or 2:03. */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours ? `${hours}:${two(Math.floor(whole / 60) % 60)}` : Math.floor(whole / 60)}:${two(whole % 60)}`;
}
