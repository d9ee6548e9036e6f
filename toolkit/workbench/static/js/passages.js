// Passages: the list and the tables follow what is chosen; what came is said to those who do not see it.
import { say } from "/static/js/asking.js";
import { tr } from "/static/js/words.js";

document.documentElement.classList.add("scripted");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "list") return;
  const counted = document.querySelector("#list .found-count, #list .empty, #list caption");
  document.getElementById("said").textContent = counted?.textContent.trim() ?? "";
});
document.body.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  say(answer.querySelector("main p")?.textContent || tr("The workbench did not answer as it should."));
});
document.body.addEventListener("htmx:sendError", () => say(tr("There is no connection to the workbench. Try again.")));
