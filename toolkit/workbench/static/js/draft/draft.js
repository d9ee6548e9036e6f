// The draft's page: evidence beside sentences, and writing the draft to a file.
import { get, post } from "/static/js/asking.js";
import { element } from "/static/js/dialogs.js";
import { evidence } from "/static/js/draft/evidence.js";
import { follow } from "/static/js/jobs.js";
import { tr } from "/static/js/words.js";

const buttons = [...document.querySelectorAll("[data-write]")];
const line = document.getElementById("written");

function enabled(able) {
  for (const button of buttons) button.disabled = !able;
}

async function offered(job) {
  const { files } = await get("/api/draft/last");
  const links = files.map(({ href, kind }) => element("a", { href, download: "" }, tr("Fetch the file ({kind})", { kind })));
  const isOld = document.querySelector(".draft").dataset.outdated !== undefined;
  const anew = isOld ? [" ", element("a", { href: location.pathname }, tr("Show the draft as it was written"))] : [];
  line.replaceChildren(`${job.said} `, ...links, ...anew);
  links[0]?.click();
}

async function written(event) {
  enabled(false);
  line.replaceChildren(tr("Writing …"));
  try {
    const outline = Number(document.querySelector(".draft").dataset.outline);
    const { job } = await post("/api/draft/write", { outline, form: event.target.dataset.write });
    const ended = await follow(job);
    if (ended.state === "done") await offered(ended);
    else line.replaceChildren([ended.said, ended.hint].filter(Boolean).join(" "));
  } catch (error) {
    line.replaceChildren([error.message, error.hint].filter(Boolean).join(" "));
  }
  enabled(true);
}

for (const button of buttons) button.addEventListener("click", written);
evidence();
