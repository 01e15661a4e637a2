// The toolbar and the preview of a Markdown field (components/markdown_editor.html).

export function markdownEditors() {
  for (const editor of document.querySelectorAll("[data-markdown-editor]")) {
    const field = editor.querySelector("textarea");
    const bar = editor.querySelector("[data-toolbar]");
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const tool = event.target.closest("button");
      if (tool) apply(field, tool.dataset);
    });
    bar.addEventListener("keydown", (event) => walk(bar, event));
    for (const tool of [...bar.children].slice(1)) tool.tabIndex = -1;
    if (editor.dataset.previewUrl) preview(editor, field);
  }
}

function apply(field, { before = "", after = "", line }) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  field.focus();
  if (line === undefined) {
    const chosen = value.slice(start, end);
    insert(field, before + chosen + after);
    field.setSelectionRange(start + before.length, start + before.length + chosen.length);
    return;
  }
  const from = value.lastIndexOf("\n", start - 1) + 1;
  field.setSelectionRange(from, end);
  insert(field, value.slice(from, end).split("\n").map((words) => line + words).join("\n"));
}

// execCommand keeps the browser's own undo; setRangeText is there for when it goes.
function insert(field, text) {
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// One stop of the Tab key for the whole toolbar; arrows move inside it.
function walk(bar, event) {
  const tools = [...bar.children];
  const at = tools.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = tools[(to + tools.length) % tools.length];
  for (const tool of tools) tool.tabIndex = tool === next ? 0 : -1;
  next.focus();
}

function preview(editor, field) {
  const area = editor.querySelector("[data-preview]");
  const button = editor.querySelector("[data-preview-button]");
  const show = async () => {
    const body = new FormData();
    body.set("text", field.value);
    body.set("csrfmiddlewaretoken", field.form?.elements.csrfmiddlewaretoken?.value ?? "");
    const answer = await fetch(editor.dataset.previewUrl, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.statusText);
    area.innerHTML = await answer.text();
    area.hidden = false;
  };
  const byFetch = async (event) => {
    event.preventDefault();
    try {
      await show();
    } catch {
      button.removeEventListener("click", byFetch);
      button.click(); // as without JavaScript: the page itself comes back with the preview
    }
  };
  button.addEventListener("click", byFetch);
  let timer;
  field.addEventListener("input", () => {
    if (area.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(() => show().catch(() => {}), 500);
  });
}
