// Tabs of the panel: arrow keys move between them, one panel is shown.

/** Make `list` (role=tablist) work; `shown(name)` is called when a tab opens. Returns a function that opens one by name. */
export function tabs(list, shown) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const open = (tab, focus = false) => {
    for (const one of all) {
      const isOpen = one === tab;
      one.setAttribute("aria-selected", String(isOpen));
      one.tabIndex = isOpen ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !isOpen;
    }
    if (focus) tab.focus();
    shown(tab.dataset.tab);
  };
  list.addEventListener("click", (event) => event.target.closest("[role=tab]") && open(event.target.closest("[role=tab]")));
  list.addEventListener("keydown", (event) => {
    const at = all.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    event.stopPropagation();
    open(all[(at + step + all.length) % all.length], true);
  });
  return (name) => {
    const tab = all.find((one) => one.dataset.tab === name);
    if (tab.getAttribute("aria-selected") !== "true") open(tab);
  };
}
