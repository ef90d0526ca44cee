// A page whose audio is served from another place: node elsewhere.js DIST SLUG PORT → what was heard, asked for and refused
// (asserted in test_elsewhere_in_a_browser.py). Pages are at any port, the audio at PORT: two origins.
import { browse, serve } from "./site.js";

const [folder, slug, port] = process.argv.slice(2);
const site = await serve(folder), media = await serve(folder, +port);
const browser = await browse();
const page = await (await browser.newContext()).newPage();
const errors = [], asked = [];
page.on("pageerror", (error) => errors.push(error.message));
page.on("console", (message) => {
  if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) errors.push(message.text());
});
page.on("response", (response) => {
  const url = response.url().replace(media.url, "media:").replace(site.url, "site:");
  if (url.startsWith("media:")) asked.push([url, response.status()]);
});
await page.goto(`${site.url}${slug}/`);
await page.click(".bar [data-do=next-question]");
const start = await page.evaluate(() => +document.querySelector("#q1 [data-start]").dataset.start);
await page.click(".bar [data-do=play]");
await page.waitForFunction((ms) => document.querySelector("audio").currentTime * 1000 > ms + 300, start, { timeout: 15000 })
  .catch(() => {});
const at = await page.evaluate(() => document.querySelector("audio").currentTime * 1000);
const status = await page.textContent(".status");
console.log(JSON.stringify({ start, at, status, errors, asked }));
await browser.close();
site.close();
media.close();
