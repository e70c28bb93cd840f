// What holds for every page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const resolve = createRequire(import.meta.url).resolve;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe finds nothing, and the page does not scroll sideways. */
export async function sound(page, where) {
  await page.addScriptTag({ path: resolve("axe-core") });
  const found = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
  const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
  assert.deepEqual(said, [], `axe: ${where}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${where} scrolls sideways by ${wide}`);
}

/** The design tokens are those that are published. */
export function tokens(root) {
  const own = readFileSync(join(root, "src/web/assets/tokens.css"), "utf8");
  const published = readFileSync(resolve("@digital-go-jp/design-tokens/dist/tokens.css"), "utf8");
  assert.equal(own, published, "src/web/assets/tokens.css is not that of @digital-go-jp/design-tokens");
}
