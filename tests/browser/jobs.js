// What an officer, a planner and an analyst do, by what they see: labels, links and buttons.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** The numbers at the beginning of a text. */
const number = (text) => Number(text.match(/\d+/)[0]);

/** Opens a folded part, if it is folded. */
async function unfold(page, name) {
  const summary = page.locator("summary", { hasText: name }).first();
  if ((await summary.isVisible()) && !(await summary.evaluate((own) => own.parentElement.open))) await summary.click();
}

/** The text of a file that a link gives. */
async function file(page, name) {
  const link = page.getByRole("link", { name });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return readFileSync(await download.path());
}

/** Searches 事業承継, narrows, reads the line, looks for the like of it, takes the list home. */
export async function officer(page, address, { javaScript }) {
  await page.goto(address + "/");
  await page.getByRole("searchbox").fill("事業承継");
  if (!javaScript) await page.keyboard.press("Enter");
  // With JavaScript the results come while one types.
  await page.waitForURL(/q=/);
  await page.locator("#count").waitFor();
  const all = number(await page.locator("#count").innerText());
  assert.ok(all > 50, `${all} passages`);

  await unfold(page, "条件で絞り込む");
  const theme = page.locator("form.facets").getByLabel(/創業/);
  const promised = number((await theme.locator("xpath=..").innerText()).match(/（(\d+)）/)[1]);
  await theme.check();
  if (!javaScript) await page.locator("form.facets").getByRole("button", { name: "絞り込む" }).click();
  await page.waitForURL(/theme=/);
  await page.locator(".chosen").getByText("創業").waitFor();
  assert.equal(number(await page.locator("#count").innerText()), promised, "a facet leaves as many as it says");
  assert.equal(await page.getByRole("searchbox").inputValue(), "事業承継", "the query stays");
  await page.getByRole("link", { name: "すべて解除" }).click();
  assert.equal(number(await page.locator("#count").innerText()), all);

  await page.getByRole("link", { name: "後継者を外す" }).click();
  const fewer = number(await page.locator("#count").innerText());
  assert.ok(fewer < all, "fewer without a word that was added");
  await page.getByRole("link", { name: /後継者.*を戻す/ }).click();
  assert.equal(number(await page.locator("#count").innerText()), all);

  await unfold(page, "ダウンロード");
  const rows = (await file(page, /^CSV/)).toString("utf8").trim().split("\r\n").length - 1;
  assert.equal(rows, all, "the file holds the whole result");

  await page.locator(".snippet a").first().click();
  await page.waitForURL(/\/plans\?/);
  const line = page.locator(".line.current").first();
  await line.waitFor();
  assert.ok((await line.locator("mark").count()) > 0, "the words are marked on the line that was opened");
  const top = (await line.boundingBox()).y;
  assert.ok(top >= 0 && top < 900, `the hit is in view: ${top}`);
  const [place, of] = (await page.locator(".stepper p").innerText()).match(/(\d+)\/(\d+)箇所目/).slice(1).map(Number);
  const [way, next] = place < of ? ["次の箇所", place + 1] : ["前の箇所", place - 1];
  await page.getByRole("link", { name: way }).click();
  await page.locator(".stepper").getByText(`${next}/${of}箇所目`).waitFor();
  await page.locator(".like").first().click();
  await page.getByRole("region", { name: "ほかの団体の似た取組" }).waitFor();
  await page.getByRole("link", { name: "検索結果へ戻る" }).click();
  assert.equal(number(await page.locator("#count").innerText()), all);
}

/** Lays a plan beside the one before it, filters, follows a move, takes the 新旧対照表. */
export async function planner(page, address) {
  await page.goto(address + "/plans");
  await page.getByLabel("団体・題名").fill("みなと 中期");
  await page.getByRole("button", { name: "絞り込む" }).click();
  await page.getByRole("link", { name: "第3期中期行動計画" }).click();
  await page.getByRole("link", { name: "前の計画と比べる（新旧比較）" }).click();
  await page.waitForURL(/\/diff\?/);
  const form = page.locator("form.filters");
  const promised = number((await form.getByLabel(/新設/).locator("xpath=..").innerText()).replace(/^\D+/, ""));

  const moved = page.locator(".relation.moved, .relation.moved-reworded").first();
  await moved.getByRole("link", { name: "元の場所へ" }).click();
  assert.match(page.url(), /#o\d+$/);
  await page.locator(page.url().match(/#o\d+$/)[0]).getByRole("link", { name: "移動先へ" }).click();
  assert.match(page.url(), /#r\d+$/);

  for (const box of await form.getByRole("checkbox").all()) {
    await box.setChecked((await box.getAttribute("value")) === "added");
  }
  await form.getByRole("button", { name: "絞り込む" }).click();
  assert.equal(await page.locator(".relation.dropped").count(), 0);
  const items = page.locator(".relation.added").filter({ hasNot: page.locator(".badge", { hasText: "柱・章" }) });
  assert.equal(await items.count(), promised, "as many as the filter says");

  await unfold(page, "数値：");
  await page.getByText(/→.*（引上げ）/).first().waitFor();
  await unfold(page, "新旧対照表");
  assert.equal((await file(page, "Word")).subarray(0, 2).toString(), "PK");
  await page.getByRole("link", { name: "左右を入れ替える" }).click();
  const turned = number((await form.getByLabel(/削除/).locator("xpath=..").innerText()).replace(/^\D+/, ""));
  assert.equal(turned, promised, "what was new is gone when the sides change");
}

/** Compares themes, opens two cells side by side, goes on to one body and its peers, takes the table. */
export async function analyst(page, address) {
  await page.goto(address + "/compare");
  const themes = page.getByRole("group", { name: "テーマ" });
  for (const box of await themes.getByRole("checkbox").all()) {
    await box.setChecked(["DX", "観光"].includes(await box.getAttribute("value")));
  }
  await page.getByLabel("年度（から）").fill("令和3");
  await page.getByLabel("年度（まで）").fill("2023");
  await page.getByRole("button", { name: "表示" }).click();
  assert.equal(await page.locator(".matrix").count(), 2);
  assert.equal(await page.locator(".matrix").first().locator("thead th").count(), 3);

  const cell = page.locator(".matrix").first().locator("td a").first();
  const counted = number(await cell.evaluate((own) => own.childNodes[1].textContent));
  await cell.click();
  const parts = page.locator(".opened .part");
  assert.equal(await parts.first().locator("li").count(), counted, "a cell leads to as many items as it says");
  await page.locator(".matrix").nth(1).locator("td a").first().click();
  assert.equal(await parts.count(), 2, "two cells stand side by side");
  assert.ok(await page.getByText("計画なし").first().isVisible(), "no plan is no zero");

  await unfold(page, "ダウンロード");
  const table = (await file(page, "CSV")).toString("utf8");
  assert.ok(table.startsWith("\ufeff") && table.includes("観光"));

  await page.getByRole("link", { name: "みなと商工会議所（架空）" }).first().click();
  await page.waitForURL(/organisations/);
  await page.getByRole("heading", { name: "ほかの団体にあって、ここにない取組" }).waitFor();
  await page.getByLabel(/比べる相手/).fill("かわせ、やまて");
  await page.getByRole("button", { name: "比べる" }).click();
  await page.getByText("比べる相手：2団体").waitFor();
}
