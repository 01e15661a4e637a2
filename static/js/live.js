// A page that follows its sitting: it asks for a stamp, and when the stamp has changed reads its own address again
// and takes in what differs. data-pulse: where to ask; data-stamp: what the page was drawn from; data-now: the
// server's time, from which every clock of the page ticks. data-hold on a part: the address to read while somebody
// is typing there.

import { morph } from "./morph.js";

const EVERY = 1200;
const HIDDEN = 10000;
const WORST = 15000;
const PATIENCE = 8000;

let failures = 0;
let timer;
let ahead = 0; // how far the server's clock is ahead of this one
let acts = 0; // a page read before or while somebody acts here is not taken in
let acting = 0;

export const root = () => document.querySelector("[data-pulse]");

export function follow() {
  if (!document.querySelector("[data-live]")) return;
  setTime();
  tick();
  setInterval(tick, 1000);
  if (!root()) return;
  plan();
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  window.addEventListener("online", beat);
  window.addEventListener("offline", lost);
}

// Anything that changes the page by an act of this screen goes through here.
export async function during(act) {
  acting += 1;
  clearTimeout(timer);
  try {
    return await act();
  } finally {
    acting -= 1;
    acts += 1;
    plan();
  }
}

// `told`: with the messages of the page, which answer a gesture made here.
export function takeIn(html, { told = false } = {}) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const part of page.querySelectorAll("[data-live]")) {
    if (part.dataset.live === "messages" && !told) continue;
    const shown = document.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
    if (shown) morph(shown, part);
  }
  document.title = page.title;
  setTime();
  tick();
  document.dispatchEvent(new Event("taken-in"));
}

function plan() {
  clearTimeout(timer);
  if (!root()) return;
  const pace = document.hidden ? HIDDEN : Math.min(WORST, EVERY * 2 ** failures);
  timer = setTimeout(beat, pace * (0.85 + 0.3 * Math.random()));
}

async function beat() {
  clearTimeout(timer);
  const before = acts;
  try {
    const { pulse, stamp } = root().dataset;
    const answer = await ask(pulse, { "If-None-Match": `"${stamp}"` });
    if (answer.status === 200 && undisturbed(before)) {
      const page = await ask(source(), { Accept: "text/html" });
      const html = await page.text();
      if (undisturbed(before)) takeIn(html);
    }
    found();
  } catch (reason) {
    if (reason instanceof SignedOut) return say("signedOut");
    lost();
  }
  plan();
}

function undisturbed(before) {
  return before === acts && !acting;
}

class SignedOut extends Error {}

async function ask(address, headers) {
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE) });
  if (answer.redirected) throw new SignedOut();
  if (!answer.ok && answer.status !== 304) throw new Error(answer.statusText);
  return answer;
}

function source() {
  const held = [...document.querySelectorAll("[data-hold]")].find(beingWritten);
  return held ? location.pathname + held.dataset.hold : location.href;
}

function beingWritten(part) {
  const fields = [...part.querySelectorAll("textarea, input[type=text]")];
  return fields.some((field) => field === document.activeElement || field.value !== field.defaultValue);
}

function found() {
  if (failures) {
    say("back");
    document.dispatchEvent(new Event("back-online"));
  } else if (document.querySelector("[data-connection]")?.dataset.state === "back") say("");
  failures = 0;
}

function lost() {
  failures = Math.min(failures + 1, 5);
  say("offline");
}

function say(state) {
  const place = document.querySelector("[data-connection]");
  if (!place) return;
  place.dataset.state = state;
  place.textContent = state ? place.dataset[state] : "";
}

function setTime() {
  const now = document.querySelector("[data-now]")?.dataset.now;
  if (now) ahead = new Date(now) - Date.now();
}

function tick() {
  const now = new Date(Date.now() + ahead);
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const options = { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit" };
    if (!("short" in clock.dataset)) options.second = "2-digit";
    write(clock, now.toLocaleTimeString(document.documentElement.lang, options));
  }
  for (const part of document.querySelectorAll("[data-since]")) write(part, spent(part, now));
}

function write(part, words) {
  if (part.textContent !== words) part.textContent = words;
}

// How long since, or how long is left of a limit; past it the part says so by data-late too.
function spent(part, now) {
  const { since, limit, left, over } = part.dataset;
  const seconds = Math.max(0, Math.floor((now - new Date(since)) / 1000));
  const rest = limit ? Number(limit) - seconds : null;
  if (rest !== null && rest < 0) part.dataset.late = "yes";
  else delete part.dataset.late;
  if (left) return (rest < 0 ? over : left).replace("{n}", Math.abs(Math.floor(rest / 60)));
  return rest === null ? minutes(seconds) : `${rest < 0 ? "−" : ""}${minutes(Math.abs(rest))}`;
}

function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
