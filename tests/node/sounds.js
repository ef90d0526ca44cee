// Music on a page, in a real browser: node sounds.js DIST SLUG → where each deed leads (asserted in test_sounds_on_page.py).
import { browse, serve } from "./site.js";

const [folder, slug] = process.argv.slice(2);
const site = await serve(folder);
const browser = await browse();
const errors = [];

async function open(path = "") {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${site.url}${slug}/${path}`);
  return page;
}
const time = (page) => page.evaluate(() => Math.round(document.querySelector("audio").currentTime * 1000));
const current = (page) => page.evaluate(() => [...document.querySelectorAll("[data-start][aria-current]")].map(({ id }) => id));

const page = await open();
const starts = await page.evaluate(() => Object.fromEntries(
  [...document.querySelectorAll("[data-start]")].map(({ id, dataset }) => [id, +dataset.start])));
const questions = await page.evaluate(() => [...document.querySelectorAll("h1, h2")]
  .map((heading) => heading.querySelector("[data-start]")?.dataset.start).filter(Boolean).map(Number));

async function pressed(from, actions) {
  const one = await open(`#${from}`);
  await one.waitForFunction((at) => Math.abs(document.querySelector("audio").currentTime * 1000 - at) < 5, starts[from]);
  const places = [];
  for (const action of actions) {
    await one.click(`.bar [data-do="${action}"]`);
    places.push(await time(one));
  }
  return places;
}
const facts = {
  errors, starts, questions,
  sentences: await pressed("intro", ["next-sentence", "previous-sentence"]),
  outro: await pressed("outro", ["previous-sentence", "next-sentence", "next-sentence"]),
  forward: await pressed("intro", Array(questions.length + 1).fill("next-question")),
  back: await pressed("outro", Array(questions.length + 1).fill("previous-question")),
  shown: await (async () => {
    const one = await open("#outro");
    await one.waitForFunction(() => document.querySelector("[data-start][aria-current]"));
    return [await current(one), await one.evaluate(() => document.querySelector(".chapters [aria-current]").hash)];
  })(),
  heard: await (async () => {
    const one = await open("#outro");
    await one.click("main > .sound .hear");
    await one.waitForFunction(() => !document.querySelector("audio").paused && document.querySelector("audio").currentTime < 3);
    return current(one);
  })(),
};
process.stdout.write(JSON.stringify(facts));
await browser.close();
site.close();
process.exit(0);
