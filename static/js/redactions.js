// What is selected in a text of the minutes fills the form that hides it: the passage, and the item it stands in.

const form = document.querySelector("form[data-redaction]");

if (form) document.addEventListener("selectionchange", take);

function take() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const source = selection.anchorNode?.parentElement?.closest("[data-source]");
  if (!words || !source || !source.contains(selection.focusNode)) return;
  form.elements.passage.value = words;
  const number = `${source.dataset.source}. `;
  const option = [...form.elements.item.options].find((each) => each.text.startsWith(number));
  if (option) form.elements.item.value = option.value;
}
