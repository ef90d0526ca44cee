// What axe-core finds on every page of a site, in light and dark, still and (an episode) playing: node axe.js DIST…
// → {"light 0/slug/ playing": [[rule, [html…]]…]…}, where 0 is the first DIST
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { browse, serve } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await browse();
const found = {};

async function violations(page) {
  const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly }), runOnly);
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html).slice(0, 3)]);
}

for (const [index, folder] of process.argv.slice(2).entries()) {
  const site = await serve(folder);
  const episodes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "assets").map(({ name }) => `${name}/`);
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
    for (const path of ["", ...episodes]) {
      const page = await context.newPage();
      await page.goto(site.url + path);
      await page.evaluate(axe);
      await page.evaluate(() => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
      found[`${colorScheme} ${index}/${path} still`] = await violations(page);
      if (path) {
        await page.evaluate(() => document.querySelector("#s5").click());
        await page.waitForFunction(() => document.querySelector("audio").currentTime > 0 && !document.querySelector("audio").paused);
        found[`${colorScheme} ${index}/${path} playing`] = await violations(page);
      }
      await page.close();
    }
    await context.close();
  }
  site.close();
}
await browser.close();
console.log(JSON.stringify(found, null, 1));
