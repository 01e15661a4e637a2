// Texts near the one being written are looked for while its title is typed (governance/_near_texts.html). Without this
// file they come with the page: after saving, and with the preview.

const PAUSE = 500;

export function nearTexts() {
  for (const place of document.querySelectorAll("[data-near-url]")) watch(place);
}

function watch(place) {
  const field = document.getElementById(place.dataset.nearTo);
  let timer;
  let asked = 0;
  const look = async () => {
    const mine = ++asked;
    const body = new FormData();
    body.set("title", field.value);
    body.set("text", place.dataset.nearBut);
    body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(place.dataset.nearUrl, { method: "POST", body });
    if (!answer.ok || answer.redirected) return;
    const html = await answer.text();
    if (mine === asked && place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), PAUSE);
  });
}
