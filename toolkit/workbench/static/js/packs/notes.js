// The note-taker's side window: the slide that is on the wall, what it rests on, and what comes next.
import { pace } from "/static/js/packs/pace.js";
import { tr } from "/static/js/words.js";

const notes = [...document.querySelectorAll(".note-slide")];
const place = document.getElementById("place");
const blur = document.getElementById("blur");

function shown(number) {
  for (const note of notes) note.hidden = Number(note.dataset.number) !== number;
  place.textContent = tr("{n} of {all}", { n: number, all: notes.length });
}

pace({ pack: document.body.dataset.pack, all: notes.length, shown, blurred: (on) => blur.setAttribute("aria-pressed", String(on)) });
