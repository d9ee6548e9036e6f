// Passages: the list and the tables follow what is chosen; what came is said to those who do not see it.
document.documentElement.classList.add("scripted");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "list") return;
  const counted = document.querySelector("#list .found-count, #list .empty, #list caption");
  document.getElementById("said").textContent = counted?.textContent.trim() ?? "";
});
