// Make one tree of the page like another, touching only what differs: what has the focus keeps it, what is typed
// stays typed, what is open stays open. Elements meet by data-key or id, otherwise by their place.
//
// data-own: what stands there belongs to a script, and is left alone.

export function morph(here, fresh) {
  if (here.isEqualNode(fresh) || (here.nodeType === Node.ELEMENT_NODE && here.hasAttribute("data-own"))) return;
  if (!alike(here, fresh)) return here.replaceWith(document.importNode(fresh, true));
  if (here.nodeType !== Node.ELEMENT_NODE) {
    if (here.nodeValue !== fresh.nodeValue) here.nodeValue = fresh.nodeValue;
    return;
  }
  attributes(here, fresh);
  children(here, fresh);
}

function alike(here, fresh) {
  return here.nodeType === fresh.nodeType && here.nodeName === fresh.nodeName && keyOf(here) === keyOf(fresh);
}

// An option is its value, a form is where it goes: a choice made, or words typed, never pass to somebody or something else.
function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.dataset.key || node.id) return node.dataset.key || node.id;
  if (node.nodeName === "OPTION") return `option ${node.value}`;
  return node.nodeName === "FORM" ? `form ${node.getAttribute("action")}` : "";
}

// The browser itself keeps the value of a field that somebody has changed when its attribute changes.
function attributes(here, fresh) {
  const kept = here.nodeName === "DETAILS" && !fresh.hasAttribute("open") ? ["open"] : [];
  for (const { name } of [...here.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.includes(name)) here.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (here.getAttribute(name) !== value) here.setAttribute(name, value);
  }
}

// What has the focus loses it when it is moved, so nothing is moved that can stay: what is gone goes first.
function children(here, fresh) {
  const wantedKeys = new Set([...fresh.children].map(keyOf));
  for (const child of [...here.children]) if (keyOf(child) && !wantedKeys.has(keyOf(child))) child.remove();
  const keyed = new Map([...here.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let place = here.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const found = keyOf(wanted) ? keyed.get(keyOf(wanted)) : place && alike(place, wanted) && place;
    if (found) place = pastWords(place, found);
    if (found && found === place) place = place.nextSibling;
    else here.insertBefore(found || document.importNode(wanted, true), place);
    if (found) morph(found, wanted);
  }
  while (place) place = without(place);
}

// Where only words stand between the place and what was found, they go, and what was found stays where it is.
function pastWords(place, found) {
  let end = place;
  while (end && end !== found && end.nodeType !== Node.ELEMENT_NODE) end = end.nextSibling;
  if (end !== found) return place;
  while (place !== found) place = without(place);
  return found;
}

function without(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
