// Comfort of the screens of a sitting: they follow one another, gestures do not reload the page, notes keep
// themselves, a long roll is searched. Everything here also works by forms and links alone.

import { during, follow, root, takeIn } from "./live.js";
import { notes } from "./notes.js";

const READ = 6000; // how long a confirmation stays
const sending = new Set(); // the buttons whose gesture is on its way
let queue = Promise.resolve();

follow();
notes();
finders();
document.addEventListener("submit", gesture, { capture: true });
document.addEventListener("taken-in", () => {
  notes();
  finders();
});
fade();

// A gesture: the page that answers is read, and only what changed is taken from it. Gestures made one after another
// on a long roll are all sent, in their order; the same button pressed twice is one.
function gesture(event) {
  const form = event.target;
  if (form.method !== "post" || !form.closest("[data-live]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.matches("[data-notes]")) return form.dispatchEvent(new Event("save"));
  const pressed = event.submitter ?? form;
  if (sending.has(pressed)) return;
  sending.add(pressed);
  document.body.setAttribute("aria-busy", "true");
  const body = new FormData(form, event.submitter);
  queue = queue.then(async () => {
    await send(form, body);
    sending.delete(pressed);
    if (!sending.size) document.body.removeAttribute("aria-busy");
  });
}

async function send(form, body) {
  try {
    await during(async () => {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.statusText);
      answered(form, answer, await answer.text());
    });
  } catch {
    toast(root()?.dataset.lost ?? "", "alarm");
  }
}

function answered(form, answer, html) {
  const address = new URL(answer.url);
  if (answer.redirected && address.pathname !== location.pathname) return location.assign(answer.url);
  if (answer.redirected) {
    history.replaceState(null, "", address.pathname + address.search);
    form.reset();
    const fold = form.closest("details");
    if (fold) fold.open = false;
  }
  takeIn(html, { told: true });
  if (!answer.redirected) document.querySelector("[data-focus], [aria-invalid=true]")?.focus();
  fade();
}

function fade() {
  for (const note of document.querySelectorAll(".toasts > [data-family=moss], .toasts > [data-family=river]")) {
    setTimeout(() => note.remove(), READ);
  }
}

function toast(words, family) {
  const place = document.querySelector(".toasts");
  if (!place || !words) return;
  const note = document.createElement("p");
  note.className = "message message--plain";
  note.dataset.family = family;
  note.textContent = words;
  place.replaceChildren(note);
}

// A field that narrows a list on the page: each line that does not hold the words is hidden.
function finders() {
  for (const field of document.querySelectorAll("[data-find]")) {
    field.closest("[hidden]")?.removeAttribute("hidden");
    field.oninput = () => find(field);
    find(field);
  }
}

function find(field) {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  for (const line of document.querySelectorAll(field.dataset.find)) {
    const text = plain(line.textContent);
    line.hidden = !words.every((word) => text.includes(word));
  }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
