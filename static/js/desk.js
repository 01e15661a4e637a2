// Comfort of the session desk: a clock, live figures, gestures without a jump, notes kept as they are typed.
// Everything here also works by forms and links alone.

import { autosave } from "./autosave.js";

const desk = document.querySelector("[data-desk]");
const POLL = 2000;

if (desk) {
  tick();
  setInterval(tick, 1000);
  setInterval(poll, POLL);
  for (const form of document.querySelectorAll("form[data-swift]")) swift(form);
  for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
}

function tick() {
  const clock = document.querySelector("[data-clock]");
  if (clock) clock.textContent = new Date().toLocaleTimeString("fr-FR", { timeZone: "Europe/Paris" });
}

async function poll() {
  if (document.hidden) return;
  try {
    const answer = await fetch(desk.dataset.desk, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) show(await answer.text());
  } catch {
    // The connection is lost for a moment; the next round tries again.
  }
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const before = document.querySelector("[data-stamp]")?.dataset.stamp;
  const now = page.querySelector("[data-stamp]")?.dataset.stamp;
  for (const piece of page.querySelectorAll("[data-live]")) replace(piece);
  if (before && now && before !== now) offerReload();
}

function replace(piece) {
  const name = CSS.escape(piece.dataset.live);
  for (const shown of document.querySelectorAll(`[data-live="${name}"]`)) {
    if (shown.isEqualNode(piece)) continue;
    const focused = shown.contains(document.activeElement) ? document.activeElement.value : null;
    const fresh = document.importNode(piece, true);
    shown.replaceWith(fresh);
    if (focused) fresh.querySelector(`button[value="${CSS.escape(focused)}"], button`)?.focus();
  }
}

// Another screen opened or closed something: say so, and let the person choose when to look.
function offerReload() {
  if (document.querySelector("[data-stale-note]")) return;
  const note = document.createElement("p");
  note.className = "desk-stale";
  note.dataset.staleNote = "yes";
  note.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = desk.dataset.reload;
  note.append(`${desk.dataset.stale} `, link);
  desk.before(note);
}

// One gesture on the roll: the page that answers is read, and only what changed is taken from it.
function swift(form) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const body = new FormData(form, button);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const piece of page.querySelectorAll("[data-live]")) replace(piece);
      messages(page);
    } catch {
      form.removeAttribute("data-swift");
      form.requestSubmit(button);
    }
  }, { capture: true });
}

function messages(page) {
  const fresh = page.querySelector(".messages");
  document.querySelector(".messages")?.remove();
  if (fresh?.querySelector('[data-family="alarm"]')) desk.before(document.importNode(fresh, true));
}
