// Comfort of the preparation desk: the agenda is put in order by dragging or with the arrow keys, texts are dropped
// into it, and the countdown runs. Everything here also works by buttons and forms.

const plan = document.querySelector("[data-plan]");
const said = document.querySelector("[data-plan-said]");
const PAUSE = 700;
const EDGE = 70;

let drag = null; // what is under way: { item, list, before, text }
let timer;
let saving = false;
let again = false;

if (plan) {
  plan.addEventListener("pointerdown", (event) => take(event, "[data-handle]"));
  document.querySelector("[data-plan-ready]")?.addEventListener("pointerdown", (event) => take(event, "[data-grip]"));
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", giveUp);
  plan.addEventListener("keydown", keys);
  plan.addEventListener("click", buttons);
}
for (const clock of document.querySelectorAll("[data-countdown]")) countdown(clock);

const listOf = () => plan.querySelector("[data-plan-list]");
const movable = () => [...listOf().children].filter((item) => !("fixed" in item.dataset));
const orderOf = () => [...listOf().children].map((item) => item.dataset.key);

// Dragging. The neighbours move around the item, never the item itself: it keeps the pointer.
function take(event, handle) {
  const grip = event.target.closest(handle);
  if (!grip || event.button !== 0 || drag) return;
  const source = grip.closest("li");
  if (!source.dataset.text) event.preventDefault();
  drag = source.dataset.text
    ? { item: shadowOf(source), text: source.dataset.text, source }
    : { item: source, before: [...listOf().children] };
  grip.setPointerCapture?.(event.pointerId);
  (drag.source ?? drag.item).classList.add("plan__item--held");
}

function follow(event) {
  if (!drag || !listOf()) return;
  event.preventDefault();
  if (event.clientY < EDGE) scrollBy(0, -12);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
  if (drag.text && !hover(event)) return;
  settle(drag.item, event.clientY);
}

function settle(item, y) {
  for (let next = item.nextElementSibling; next && y > middle(next); next = item.nextElementSibling) item.before(next);
  for (let before = item.previousElementSibling; before && !("fixed" in before.dataset) && y < middle(before);
    before = item.previousElementSibling) item.after(before);
}

const middle = (item) => item.getBoundingClientRect().top + item.offsetHeight / 2;

// A text from the other list shows where it would come while it is over the agenda.
function hover(event) {
  const box = listOf().getBoundingClientRect();
  const over = event.clientY > box.top - 20 && event.clientY < box.bottom + 40;
  if (over && !drag.item.isConnected) listOf().append(drag.item);
  if (!over) drag.item.remove();
  return over;
}

function shadowOf(source) {
  const shadow = document.createElement("li");
  shadow.className = "plan__item plan__item--held plan__item--shadow";
  const title = document.createElement("strong");
  title.className = "plan__title plan__body";
  title.textContent = source.dataset.title;
  shadow.append(title);
  return shadow;
}

function drop() {
  if (!drag) return;
  const { item, text, source, before } = drag;
  (source ?? item).classList.remove("plan__item--held");
  drag = null;
  if (text) return item.isConnected && place(text, [...listOf().children].indexOf(item) + 1);
  if (before.some((each, n) => each !== listOf().children[n])) moved(item, 0);
}

function giveUp() {
  if (!drag) return;
  (drag.source ?? drag.item).classList.remove("plan__item--held");
  if (drag.text) drag.item.remove();
  else listOf().append(...drag.before);
  drag = null;
}

function place(text, position) {
  const form = document.querySelector("[data-plan-ready]");
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = box.value === text;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "position";
  field.value = position;
  form.append(field);
  form.requestSubmit();
}

// Keys and buttons.
function keys(event) {
  if (event.key === "Escape") return giveUp();
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const handle = event.target.closest("[data-handle]");
  if (!handle || !step) return;
  event.preventDefault();
  shift(handle.closest("li"), step, handle);
}

function buttons(event) {
  const button = event.target.closest("button[name=to]");
  if (!button) return;
  event.preventDefault();
  shift(button.closest("li"), button.value === "up" ? -1 : 1, button);
}

function shift(item, step, focused) {
  const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other || "fixed" in other.dataset || "fixed" in item.dataset) return;
  if (step < 0) item.after(other);
  else item.before(other);
  focused.focus();
  moved(item, PAUSE);
}

function moved(item, wait) {
  const form = plan.querySelector("[data-plan-order]");
  say(form.dataset.moved.replace("{title}", item.dataset.title)
    .replace("{place}", movable().indexOf(item) + 1).replace("{count}", movable().length));
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

const say = (words) => { if (said) said.textContent = words; };

// One request for the whole order. Whatever does not go through is sent as a person would, and answered by a page.
async function save() {
  if (saving) {
    again = true;
    return;
  }
  saving = true;
  const form = plan.querySelector("[data-plan-order]");
  form.elements.order.value = orderOf().join(",");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    renew(await answer.text(), form);
  } catch {
    return form.submit();
  }
  saving = false;
  if (again) {
    again = false;
    save();
  }
}

// The answer brings the times, the length and the order recorded. What has moved since is kept and saved again.
function renew(html, form) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("section");
  if (drag || again) {
    form.elements.seen.value = fresh.querySelector("[name=seen]").value;
    return;
  }
  const [item, inside] = whereFocusIs();
  plan.replaceChildren(document.importNode(fresh, true));
  if (item) (plan.querySelector(`${item} ${inside}:enabled`) ?? plan.querySelector(`${item} [data-handle]`))?.focus();
  say(form.dataset.saved);
}

function whereFocusIs() {
  const item = plan.contains(document.activeElement) && document.activeElement.closest("li[data-key]");
  if (!item) return [];
  const button = document.activeElement.value;
  return [`#${CSS.escape(item.id)}`, button ? `button[value="${CSS.escape(button)}"]` : "[data-handle]"];
}

// « 5 j 03 h 12 min »: the page says the day in words, this says how long that still is.
function countdown(clock) {
  const until = new Date(clock.dataset.countdown).getTime();
  const [day, hour, minute] = clock.dataset.units.split("|");
  const tick = () => {
    const left = Math.max(0, Math.floor((until - Date.now()) / 60000));
    const days = Math.floor(left / 1440);
    const hours = Math.floor((left % 1440) / 60);
    const two = (n) => String(n).padStart(2, "0");
    clock.textContent = days ? `${days} ${day} ${two(hours)} ${hour}` : `${hours} ${hour} ${two(left % 60)} ${minute}`;
  };
  tick();
  setInterval(tick, 30000);
}
