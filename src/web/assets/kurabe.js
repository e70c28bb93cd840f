// Everything works without this file. It spares clicks and waiting: results come while one types, a ticked facet and a
// chosen order apply at once.
"use strict";

const results = document.getElementById("results");
const box = document.getElementById("q");
let running = null;
// The question whose answer stands.
let shown = location.search;

// Puts the answer of an address in the place of the one that stands. What was asked before and comes later is dropped.
async function show(address, keep) {
  running?.abort();
  const own = (running = new AbortController());
  let page;
  try {
    const answer = await fetch(address, { signal: own.signal, headers: { accept: "text/html" } });
    // Half a query may be none: what stands stays until it is one.
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    // Broken off for a newer question, or the server is gone: what stands stays.
    return;
  }
  if (own !== running) return;
  const found = page.getElementById("results");
  if (!found) return;
  const held = focused();
  results.replaceChildren(...found.childNodes);
  document.title = page.title;
  document.getElementById("live").textContent = document.getElementById("count")?.textContent ?? "";
  history[keep ? "pushState" : "replaceState"](null, "", address);
  shown = location.search;
  held?.();
}

// What has the focus within the results, as a way to give it back to its like.
function focused() {
  const own = document.activeElement;
  if (!results.contains(own)) return null;
  const open = [...results.querySelectorAll("details")].map((part) => part.open);
  return () => {
    [...results.querySelectorAll("details")].forEach((part, place) => (part.open ||= open[place] ?? false));
    const like = [...results.querySelectorAll(own.localName)];
    like.find((other) => other.name === own.name && other.value === own.value)?.focus();
  };
}

// The address that a form would go to.
function addressOf(form) {
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  return form.action + "?" + fields;
}

if (results && box) {
  let waiting = 0;
  const type = (event) => {
    // Letters that an input method still holds are not typed yet.
    if (event.isComposing || event.keyCode === 229) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (box.value.trim()) show(addressOf(box.form), false);
    }, 200);
  };
  box.addEventListener("input", type);
  box.addEventListener("compositionend", type);
  results.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches("input[type=checkbox], select")) return;
    show(addressOf(field.form), true);
  });
  // A step back in time shows the answer of its address; a step within the page does not.
  addEventListener("popstate", () => {
    if (location.search !== shown) location.reload();
  });
}
