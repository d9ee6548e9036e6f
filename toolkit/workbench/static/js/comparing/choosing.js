// Choosing whom to compare: two or more.
const form = document.getElementById("choose");
form?.addEventListener("submit", (event) => {
  const chosen = [...form.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);
  form.elements.coders.value = chosen.join("-");
  document.getElementById("too-few").hidden = chosen.length > 1;
  if (chosen.length < 2) event.preventDefault();
});
