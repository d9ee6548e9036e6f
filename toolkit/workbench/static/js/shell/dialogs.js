// The dialogs of the bar: who codes, the steps of today, an address for another window.
import { get, post } from "/static/js/asking.js";
import { closer, element, ending, show } from "/static/js/dialogs.js";
import { tr } from "/static/js/words.js";

/** Ask who codes in this window: one of those who have coded, or somebody new. */
export async function chooseCoder() {
  const { coder, coders } = await get("/api/coders");
  const name = element("input", { type: "text", id: "coder-name", value: coder, maxLength: 60, required: true, autocomplete: "off", autofocus: true });
  const choose = (chosen) => post("/api/coder", { coder: chosen }).then(() => location.reload());
  const known = coders.map((one) => element("button", { type: "button", "aria-pressed": String(one === coder), onclick: () => choose(one) }, one));
  const form = element(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        choose(name.value);
      },
    },
    element("p", { className: "soft" }, tr("Each coding tells whose it is, so that coders can be compared.")),
    ...(known.length ? [element("div", { className: "row tight field" }, ...known)] : []),
    element("label", { htmlFor: name.id }, tr("Name or initials")),
    name,
    ending(closer(tr("Cancel")), element("button", { className: "main" }, tr("Code as this person"))),
  );
  show(tr("Who is coding?"), form);
}

/** Show what this coder did today. */
export async function showSteps() {
  const { steps } = await get("/api/steps");
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const line = (one) => {
    const text = `${clock.format(new Date(one.at))}  ${one.words}`;
    return element("li", {}, one.undone ? element("s", {}, text) : text, one.undone ? element("span", { className: "soft" }, " – ", tr("undone")) : "");
  };
  const list = steps.length
    ? element("ol", { className: "plain-list", tabIndex: 0 }, ...steps.map(line))
    : element("p", { className: "soft" }, tr("Nothing has been changed by this coder today."));
  const keys = element("p", { className: "soft small" }, tr("Ctrl+Z undoes the last step, Ctrl+Shift+Z does it again: back to the start of the day."));
  show(tr("Today's steps"), list, keys, ending(closer()));
}

/** Give a start address for one more browser. */
export async function invite() {
  const { address, seconds } = await post("/api/invite", {});
  const field = element("input", { type: "text", id: "invite-address", value: address, readOnly: true, autofocus: true, size: 56, onfocus: () => field.select() });
  const copied = element("span", { className: "soft", role: "status" });
  const copy = async () => {
    field.select();
    await navigator.clipboard.writeText(address);
    copied.textContent = tr("Copied.");
  };
  show(
    tr("Another window or person"),
    element("p", {}, tr("Open this address in another browser on this computer within {n} seconds. It works once.", { n: seconds })),
    element("label", { htmlFor: field.id }, tr("Address")),
    field,
    ending(copied, element("button", { type: "button", onclick: copy }, tr("Copy")), closer()),
  );
}
