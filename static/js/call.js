// The roll called with one key a voice. Without this file the same buttons are pressed; the box beside the keys turns
// them off, and this browser remembers it. A digit is taken by its place on the keyboard: no shift on a French one.

const OFF = "coconseil:call:keys-off";
const box = document.querySelector("[data-shortcuts]");
const FIELDS = "input:not([type=checkbox]), select, textarea, [contenteditable]";

box.checked = !localStorage.getItem(OFF);
box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));

document.addEventListener("keydown", (event) => {
  if (!box.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest(FIELDS)) return;
  const key = event.code.replace(/^(Digit|Numpad)/, "");
  const act = document.querySelector(`[data-key-code="${CSS.escape(key)}"]`);
  if (!act) return;
  event.preventDefault();
  act.click();
});
