// Comfort of the minutes editor: texts are kept as they are typed, and what the minutes say follows beside them.
import { autosave } from "./autosave.js";

const page = document.querySelector("[data-minutes]");

if (page) {
  for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
  page.addEventListener("saved", refresh);
}

async function refresh() {
  try {
    const answer = await fetch(page.dataset.minutes, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const shown = document.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
      const top = shown.scrollTop;
      shown.replaceChildren(...document.importNode(part, true).childNodes);
      shown.scrollTop = top;
    }
  } catch {
    // The connection is lost for a moment; the next text that is saved tries again.
  }
}
