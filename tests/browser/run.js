// The pages as people use them: the three jobs end to end in Chromium, with and without JavaScript, on a phone and on a
// desk; then every page, light and dark, folded and unfolded, before axe.
//
// KURABE names the built program, CHROMIUM the browser, SCREENSHOTS a folder for pictures of the pages.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { adding } from "./adding.js";
import { sound, tokens } from "./checks.js";
import { analyst, officer, planner } from "./jobs.js";
import { typing, keyboard, printing } from "./script.js";

// A phone, a laptop of 1366 pixels at the 125 % that Windows proposes, a desk.
const WIDTHS = [360, 1093, 1440];
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kurabe-browser-"));

/** The program of a name, as a shell would find it. */
function found(name) {
  if (name.includes("/")) return name;
  return process.env.PATH.split(delimiter).map((folder) => join(folder, name)).find(existsSync);
}

/** Starts a server of a folder of plans on a free port; its address. */
async function serve(corpus, index, more = []) {
  const program = process.env.KURABE ?? join(root, "target/release/kurabe");
  const options = ["--corpus", corpus, "--index", index, "serve", "--port", "0", ...more];
  const server = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const link = said.match(/http:\/\/[^/\s]+/);
      if (link) resolve(link[0]);
    });
    server.on("exit", () => reject(new Error(said)));
  });
  return { server, address };
}

const { server, address } = await serve(join(root, "corpus"), join(folder, "index"));
const browser = await chromium.launch({
  executablePath: found(process.env.CHROMIUM ?? "chromium"),
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** A page that fails the run if a script fails, the policy is broken or anything outside is asked for. */
async function open(options, own = address) {
  const context = await browser.newContext({ locale: "ja-JP", acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (said) => said.type() === "error" && !/status of 40[04]/.test(said.text()) && wrong.push(said.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(own) && !request.url().startsWith("data:")) wrong.push(`asks for ${request.url()}`);
  });
  const close = async () => {
    await context.close();
    if (wrong.length) throw new Error(wrong.join("\n"));
  };
  return { page, close };
}

const viewport = (width) => ({ width, height: 900 });

async function jobs() {
  for (const javaScriptEnabled of [true, false]) {
    for (const width of WIDTHS) {
      for (const job of [officer, planner, analyst]) {
        const { page, close } = await open({ javaScriptEnabled, viewport: viewport(width) });
        await job(page, address, { javaScript: javaScriptEnabled, width });
        await close();
        console.log(`ok ${job.name}, ${width} px, JavaScript ${javaScriptEnabled ? "on" : "off"}`);
      }
    }
  }
  for (const check of [typing, keyboard, printing]) {
    const { page, close } = await open({ viewport: viewport(1440) });
    await check(page, address);
    await close();
    console.log(`ok ${check.name}`);
  }
}

/** Adds plans to an empty folder and puts passages aside; each page before axe. */
async function writing() {
  for (const javaScriptEnabled of [true, false]) {
    for (const width of WIDTHS) {
      const own = join(folder, `own-${javaScriptEnabled}-${width}`);
      mkdirSync(own);
      const { server, address } = await serve(join(own, "corpus"), join(own, "index"), ["--writable"]);
      const colorScheme = width === 360 ? "dark" : "light";
      // axe needs a script and no policy; without JavaScript the pages are the same.
      const options = { javaScriptEnabled, viewport: viewport(width), colorScheme, bypassCSP: javaScriptEnabled };
      const { page, close } = await open({ ...options, permissions: ["clipboard-write", "clipboard-read"] }, address);
      const look = async (name) => {
        if (javaScriptEnabled) await sound(page, `${name}, ${width} px, ${colorScheme}`);
        if (process.env.SCREENSHOTS) {
          const path = join(process.env.SCREENSHOTS, `${name}-${width}-${javaScriptEnabled}.png`);
          await page.screenshot({ path, fullPage: true });
        }
      };
      try {
        await adding(page, address, { javaScript: javaScriptEnabled, root, look });
        await close();
      } finally {
        server.kill();
      }
      console.log(`ok adding, ${width} px, JavaScript ${javaScriptEnabled ? "on" : "off"}`);
    }
  }
}

const OLD = "sample/minato/r3-r5-midterm";
const NEW = "sample/minato/r6-r8-midterm";
const BODY = "みなと商工会議所（架空）";
const PAGES = {
  home: "/",
  search: "/?q=事業承継",
  narrowed: "/?q=支援&theme=事業承継&from=2021",
  nothing: "/?q=ないことばのならび",
  broken: "/?q=年度:いつか",
  // At its top: what the bar of hits covers while one scrolls is too small to hit, says axe.
  reader: `/plans?id=${NEW}&q=事業承継&line=77&similar=30`,
  doubtful: "/plans?id=digest/joetsu-r3-r5-midterm",
  tables: "/plans?id=digest/hyogo-shokokai-r8-implementation&q=目標&line=8",
  plans: "/plans?sort=year&order=down",
  corrections: "/corrections",
  themes: "/themes?sort=plans",
  compare: `/compare?theme=DX&theme=事業承継&cell=DX;${BODY}、令和4年度（2022）&cell=DX;やまて商工会（架空）、令和5年度（2023）`,
  shape: "/compare?shape=body",
  first: "/compare?shape=first&theme=DX",
  organisation: `/organisations/${BODY}`,
  choose: "/diff",
  diff: `/diff?old=${OLD}&new=${NEW}`,
  api: "/api",
  missing: "/nowhere",
};

async function pages() {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      // The policy would keep axe out too.
      const { page, close } = await open({ viewport: viewport(width), colorScheme, bypassCSP: true });
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(address + path);
        await sound(page, `${name}, ${width} px, ${colorScheme}`);
        if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}-${width}-${colorScheme}.png`) });
        await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
        await sound(page, `${name}, ${width} px, ${colorScheme}, unfolded`);
      }
      await page.goto(`${address}/?q=DX&lang=en`);
      await sound(page, `English, ${width} px, ${colorScheme}`);
      await close();
      console.log(`ok axe on ${Object.keys(PAGES).length + 1} pages, ${width} px, ${colorScheme}`);
    }
  }
}

try {
  tokens(root);
  await writing();
  await jobs();
  await pages();
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
