// The three jobs end to end in Chromium, with and without JavaScript, on a phone and on a desk, light and dark; axe finds nothing.
// KURABE names the built program, CHROMIUM the browser, SCREENSHOTS a folder for pictures.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core");
const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "kurabe-browser-"));
const program = process.env.KURABE ?? join(root, "target/release/kurabe");
const server = spawn(program, ["--corpus", join(root, "corpus"), "--index", join(folder, "index"), "serve", "--port", "0"], {
  stdio: ["ignore", "ignore", "pipe"],
});
const address = await new Promise((resolve, reject) => {
  let said = "";
  server.stderr.on("data", (data) => {
    said += data;
    const found = said.match(/http:\/\/[^/\s]+/);
    if (found) resolve(found[0]);
  });
  server.on("exit", () => reject(new Error(said)));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// No violation, and no sideways scrolling of the page.
async function sound(page, where) {
  if (where.javaScript) {
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
    assert.deepEqual(said, [], `axe at ${page.url()} ${JSON.stringify(where)}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${page.url()} scrolls sideways by ${wide} at ${where.width}`);
  }
}

async function officer(page, where) {
  await page.goto(address + "/");
  await sound(page, where);
  await page.getByRole("searchbox").fill("事業承継");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  assert.match(await page.locator("#count").innerText(), /\d+箇所/);
  await sound(page, where);
  await page.locator(".snippet a").first().click();
  await page.waitForURL(/\/plans\?/);
  assert.ok(await page.locator(".line.current").first().isVisible());
  assert.ok((await page.locator("mark").count()) > 0);
  await sound(page, where);
  await page.getByRole("link", { name: "検索結果へ戻る" }).click();
  assert.match(page.url(), /q=/);
}

async function planner(page, where) {
  await page.goto(address + "/diff");
  await sound(page, where);
  await page.locator("main ul a").first().click();
  assert.ok((await page.locator(".relation").count()) > 0);
  await sound(page, where);
  const form = page.locator("form.filters");
  for (const box of await form.locator("input[type=checkbox]").all()) {
    await box.setChecked((await box.getAttribute("value")) === "added");
  }
  await form.getByRole("button").click();
  assert.ok((await page.locator(".relation.added").count()) > 0);
  assert.equal(await page.locator(".relation.dropped").count(), 0);
}

async function analyst(page, where) {
  await page.goto(address + "/compare?theme=" + encodeURIComponent("DX"));
  await sound(page, where);
  await page.locator(".matrix td a").first().click();
  assert.ok((await page.locator("#items li").count()) > 0);
  await sound(page, where);
  await page.locator(".matrix th a").first().click();
  await page.waitForURL(/organisations/);
  await sound(page, where);
}

try {
  for (const javaScript of [true, false]) {
    for (const width of [360, 1440]) {
      for (const colorScheme of ["light", "dark"]) {
        const where = { javaScript, width, colorScheme };
        const context = await browser.newContext({
          javaScriptEnabled: javaScript, viewport: { width, height: 900 }, colorScheme, locale: "ja-JP", bypassCSP: javaScript,
        });
        const page = await context.newPage();
        page.on("pageerror", (error) => assert.fail(String(error)));
        page.on("request", (request) => assert.ok(request.url().startsWith(address) || request.url().startsWith("data:"), request.url()));
        for (const job of [officer, planner, analyst]) await job(page, where);
        for (const path of ["/plans", "/themes", "/api", "/?q=" + encodeURIComponent("ないことば"), "/?lang=en&q=DX"]) {
          await page.goto(address + path);
          await sound(page, where);
        }
        await context.close();
        console.log(`ok ${JSON.stringify(where)}`);
      }
    }
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
