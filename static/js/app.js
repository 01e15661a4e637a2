// Comfort only: every page works without this file.
import { guardForms } from "./forms.js";
import { markdownEditors } from "./markdown.js";
import { nearTexts } from "./near.js";
import { pollPieces } from "./poll.js";

document.documentElement.dataset.script = "on";

// Escape or a click elsewhere closes an open menu of the header.
const openMenus = () => document.querySelectorAll("details.drop[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

// What went wrong in a form is read first.
document.querySelector("[data-focus]")?.focus();

// A choice in a list of filters applies at once.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

guardForms();
markdownEditors();
nearTexts();
pollPieces();
