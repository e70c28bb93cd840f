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

// Files go one after the other, so that a bar can tell how far they have come; what is dropped anywhere on the page is
// taken as if it had been chosen.
const sender = document.querySelector("form.sender");

/** Sends one file into a batch; gives the address of the page that shows it. */
function send(form, file, batch, progress) {
  const fields = new FormData();
  fields.append("word", form.elements.word.value);
  if (batch) fields.append("batch", batch);
  fields.append("file", file);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("load", () => (request.status === 200 ? done(request.responseURL) : failed(request.responseText)));
    request.addEventListener("error", () => failed(""));
    request.open("POST", form.action);
    request.send(fields);
  });
}

async function sendAll(form) {
  const files = [...form.elements.file.files];
  const part = form.querySelector(".progress");
  const [bar, words] = [part.querySelector("progress"), part.querySelector("[data-said]")];
  const faults = [];
  let [address, sent] = [form.action, 0];
  part.hidden = false;
  form.querySelector("button").disabled = true;
  bar.max = files.length;
  for (const [place, file] of files.entries()) {
    words.textContent = `${place + 1}/${files.length}${words.dataset.said}`;
    if (file.size > Number(form.dataset.most)) {
      faults.push(`${file.name}: ${form.dataset.large}`);
      continue;
    }
    try {
      address = await send(form, file, new URL(address).searchParams.get("batch"), (share) => (bar.value = place + share * 0.9));
      sent += 1;
    } catch (page) {
      // The server says why on a page of its own.
      const said = new DOMParser().parseFromString(page, "text/html").querySelector(".alert h1");
      faults.push(`${file.name}: ${said?.textContent ?? words.dataset.failed}`);
    }
  }
  if (!faults.length) {
    location.assign(address);
    return;
  }
  // One that did not come through hides none that did.
  words.textContent = faults.join(" / ");
  if (sent) {
    const way = document.createElement("a");
    [way.href, way.textContent] = [address, words.dataset.rest];
    words.append(" ", way);
  }
  form.querySelector("button").disabled = false;
}

if (sender) {
  sender.querySelector(".script").hidden = false;
  sender.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(sender);
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    sender.elements.file.files = event.dataTransfer.files;
    sendAll(sender);
  });
}

// What is still being read is looked at again by itself, unless somebody has begun to mend what is there: then the
// button does it, and what was typed goes along.
const again = document.querySelector("[data-again]");
if (again) {
  const form = again.closest("form");
  const isTouched = (field) => {
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.type !== "hidden" && field.value !== field.defaultValue;
  };
  const isBusy = () =>
    form.contains(document.activeElement) || [...form.elements].some((field) => field.name && isTouched(field));
  setInterval(() => isBusy() || location.replace(again.dataset.to), Number(again.dataset.again));
}

// A citation is copied as it stands beside the button; browsers lend the clipboard only where nobody listens in.
for (const button of navigator.clipboard ? document.querySelectorAll("button.copy") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.closest(".cite").querySelector(".cited").textContent);
    const live = document.getElementById("live");
    live.textContent = live.dataset.copied;
  });
}

// A drawing can be kept as a picture, for programs that take no SVG: the browser paints it, with the letters that it has.
const PIXELS = 3;
for (const drawing of document.querySelectorAll(".drawing[data-png]")) {
  const button = document.createElement("button");
  [button.type, button.className, button.textContent] = ["button", "small", drawing.dataset.png];
  button.addEventListener("click", async () => {
    const svg = new XMLSerializer().serializeToString(drawing.querySelector("svg"));
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.naturalWidth * PIXELS, picture.naturalHeight * PIXELS];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const way = document.createElement("a");
    [way.href, way.download] = [canvas.toDataURL("image/png"), "kurabe.png"];
    way.click();
  });
  drawing.after(button);
}
