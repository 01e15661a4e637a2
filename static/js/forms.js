// Forms: one submit is one act, and nothing typed is lost.
//
// data-keep="name" on a form: its texts are kept in this browser as they are typed, offered again after a
// crash or a lost connection, and forgotten once the form has been sent. The words shown come from the page:
// data-keep-found, data-keep-restore, data-keep-forget.

const PREFIX = "coconseil:form:";
const DAYS = 14;

export function guardForms() {
  for (const form of document.querySelectorAll("form")) oneSubmit(form);
  for (const field of document.querySelectorAll("input[data-sending]")) sameSending(field);
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-sent]")) release(button);
  });
  forgetSent();
}

function oneSubmit(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "yes";
    const button = event.submitter;
    // After the browser has read the button's own name and value into what it sends.
    setTimeout(() => {
      if (!button) return;
      button.setAttribute("aria-disabled", "true");
      button.dataset.sent = "yes";
    });
  });
}

// A page one returns to is asked for anew, and would take what it shows again for another filling-in.
function sameSending(field) {
  const kept = history.state?.sending;
  if (kept) field.value = kept;
  else history.replaceState({ ...history.state, sending: field.value }, "");
}

function release(button) {
  button.removeAttribute("aria-disabled");
  delete button.dataset.sent;
  if (button.form) delete button.form.dataset.sending;
}

function keep(form) {
  const name = PREFIX + form.dataset.keep;
  let before = texts(form);
  let dirty = false;
  let sending = false;
  offer(form, name, before);
  form.addEventListener("input", debounce(() => {
    dirty = JSON.stringify(texts(form)) !== JSON.stringify(before);
    if (dirty) store(name, { at: Date.now(), texts: texts(form) });
  }));
  // A script that saves by itself says what the record holds now.
  form.addEventListener("saved", () => {
    before = texts(form);
    dirty = false;
    localStorage.removeItem(name);
  });
  form.addEventListener("submit", () => {
    sending = true;
    store(name, { at: Date.now(), texts: texts(form) });
    sessionStorage.setItem(PREFIX + "sent", JSON.stringify({ name, page: location.pathname }));
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !sending) event.preventDefault();
  });
}

// A form that was sent and did not come back with errors has done its work.
function forgetSent() {
  const sent = read(sessionStorage, PREFIX + "sent");
  if (!sent) return;
  sessionStorage.removeItem(PREFIX + "sent");
  const again = document.querySelector(`form[data-keep="${CSS.escape(sent.name.slice(PREFIX.length))}"]`);
  if (!again) localStorage.removeItem(sent.name);
}

function offer(form, name, shown) {
  const kept = read(localStorage, name);
  if (!kept) return;
  const stale = Date.now() - kept.at > DAYS * 86400000;
  const same = Object.entries(kept.texts).every(([key, text]) => shown[key] === text);
  if (stale || same) return localStorage.removeItem(name);
  const note = document.createElement("div");
  note.className = "message";
  note.dataset.family = "river";
  note.setAttribute("role", "status");
  const body = document.createElement("div");
  body.className = "message__body message__body--alone row row--spread";
  const words = document.createElement("p");
  words.textContent = form.dataset.keepFound;
  body.append(words, choice(form.dataset.keepRestore, () => { restore(form, kept.texts); note.remove(); }),
    choice(form.dataset.keepForget, () => { localStorage.removeItem(name); note.remove(); }));
  note.append(body);
  form.prepend(note);
}

function choice(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--line button--small";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}

function restore(form, kept) {
  for (const [key, text] of Object.entries(kept)) {
    const field = form.elements.namedItem(key);
    if (field && "value" in field) field.value = text;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function texts(form) {
  const kinds = "textarea[name], input[type=text][name], input[type=url][name], input:not([type])[name]";
  return Object.fromEntries([...form.querySelectorAll(kinds)].map((field) => [field.name, field.value]));
}

function store(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage takes the comfort away, not the form.
  }
}

function read(storage, name) {
  try {
    return JSON.parse(storage.getItem(name));
  } catch {
    return null;
  }
}

function debounce(act, wait = 400) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}
