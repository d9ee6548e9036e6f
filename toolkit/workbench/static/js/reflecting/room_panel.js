// The host's panel for own devices: opens a room deliberately, says where and with which code, follows how many came, shuts it.
import { get, post } from "../asking.js";
import { ntr, tr } from "../words.js";

const OFTEN = 3000, SELDOM = 15000;
const panel = document.getElementById("room");
const address = `/api/reflect/sessions/${panel?.dataset.session}/room`;
const el = (name) => document.getElementById(`room-${name}`);
let timer = 0, pause = OFTEN;

function draw(told) {
  el("closed").hidden = told.open;
  el("is-open").hidden = !told.open;
  if (told.open) drawOpen(told);
  else drawClosed(told.addresses);
}

function drawOpen(told) {
  el("url").textContent = told.address;
  el("code").textContent = told.code;
  el("unkept").hidden = !told.unkept;
  el("unkept").textContent = ntr("{n} answer was not kept: it bore the name of somebody who does not allow feedback. The device was not told.", "{n} answers were not kept: they bore the names of people who do not allow feedback. The devices were not told.", told.unkept);
  el("guessed").hidden = !told.guessed;
  const came = ntr("{n} device has come in", "{n} devices have come in", told.devices);
  const sent = ntr("{n} answer", "{n} answers", told.answers);
  const ends = ntr("ends by itself in {n} minute", "ends by itself in {n} minutes", Math.ceil(told.left / 60));
  el("came").textContent = `${came} · ${sent} · ${ends}`;
}

function drawClosed(addresses) {
  const choice = el("address");
  const known = Array.from(choice.options, (one) => one.value);
  if (known.join() === addresses.join()) return;
  const own = (one) => (one.startsWith("127.") ? tr("{address} (this computer only, to try it)", { address: one }) : one);
  choice.replaceChildren(...addresses.map((one) => new Option(own(one), one)));
  el("only-here").hidden = addresses.length > 1;
}

async function doing(deed) {
  clearTimeout(timer);
  el("no").textContent = "";
  try {
    draw(await deed());
  } catch (error) {
    el("no").textContent = [error.status ? error.message : tr("The workbench does not answer."), error.hint].filter(Boolean).join(" ");
  }
  pause = OFTEN;
  timer = setTimeout(look, pause);
}

async function look() {
  clearTimeout(timer);
  try {
    draw(await get(address));
    pause = OFTEN;
  } catch {
    pause = Math.min(SELDOM, pause * 1.6);
  }
  timer = setTimeout(look, document.hidden ? SELDOM : pause);
}

if (panel && el("open")) {
  el("open").addEventListener("submit", (event) => {
    event.preventDefault();
    doing(() => post(address, { address: el("address").value }));
  });
  el("new-code").addEventListener("click", () => doing(() => post(`${address}/code`, {})));
  el("shut").addEventListener("click", () => doing(() => post(`${address}/shut`, {})));
  look();
}
