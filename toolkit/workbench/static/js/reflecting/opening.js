// The form for a new session: with a pack its audience meets, and a second press opens no second session.
const form = document.getElementById("new-session");
const pack = form.elements.namedItem("pack");
const audience = form.elements.namedItem("audience");

const follow = () => (audience.disabled = pack.value !== "0");
pack.addEventListener("change", follow);
follow();
form.addEventListener("submit", () => setTimeout(() => (form.querySelector("button.main").disabled = true)));
addEventListener("pageshow", () => (form.querySelector("button.main").disabled = false));
