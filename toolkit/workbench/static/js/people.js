// The people's screen: what was refused is told, and what a withdrawal would take is brought into view.
const list = document.getElementById("people");
const status = document.getElementById("status");

list.addEventListener("htmx:beforeRequest", () => (status.textContent = ""));
list.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const said = [...page.querySelectorAll("main h1, main p")].map((one) => one.textContent.trim());
  status.textContent = said.filter(Boolean).slice(0, 3).join(" ");
});
list.addEventListener("htmx:afterSettle", () => {
  const title = document.getElementById("withdraw-title");
  if (!title || title.dataset.seen) return;
  title.dataset.seen = "yes";
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: "start" });
});
