// Dragging passages between themes of one column, by mouse or touch.
import { named } from "/static/js/themes/choosing.js";
import { columnOf, again } from "/static/js/themes/columns.js";
import { move } from "/static/js/themes/deeds.js";
import { tr } from "/static/js/words.js";

async function dropped({ item, from, to }) {
  document.body.classList.remove("dragging");
  if (from === to) return;
  const column = columnOf(from);
  const wanted = to.dataset.to;
  const name = wanted === "new" ? await named(tr("A new theme")) : "";
  if (wanted === "new" && !name) {
    await again(column);
    return;
  }
  await move(column, [item.dataset.key], { to: wanted, name, title: to.closest(".theme")?.dataset.name ?? "" });
}

/** Let passages of the column be dragged by their handles. */
export function draggable(column) {
  if (!globalThis.Sortable || document.body.hasAttribute("data-read-only")) return;
  for (const list of column.querySelectorAll(".theme-passages")) {
    globalThis.Sortable.create(list, {
      group: { name: column.id, put: Boolean(list.dataset.to) },
      handle: ".grip",
      draggable: ".theme-passage",
      sort: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      scroll: true,
      delayOnTouchOnly: true,
      delay: 120,
      onStart: () => document.body.classList.add("dragging"),
      onEnd: dropped,
    });
  }
}
