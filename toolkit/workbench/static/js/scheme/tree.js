// The code tree: narrowed by typing, retired codes on request; one stop for Tab, the arrows move within it.
const tree = document.querySelector(".scheme-tree");
const find = document.getElementById("find-code");
const retired = document.getElementById("show-retired");
const none = document.getElementById("no-code");

const plain = (text) => text.toLocaleLowerCase();
const shownLinks = () => [...tree.querySelectorAll("li > a")].filter((link) => link.offsetParent);

function stopAt(link) {
  for (const one of tree.querySelectorAll("li > a")) one.tabIndex = one === link ? 0 : -1;
}

function narrow() {
  const wanted = plain(find.value.trim());
  let shown = 0;
  for (const item of [...tree.querySelectorAll("li")].reverse()) {
    const own = (!wanted || plain(item.dataset.title).includes(wanted)) && (retired.checked || !item.classList.contains("retired"));
    const below = [...item.querySelectorAll(":scope > ul > li")].some((child) => !child.hidden);
    item.hidden = !own && !below;
    shown += own;
  }
  none.hidden = shown > 0;
  const links = shownLinks();
  if (!links.some((link) => link.getAttribute("tabindex") === "0")) stopAt(links[0]);
}

find.addEventListener("input", narrow);
retired.addEventListener("change", narrow);
find.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  shownLinks()[0]?.focus();
});
tree.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("li > a")) return;
  event.preventDefault();
  const links = shownLinks();
  const next = links[links.indexOf(event.target) + step];
  (next ?? (step < 0 ? find : event.target)).focus();
});
tree.addEventListener("focusin", (event) => event.target.matches("li > a") && stopAt(event.target));
const chosen = tree.querySelector("[aria-current]");
if (chosen) stopAt(chosen);
narrow();
if (chosen) {
  // Only the tree moves: in a narrow window it stands above the code, and the page stays at its top.
  const below = chosen.getBoundingClientRect().bottom - tree.getBoundingClientRect().bottom;
  if (below > 0) tree.scrollTop += below + tree.clientHeight / 3;
}
