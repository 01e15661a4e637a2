// Notes that become the minutes: saved at each pause, when one leaves the field or the page; kept in this browser
// until the record holds them, so that neither a reload nor a lost connection costs a word. What others write
// meanwhile is put together with it by the server, or both wordings are shown.

import { during } from "./live.js";

const PAUSE = 1200;
const AGAIN = 5000;
const PREFIX = "coconseil:notes:";
const known = new WeakSet();

export function notes() {
  for (const form of document.querySelectorAll("form[data-notes]")) {
    if (!known.has(form)) new Notes(form);
  }
}

class Notes {
  constructor(form) {
    known.add(form);
    this.form = form;
    this.field = form.elements.text;
    this.name = PREFIX + form.dataset.notes;
    this.said = form.querySelector("[data-saved]");
    this.stored = this.field.defaultValue; // what the record held when last heard of
    this.base = null; // what this text started from, where the record never held that
    this.sending = false;
    this.again = false;
    this.choosing = Boolean(form.parentElement.querySelector("[data-conflict] [data-take]"));
    this.recall();
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("blur", () => this.flush());
    form.addEventListener("save", () => this.send());
    document.addEventListener("taken-in", () => this.follow());
    document.addEventListener("back-online", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush(true));
    window.addEventListener("pagehide", () => this.flush(true));
    form.parentElement.addEventListener("click", (event) => this.choose(event.target.closest("[data-take]")));
  }

  get changed() {
    return this.field.value !== this.stored;
  }

  typed() {
    this.keep();
    clearTimeout(this.timer);
    if (!this.choosing) this.timer = setTimeout(() => this.send(), PAUSE);
  }

  keep() {
    const expected = this.form.elements.expected.value;
    try {
      localStorage.setItem(this.name, JSON.stringify({ text: this.field.value, base: this.base ?? this.stored, expected }));
    } catch {
      // A full or forbidden storage takes the comfort away, not the form.
    }
  }

  forget() {
    localStorage.removeItem(this.name);
  }

  // What this browser still keeps was never saved: it goes back into the field, and on its way.
  recall() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.name));
    } catch {
      this.forget();
    }
    if (!kept || this.choosing) return;
    if (kept.text === this.stored) return this.forget();
    this.field.value = kept.text;
    this.base = kept.base;
    this.send();
  }

  // The page was drawn anew: an untouched field shows what others wrote; a field in use is left to the next saving.
  follow() {
    if (!this.form.isConnected || this.sending || this.choosing) return;
    const fresh = this.field.defaultValue;
    if (this.field.value === this.stored || this.field.value === fresh) {
      this.show(fresh);
      this.stored = fresh;
      this.base = null;
    } else {
      this.base ??= this.stored;
      this.stored = fresh;
    }
  }

  show(text) {
    if (this.field.value === text) return;
    const { selectionStart: start, selectionEnd: end, scrollTop } = this.field;
    const before = this.field.value;
    this.field.value = text;
    if (document.activeElement !== this.field) return;
    // Somebody's words came in above the caret: it stays at its own words.
    const moved = text.endsWith(before.slice(start)) ? text.length - before.length : 0;
    this.field.setSelectionRange(start + moved, end + moved);
    this.field.scrollTop = scrollTop;
  }

  flush(leaving = false) {
    if (this.changed && !this.choosing) this.send(leaving);
  }

  async send(leaving = false) {
    clearTimeout(this.timer);
    if (!this.form.isConnected) return;
    if (this.sending) {
      this.again = true;
      return;
    }
    const sent = this.field.value;
    const body = new FormData(this.form);
    if (this.base !== null) body.set("base", this.base);
    this.sending = true;
    this.say(this.form.dataset.saving);
    try {
      const headers = { Accept: "application/json" };
      await during(async () => {
        const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive: leaving });
        if (answer.redirected || answer.status === 403) throw new Error("signed out");
        const told = await answer.json();
        if (answer.ok) this.saved(sent, told);
        else if (answer.status === 409) this.ask(told);
        else this.say(told.message);
      });
    } catch {
      this.say(navigator.onLine ? this.form.dataset.refused : this.form.dataset.kept);
      this.timer = setTimeout(() => this.flush(), AGAIN);
    }
    this.sending = false;
    if (this.again) {
      this.again = false;
      this.flush();
    }
  }

  saved(sent, told) {
    this.form.elements.expected.value = told.expected;
    this.say(told.saved);
    const together = told.text.trim() !== sent.trim();
    if (this.field.value === sent) {
      if (together) this.show(told.text);
      this.stored = this.field.value;
      this.base = null;
      this.forget();
    } else {
      // Typing went on meanwhile: what follows is compared with what was sent, not with what the record made of it.
      this.stored = told.text;
      this.base = together ? sent : null;
      this.keep();
      this.again = true;
    }
    this.field.defaultValue = this.stored;
  }

  ask(told) {
    this.choosing = true;
    this.say(this.form.dataset.choose);
    const place = this.form.parentElement.querySelector("[data-conflict]");
    place.innerHTML = told.panel;
    place.scrollIntoView({ block: "nearest" });
  }

  choose(button) {
    if (!button) return;
    const panel = this.form.parentElement.querySelector("[data-conflict]");
    this.form.elements.expected.value = button.closest("[data-expected]").dataset.expected || this.form.elements.expected.value;
    this.stored = panel.querySelector("[data-take=theirs]").value;
    this.base = this.stored;
    this.field.value = button.value;
    this.choosing = false;
    panel.replaceChildren();
    this.keep();
    this.send();
    this.field.focus();
  }

  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}
