// Giving dots: what was let through to the wall, by its number there, with buttons that give and take.
let drawn = "";
const made = (tag, properties, ...inside) => {
  const one = Object.assign(document.createElement(tag), properties);
  one.append(...inside);
  return one;
};

/** Draw the ideas of `told`; `give` is called with all of this device's dots when one is given or taken. */
export function drawDots(told, { say, give }) {
  const news = JSON.stringify([told.ideas, told.given, told.step.dots]);
  if (news === drawn) return; // what a finger is on does not move under it
  drawn = news;
  const given = Object.fromEntries(Object.entries(told.given).map(([number, n]) => [number, Number(n)]));
  const left = told.step.dots - Object.values(given).reduce((sum, n) => sum + n, 0);
  document.getElementById("dots-left").textContent = say("dots_left", { n: Math.max(0, left) });
  document.getElementById("dots-none").textContent = told.ideas.length ? "" : say("dots_none");
  const list = document.getElementById("ideas");
  const held = document.activeElement?.dataset?.deed;
  const button = (text, deed, number, by, off) => {
    const one = made("button", { type: "button", textContent: text, disabled: off });
    one.setAttribute("aria-label", say(deed, { n: number }));
    one.dataset.deed = `${deed}-${number}`;
    one.addEventListener("click", () => {
      const wanted = { ...given, [number]: (given[number] ?? 0) + by };
      told.given = Object.fromEntries(Object.entries(wanted).filter(([, n]) => n > 0));
      drawDots(told, { say, give });
      give(told.given);
    });
    return one;
  };
  list.replaceChildren(...told.ideas.map(({ number, text }) => {
    const many = given[number] ?? 0;
    return made("li", {},
      made("span", { className: "number", textContent: String(number) }),
      made("span", { textContent: text }),
      made("span", { className: "give" },
        button("−", "dots_less", number, -1, !many),
        made("span", { className: "many", textContent: String(many) }),
        button("+", "dots_more", number, 1, left <= 0)));
  }));
  const again = held && list.querySelector(`[data-deed="${held}"]`);
  if (again && !again.disabled) again.focus();
}
