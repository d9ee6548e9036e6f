// The address and the code on the wall, while a room is open.
import { get } from "../asking.js";

const OFTEN = 4000;
const place = document.getElementById("room-wall");

async function look() {
  try {
    const told = await get(`/api/reflect/sessions/${place.dataset.session}/room`);
    place.hidden = !told.open;
    document.getElementById("room-wall-url").textContent = told.open ? told.address : "";
    document.getElementById("room-wall-code").textContent = told.open ? told.code : "";
  } catch {
    // the wall keeps what it shows until the workbench answers again
  }
  setTimeout(look, OFTEN);
}

if (place) look();
