// The list of obstacles on paper.
document.querySelector("[data-print]")?.addEventListener("click", () => globalThis.print());
