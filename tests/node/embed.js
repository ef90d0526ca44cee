// The small player in the page of somebody else, as a CMS puts it there: node embed.js DIST SLUG [SCREENSHOTS] → facts, one entry
// a kind of frame (asserted in test_landing.py). The page around it has another origin, and a policy without inline scripts.
import { createServer } from "node:http";
import { browse, serve } from "./site.js";

const [folder, slug, pictures] = process.argv.slice(2);
const site = await serve(folder);
const own = site.url.replace("127.0.0.1", "localhost");
const foreign = createServer((request, response) => {
  const { searchParams } = new URL(request.url, "http://x");
  const sandbox = searchParams.get("sandbox");
  response.writeHead(200, { "Content-Type": "text/html" }).end(`<!DOCTYPE html><html lang="en"><title>Town news</title><body>
<h1>Town news</h1><p>Something else.</p>
<iframe src="${own}${slug}/embed.html" title="Player" width="100%" height="180" style="border:0"${sandbox === null ? "" : ` sandbox="${sandbox}"`}></iframe>
${searchParams.has("grow") ? `<script async src="${own}assets/grow.js"></script>` : ""}<p>More.</p></body></html>`);
});
await new Promise((ready) => foreign.listen(0, "127.0.0.1", ready));
const around = `http://127.0.0.1:${foreign.address().port}/`;
const browser = await browse();

async function open(query, options = {}, before = () => {}) {
  const page = await (await browser.newContext({ viewport: { width: 700, height: 500 }, ...options })).newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) errors.push(message.text());
  });
  await before(page);
  await page.goto(around + query);
  const frame = page.frames()[1];
  await frame.waitForSelector("button:visible, audio:visible");
  return { page, frame, errors };
}
const height = (page) => page.evaluate(() => document.querySelector("iframe").offsetHeight);
const inside = (frame) => frame.evaluate(() => document.querySelector("main").offsetHeight);
const playing = (frame) => frame.waitForFunction(() => document.querySelector("audio").currentTime > 0.3 && !document.querySelector("audio").paused, null, { timeout: 15000 });
const shoot = (page, name) => pictures && page.screenshot({ path: `${pictures}-${name}.png` });
const facts = {};

for (const [kind, query] of Object.entries({
  free: "?grow", trusted: "?grow&sandbox=allow-scripts allow-same-origin allow-popups", strict: "?grow&sandbox=allow-scripts", still: "?sandbox=allow-scripts",
})) {
  const { page, frame, errors } = await open(query);
  const fact = facts[kind] = { closed: await inside(frame), before: await height(page) };
  await shoot(page, `${kind}-closed`);
  fact.name = await frame.textContent("button span");
  await frame.click("button");
  await playing(frame);
  fact.playing = await frame.textContent("button span");
  fact.title = await frame.evaluate(() => navigator.mediaSession.metadata?.title);
  fact.artwork = await frame.evaluate(() => navigator.mediaSession.metadata?.artwork.map(({ sizes }) => sizes));
  const before = await frame.evaluate(() => document.querySelector("audio").currentTime);
  await frame.focus("input");
  await page.keyboard.press("ArrowRight");
  fact.step = (await frame.evaluate(() => document.querySelector("audio").currentTime)) - before;
  fact.said = await frame.getAttribute("input", "aria-valuetext");
  await frame.click("summary");
  await page.waitForTimeout(300);
  fact.open = await height(page);
  fact.scrolled = await page.evaluate(() => scrollY);
  fact.bar = await frame.evaluate(() => document.querySelector(".player").offsetHeight);
  const target = await frame.evaluate(() => {
    const one = [...document.querySelectorAll("#text [data-start]")][4];
    one.scrollIntoView({ block: "end" });
    one.click();
    return +one.dataset.start;
  });
  await frame.waitForFunction((start) => document.querySelector("audio").currentTime * 1000 >= start, target);
  fact.marked = await frame.evaluate(() => [...document.querySelectorAll("[aria-current]")].map(({ dataset }) => +dataset.start));
  fact.target = target;
  await shoot(page, `${kind}-open`);
  await frame.click("summary");
  await page.waitForTimeout(300);
  fact.shut = await height(page);
  fact.errors = errors;
  await page.close();
}

// A sound that is not there, then is: the message, and Play tries again.
{
  let gone = true;
  const { page, frame } = await open("?sandbox=allow-scripts", {}, (page) =>
    page.route("**/*.mp3", (route) => (gone ? route.fulfill({ status: 404, body: "" }) : route.continue())));
  await frame.click("button");
  await frame.waitForFunction(() => document.querySelector(".status").textContent);
  const failed = [await frame.textContent(".status"), await frame.textContent("button span"), await height(page), await inside(frame)];
  await shoot(page, "failed");
  gone = false;
  await frame.click("button");
  await playing(frame);
  facts.again = { failed, after: await frame.textContent(".status") };
  await page.close();
}

// A sound that comes late.
{
  const { page, frame } = await open("?sandbox=allow-scripts", {}, (page) =>
    page.route("**/*.mp3", async (route) => { await new Promise((ready) => setTimeout(ready, 2500)); await route.continue(); }));
  await frame.click("button");
  await frame.waitForFunction(() => document.querySelector(".status").textContent);
  const waiting = [await frame.textContent(".status"), await frame.getAttribute(".bar", "aria-busy")];
  await playing(frame);
  facts.late = { waiting, after: [await frame.textContent(".status"), await frame.getAttribute(".bar", "aria-busy")] };
  await page.close();
}

// Narrow, and without script.
for (const [name, options] of Object.entries({ narrow: { viewport: { width: 340, height: 500 } }, scriptless: { javaScriptEnabled: false } })) {
  const { page, frame } = await open("", options);
  facts[name] = await frame.evaluate(() => [document.documentElement.scrollWidth <= innerWidth, document.querySelector("main").offsetHeight, document.querySelector("audio").controls]).catch((error) => error.message);
  await shoot(page, name);
  await page.close();
}

await browser.close();
site.close();
foreign.closeAllConnections();
foreign.close();
console.log(JSON.stringify(facts, null, 1));
