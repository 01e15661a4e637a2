// A form that saves its texts by itself a moment after they are typed. It says when; a text that somebody else
// changed meanwhile is left to the person. "saved" is dispatched on the form each time the record holds what it shows.

const PAUSE = 1500;

export function autosave(form) {
  const said = form.querySelector("[data-saved]");
  let timer;
  let sending = false;
  let again = false;
  const send = async () => {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      if (answer.ok) {
        form.elements.expected.value = told.expected;
        said.textContent = told.saved;
        if (!again) form.dispatchEvent(new Event("saved", { bubbles: true }));
      } else {
        said.textContent = told.message;
        if (answer.status === 409) form.removeEventListener("input", later);
      }
    } catch {
      said.textContent = "…";
    }
    sending = false;
    if (again) {
      again = false;
      send();
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  };
  form.addEventListener("input", later);
}
