// Files dropped anywhere on a page are as if chosen in its form.

const carries = (event) => event.dataTransfer?.types.includes("Files");

/** Put files that are dropped on the page into `input` of `form`, which shows that it takes them. */
export function dropping(form, input) {
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
