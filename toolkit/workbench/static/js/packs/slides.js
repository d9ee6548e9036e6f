// The slides on the wall: one at a time, set as large as it fits, moved by keys.
import { pace } from "/static/js/packs/pace.js";

const SIZES = 9;
const slides = [...document.querySelectorAll(".slide")];
const progress = document.querySelector(".wall-progress");
const blur = document.getElementById("blur");
let current = slides[0];

const over = (slide) => slide.scrollHeight > slide.clientHeight || slide.scrollWidth > slide.clientWidth;

/** Set the slide's words smaller, step by step, until they fit. */
function fit(slide) {
  for (let size = 1; size <= SIZES; size += 1) {
    slide.dataset.size = size;
    if (!over(slide)) return;
  }
}

function shown(number) {
  for (const slide of slides) slide.hidden = Number(slide.dataset.number) !== number;
  current = slides[number - 1];
  progress.value = number;
  fit(current);
  if (!document.activeElement?.closest(".wall-tools")) current.focus({ preventScroll: true });
}

pace({ pack: document.body.dataset.pack, all: slides.length, shown, blurred: (on) => blur.setAttribute("aria-pressed", String(on)) });
addEventListener("resize", () => fit(current));
document.fonts?.ready.then(() => fit(current));

function wholeScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}
document.getElementById("whole-screen").addEventListener("click", wholeScreen);
document.addEventListener("keydown", (event) => {
  if (event.key === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) wholeScreen();
});
