// Opens a page and prints its title, then again when it has been reloaded: node reload.mjs CHROMIUM URL
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, url] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const folder = await mkdtemp(join(tmpdir(), "reload-"));
const context = await chromium.launchPersistentContext(folder, { executablePath, args, headless: true });
const page = await context.newPage();
const refused = [];
page.on("console", (message) => {
  // A browser asks every host for this picture.
  if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) refused.push(message.text());
});
page.on("pageerror", (error) => refused.push(String(error)));

await page.goto(url, { waitUntil: "load" });
const tell = async () => console.log(JSON.stringify({ title: await page.title(), refused }));
const before = await page.title();
await tell();
await page.waitForFunction((title) => document.title !== title, before, { timeout: 60000, polling: 200 });
await tell();
await context.close();
