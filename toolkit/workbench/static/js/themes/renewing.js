// Sorting themes otherwise when a person asks: everything anew, a column finer or coarser; first it is said what would change.
import { post } from "/static/js/asking.js";
import { agreed } from "/static/js/dialogs.js";
import { follow } from "/static/js/jobs.js";
import { again, columnOf } from "/static/js/themes/columns.js";
import { tr } from "/static/js/words.js";

const told = (text) => (document.getElementById("finding") ?? document.getElementById("status")).replaceChildren(text);

async function done(wish) {
  const { job } = await post("/api/themes/find", wish);
  return follow(job, ({ done: ready, total }) => total && told(tr("Finding themes: {percent} %", { percent: Math.round((100 * ready) / total) })));
}

async function wished(button, title, wish) {
  button.disabled = true;
  told(tr("Finding themes …"));
  try {
    const look = await done({ ...wish, look: true });
    told("");
    if (look.state !== "done") return told([look.said, look.hint].filter(Boolean).join(" "));
    if (!(await agreed(title, look.said, tr("Sort anew")))) return undefined;
    const job = await done(wish);
    if (job.state === "done") return location.reload();
    return told([job.said, job.hint].filter(Boolean).join(" "));
  } catch (error) {
    return told([error.message, error.hint].filter(Boolean).join(" "));
  } finally {
    button.disabled = false;
  }
}

async function looked(column) {
  await post("/api/themes/seen", { area: column.dataset.area, group: column.dataset.group });
  await again(column);
}

/** What a click on a button of renewal does; whether it was one. */
export function renew(event) {
  const button = event.target.closest("[data-anew], [data-part], [data-seen]");
  if (!button) return false;
  const column = columnOf(button);
  if (button.hasAttribute("data-seen")) looked(column);
  else if (button.dataset.part) {
    const title = button.dataset.part === "finer" ? tr("More themes") : tr("Fewer themes");
    wished(button, title, { how: button.dataset.part, area: column.dataset.area, group: column.dataset.group });
  } else wished(button, tr("Sort everything anew"), { anew: true });
  return true;
}
