// A piece of a page that says how far something is: data-poll="address" is asked again every two seconds, and the
// piece replaced, until what comes says no more data-poll. Without this script the page has a link to look again.

const EVERY = 2000;

export function pollPieces() {
  for (const piece of document.querySelectorAll("[data-poll]")) later(piece);
}

function later(piece) {
  setTimeout(() => look(piece), EVERY);
}

async function look(piece) {
  if (document.hidden) return later(piece);
  let next = piece;
  try {
    const answer = await fetch(piece.dataset.poll, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) next = replaced(piece, await answer.text());
  } catch {
    // The connection is lost for a moment; the next round tries again.
  }
  if (next.dataset.poll) later(next);
}

function replaced(piece, html) {
  const found = new DOMParser().parseFromString(html, "text/html").getElementById(piece.id);
  if (!found || found.isEqualNode(piece)) return piece;
  const fresh = document.importNode(found, true);
  const open = [...piece.querySelectorAll("details")].map((details) => details.open);
  fresh.querySelectorAll("details").forEach((details, n) => { details.open = open[n] ?? false; });
  const at = [...piece.querySelectorAll("a, button, summary")].indexOf(document.activeElement);
  piece.replaceWith(fresh);
  if (at >= 0) fresh.querySelectorAll("a, button, summary")[at]?.focus();
  return fresh;
}
