// The code tree: narrowed by typing, retired codes on request.
const tree = document.querySelector(".scheme-tree");
const find = document.getElementById("find-code");
const retired = document.getElementById("show-retired");
const none = document.getElementById("no-code");

const plain = (text) => text.toLocaleLowerCase();

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
}

find.addEventListener("input", narrow);
retired.addEventListener("change", narrow);
find.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  [...tree.querySelectorAll("li > a")].find((link) => link.offsetParent)?.focus();
});
tree.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("li > a")) return;
  event.preventDefault();
  const links = [...tree.querySelectorAll("li > a")].filter((link) => link.offsetParent);
  const next = links[links.indexOf(event.target) + step];
  (next ?? (step < 0 ? find : event.target)).focus();
});
narrow();
const chosen = tree.querySelector("[aria-current]");
if (chosen) {
  // Only the tree moves: in a narrow window it stands above the code, and the page stays at its top.
  const below = chosen.getBoundingClientRect().bottom - tree.getBoundingClientRect().bottom;
  if (below > 0) tree.scrollTop += below + tree.clientHeight / 3;
}
