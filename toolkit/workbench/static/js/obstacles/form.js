// The form of an obstacle, saved.
import { sent } from "/static/js/sending.js";

const form = document.getElementById("obstacle-form");
const ticked = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { obstacle, revision } = form.dataset;
  const field = (name) => form.elements.namedItem(name).value;
  const body = {
    text: field("text"),
    owner: field("owner"),
    level: field("level"),
    claims: ticked("claim").map(Number),
    themes: ticked("theme"),
    passages: ticked("passage"),
    revision: obstacle ? Number(revision) : 0,
  };
  const answer = await sent(obstacle ? `/api/obstacles/${obstacle}` : "/api/obstacles", body);
  if (answer) location.assign(`/obstacles#obstacle-${answer.id}`);
});
