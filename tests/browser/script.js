// What JavaScript, the keyboard and the printer add.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Results come while one types, not while an input method still holds the letters; the last answer counts. */
export async function typing(page, address) {
  await page.goto(address + "/");
  const box = page.getByRole("searchbox");
  await box.focus();
  await box.evaluate((own) => {
    own.value = "かんこう";
    own.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
  });
  await page.waitForTimeout(500);
  assert.doesNotMatch(page.url(), /q=/, "letters that are being composed are not searched");
  await box.evaluate((own) => {
    own.value = "観光";
    own.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
  });
  await page.waitForURL(/q=/);
  await page.locator("#count").waitFor();
  assert.equal(await page.locator("#live").innerText(), await page.locator("#count").innerText());
  assert.ok(await box.evaluate((own) => own === document.activeElement), "the focus stays in the box");
  await box.fill("");
  await box.pressSequentially("創業", { delay: 20 });
  await page.waitForFunction(() => decodeURIComponent(location.search).includes("創業"));
  assert.match(await page.title(), /^創業/);
  // Half a query is none: what stands stays.
  const count = await page.locator("#count").innerText();
  await box.fill("年度:");
  await page.waitForTimeout(600);
  assert.equal(await page.locator("#count").innerText(), count);
}

/** Tab leads past the menu into the page, and what has the focus shows it. */
export async function keyboard(page, address) {
  await page.goto(`${address}/?q=DX`);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "本文へ移動" });
  assert.ok(await skip.evaluate((own) => own === document.activeElement && own.getBoundingClientRect().left >= 0));
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#main$/);
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { name: document.activeElement.outerHTML.slice(0, 80), seen: parseFloat(style.outlineWidth) >= 3 && style.outlineStyle !== "none" };
    });
    assert.ok(shown.seen, `the focus shows on ${shown.name}`);
  }
  // A table that is wider than a phone scrolls in its box, by the keyboard too, and its numbers stay.
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${address}/plans?id=digest/hyogo-shokokai-r8-implementation`);
  const box = page.locator(".rows").first();
  await box.focus();
  const number = box.locator(".number").first();
  const before = (await number.boundingBox()).x;
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  assert.equal((await number.boundingBox()).x, before);
}

/** On paper: no menus, nothing folded, both sides marked. */
export async function printing(page, address) {
  await page.goto(`${address}/diff?old=sample/minato/r3-r5-midterm&new=sample/minato/r6-r8-midterm`);
  await page.getByRole("link", { name: "印刷用に開く" }).click();
  assert.equal(await page.locator("details:not([open]):visible:not(.menu, .places)").count(), 0, "everything is open");
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator("header.top").isVisible()));
  const underlined = await page.locator("ins").first().evaluate((own) => getComputedStyle(own).textDecorationLine);
  assert.equal(underlined, "underline");
  const pdf = await page.pdf({ format: "A4", landscape: true });
  assert.ok(pdf.length > 10_000);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${address}/compare?shape=first&theme=DX`);
  const button = page.getByRole("button", { name: "PNGで保存" }).first();
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const picture = readFileSync(await download.path());
  assert.equal(picture.subarray(1, 4).toString(), "PNG");
  assert.ok(picture.length > 20_000, `${picture.length} bytes are an empty picture`);
  // Nothing is cut at the right: on A4 within its margins, and all of it where nothing scrolls.
  await whole(page, `${address}/compare?shape=first&theme=DX`, { width: 1032, height: 700 });
  await whole(page, `${address}/plans?id=digest/hyogo-shokokai-r8-implementation`, { width: 680, height: 1000 });
}

/** Nothing of a page is cut on paper of a size. */
async function whole(page, path, paper) {
  await page.emulateMedia({ media: "screen" });
  await page.goto(path);
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print" });
  const cut = await page.evaluate(() => {
    document.querySelectorAll("details").forEach((part) => (part.open = true));
    const wide = [...document.querySelectorAll("main table, main svg")].filter((own) => own.getBoundingClientRect().right > innerWidth);
    const scrolled = [...document.querySelectorAll(".scroll")].filter((own) => getComputedStyle(own).overflowX !== "visible");
    return [...wide, ...scrolled].map((own) => own.outerHTML.slice(0, 80));
  });
  assert.deepEqual(cut, [], `${path} is cut on paper`);
}
