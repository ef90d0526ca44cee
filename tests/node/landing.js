// The show's page in a real browser: node landing.js DIST BIG SLUG → facts (asserted in test_landing.py). BIG is a list of many.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { browse, serve } from "./site.js";

const [folder, big, slug] = process.argv.slice(2);
const site = await serve(folder);
const many = await serve(big);
const browser = await browse();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const facts = { errors: [] };

async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => facts.errors.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !message.text().includes("404")) facts.errors.push(message.text()); });
  await page.goto(url);
  return page;
}

{
  const page = await open(site.url);
  await page.click("[data-play]");
  await page.waitForFunction(() => document.querySelector("#latest audio").currentTime > 0.2);
  facts.played = await page.evaluate(() => document.querySelector("#latest a").getAttribute("href"));
  await page.click(".feed button");
  await page.waitForFunction(() => document.querySelector(".feed .said").textContent);
  facts.copied = [await page.evaluate(() => navigator.clipboard.readText()), await page.textContent(".feed .said")];
  await page.click(".phone summary");
  await page.locator(".phone [role=img]").screenshot({ path: `${big}/qr.png` });
  facts.search = await page.locator(".search").isVisible();
  facts.cover = await page.evaluate(() => document.querySelector(".lead .cover").currentSrc.split("/").pop());
  const sharp = await open(site.url, { deviceScaleFactor: 2 });
  facts.sharp = await sharp.evaluate(() => document.querySelector(".lead .cover").currentSrc.split("/").pop());
  facts.tree = await page.locator("body").ariaSnapshot();
  facts.axe = {};
  for (const colorScheme of ["light", "dark"]) {
    for (const path of ["", `${slug}/embed.html`]) {
      const one = await open(site.url + path, { colorScheme });
      await one.evaluate(axe);
      await one.evaluate(() => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
      const { violations } = await one.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"] }));
      facts.axe[`${colorScheme} ${path}`] = violations.map(({ id, nodes }) => [id, nodes[0].html]);
    }
  }
}
{
  const page = await open(site.url, { javaScriptEnabled: false });
  facts.scriptless = [await page.locator(".search").isVisible(), await page.locator(".feed button").isVisible(), await page.locator("#latest audio").isVisible()];
}
{
  const page = await open(many.url);
  const shown = () => page.evaluate(() => [...document.querySelectorAll(".episodes > :not([hidden])")].map((row) => row.querySelector("a").textContent));
  const look = async (text, count) => {
    await page.fill("#search", text);
    await page.waitForFunction((count) => document.querySelector(".search .said").textContent.startsWith(count), count);
    return [await shown(), await page.textContent(".search .said")];
  };
  facts.found = await look("brucken 17:", "1 ");
  facts.none = await look("nirgends", "0 ");
  await page.fill("#search", "");
  await page.waitForFunction(() => !document.querySelector(".search .said").textContent);
  facts.all = (await shown()).length;
}
for (const width of [320, 375]) {
  const page = await open(site.url, { viewport: { width, height: 500 } });
  facts[`wide ${width}`] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
await browser.close();
site.close();
many.close();
console.log(JSON.stringify(facts, null, 1));
