// The officer who brings plans along: three files are sent, looked through and stored, one item is mended, five
// passages are put aside, and the list goes home as a Word file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** While documents are still being read, the page looks again by itself, but takes nothing away from who types. */
async function mending(page) {
  let asked = 0;
  await page.route(/batch=/, async (route) => {
    asked += 1;
    const answer = await route.fetch();
    const reading = `<div data-again="1500" data-to="${page.url()}"></div>`;
    const body = (await answer.text()).replace(/(<form class="papers"[^>]*>)/, `$1${reading}`);
    await route.fulfill({ response: answer, body });
  });
  await page.reload();
  await page.waitForTimeout(2500);
  assert.ok(asked > 1, "it looks again");
  await page.reload();
  const field = page.getByLabel("公開元のURL").first();
  await field.fill("https://minato.example/r3");
  await field.blur();
  const before = asked;
  await page.waitForTimeout(2500);
  assert.equal(asked, before, "what is typed stands");
  assert.equal(await field.inputValue(), "https://minato.example/r3");
  await page.unroute(/batch=/);
  await page.reload();
}

/** On an empty server that may be written to. `look` judges each page on the way. */
export async function adding(page, address, { javaScript, root, look }) {
  await page.goto(address + "/");
  await page.getByRole("heading", { name: "まだ計画がありません" }).waitFor();
  await look("an empty collection");
  await page.getByRole("link", { name: "この画面から加える" }).click();
  await look("the form for files");
  const names = ["r3-annual.txt", "r4-annual.md", "r3-r5-midterm.txt"];
  const files = names.map((name) => join(root, "corpus/sample/minato", name));
  await page.getByLabel("計画のファイル").setInputFiles(files);
  await page.getByRole("button", { name: "読み取る" }).click();
  await page.waitForURL(/batch=/);
  for (const name of names) await page.getByRole("heading", { name }).waitFor();
  assert.equal(await page.getByRole("checkbox", { name: "この計画を加える" }).count(), 3);
  await look("what was understood");
  if (javaScript) await mending(page);

  // One year is mistyped first: nothing is stored, and what was typed stays.
  const midterm = page.getByRole("region", { name: /r3-r5-midterm/ });
  await midterm.getByLabel("都道府県").fill("新潟県");
  await midterm.getByLabel("年度か計画期間").fill("いつか");
  await page.getByRole("button", { name: "印を付けた計画を加える" }).click();
  await page.getByRole("alert").getByText("「いつか」").waitFor();
  await look("what is to be mended");
  assert.equal(await midterm.getByLabel("都道府県").inputValue(), "新潟県");
  await midterm.getByLabel("年度か計画期間").fill("令和3年度～令和5年度");
  await page.getByRole("button", { name: "印を付けた計画を加える" }).click();
  await page.getByText("加えました。").nth(2).waitFor();
  await look("what was stored");

  // One item was read otherwise than it is meant: first a line that is none, then its kind and a mark.
  await page.goto(address + "/plans");
  await page.getByRole("link", { name: /中期/ }).first().click();
  await page.getByRole("link", { name: "計画の読み取りを直す" }).click();
  await look("the facts of a plan");
  await page.goBack();
  await page.getByRole("link", { name: /^直す\s*：/ }).nth(5).click();
  await page.getByRole("heading", { name: "読み取りを直す" }).waitFor();
  await look("an item to be mended");
  await page.getByLabel("終わりの行").fill("はじめ");
  await page.getByLabel("新規").setChecked(true);
  await page.getByRole("button", { name: "項目を直す" }).click();
  await page.getByRole("alert").getByText("「はじめ」は読み取れません").waitFor();
  await look("what was not understood");
  assert.ok(await page.getByLabel("新規").isChecked(), "what was ticked stays");
  const line = await page.locator("input[name=was-last]").first().inputValue();
  await page.getByLabel("終わりの行").fill(line);
  await page.getByRole("button", { name: "項目を直す" }).click();
  await page.getByText("訂正1を記録しました").waitFor();
  await page.getByText("訂正", { exact: true }).first().waitFor();
  await page.getByRole("link", { name: "訂正の一覧（取り消しもここから）" }).click();
  await page.getByText("有効1").waitFor();
  assert.match(await page.locator("article.entry").innerText(), /印→重点、新規/);
  await look("corrections");

  // Two plans in which something has no counterpart, or one.
  await page.goto(address + "/plans");
  await page.getByRole("link", { name: /令和4年度/ }).first().click();
  await page.getByRole("link", { name: "新旧比較" }).last().click();
  await page.getByRole("link", { name: "対応を直す" }).first().click();
  await page.getByRole("heading", { name: "新旧の対応を直す" }).waitFor();
  await look("a pair to be mended");

  await page.goto(address + "/?q=支援");
  await page.locator("#count").waitFor();
  assert.match(await page.locator("#count").innerText(), /3計画/);
  for (let place = 0; place < 5; place += 1) {
    await page.getByRole("link", { name: "しおりに加える" }).nth(place).click();
    if (place === 0) await look("what is to be put aside");
    await page.getByLabel("しおりの名前").fill("来年度の検討");
    await page.getByLabel("メモ").fill(`要点${place + 1}`);
    await page.getByRole("button", { name: "加える", exact: true }).click();
    await page.getByRole("link", { name: "元のページにもどる" }).waitFor();
    assert.equal(await page.locator("article.entry").count(), place + 1);
    if (place < 4) await page.getByRole("link", { name: "元のページにもどる" }).click();
  }
  await look("a shortlist");
  assert.match(await page.locator(".cite").first().innerText(), /みなと商工会議所.*行/);
  if (javaScript) {
    await page.getByRole("button", { name: "出典を写す" }).first().click();
    await page.getByText("出典を写しました").waitFor({ state: "attached" });
    // Where there is no clipboard, as over plain HTTP from another computer, no button promises one.
    const plain = await page.context().newPage();
    await plain.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
    await plain.goto(page.url());
    await plain.getByText("5件").first().waitFor();
    assert.equal(await plain.getByRole("button", { name: "出典を写す" }).count(), 0);
    await plain.close();
  }
  const menu = page.locator("summary", { hasText: "ダウンロード" });
  await menu.click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Word" }).click()]);
  assert.match(download.suggestedFilename(), /来年度の検討\.docx$/);
  assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
  await page.locator("summary", { hasText: "メモを直す" }).last().click();
  await page.getByRole("button", { name: "しおりから外す" }).last().click();
  await page.locator("article.entry").nth(3).waitFor();
  assert.equal(await page.locator("article.entry").count(), 4);

  // What is dropped anywhere on the page is taken as if it had been chosen; the same once more is known.
  if (!javaScript) return;
  await page.goto(address + "/add");
  await page.evaluate((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], "r3.txt", { type: "text/plain" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, readFileSync(files[0], "utf8"));
  await page.waitForURL(/batch=/);
  await page.getByText("同じ内容の計画がもうある").waitFor();
  await page.getByRole("link", { name: "ほかのファイルを加える" }).click();
  await page.evaluate(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([new Uint8Array(65 << 20)], "large.pdf"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await page.getByText("大きすぎます（64 MBまで）").waitFor();
  // It hides none that was read.
  await page.evaluate((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([new Uint8Array(65 << 20)], "large.pdf"));
    dropped.items.add(new File([text], "small.txt", { type: "text/plain" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, "うみべ商工会\n令和6年度事業計画\n１．創業の支援\n");
  await page.getByText("large.pdf: 大きすぎます（64 MBまで）").waitFor();
  await page.getByRole("link", { name: "読み取ったほかのファイルを見る" }).click();
  await page.getByRole("heading", { name: "small.txt" }).waitFor();

  await page.goto(address + "/?q=創業");
  await page.locator("summary", { hasText: "この条件を保存する" }).click();
  await page.getByLabel("保存する名前").fill("創業の動き");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("新しいもの0件").waitFor();
  await page.getByText("「創業の動き」として保存しました。").waitFor();
  await look("a saved search");
  // The name once more: what stands there is asked about.
  await page.goto(address + "/?q=支援");
  await page.locator("summary", { hasText: "この条件を保存する" }).click();
  await page.getByLabel("保存する名前").fill("創業の動き");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByRole("button", { name: "「創業の動き」を置き換える" }).waitFor();
  await look("a name that is taken");
}
