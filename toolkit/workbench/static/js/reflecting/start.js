// The start of a session on the wall: words and names are blurred and shown again by a button and the key b.
const button = document.getElementById("blur");

function turn() {
  const shown = document.documentElement.classList.toggle("unblurred");
  button.setAttribute("aria-pressed", String(!shown));
}

button.addEventListener("click", turn);
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "b" && !event.ctrlKey && !event.metaKey && !event.altKey) turn();
});
