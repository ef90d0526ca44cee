// What a reader finds between paragraphs, in a real browser: node passages.js DIST SLUG → facts (asserted in test_illustrated.py).
import { browse, serve } from "./site.js";

const [folder, slug] = process.argv.slice(2);
const site = await serve(folder);
const browser = await browse();
const facts = { errors: [] };

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => facts.errors.push(error.message));
  await page.goto(`${site.url}${slug}/`);
  return page;
}
const marked = (page) => page.evaluate(() => {
  const element = document.querySelector("[data-start][aria-current]");
  const { outlineStyle, backgroundColor } = getComputedStyle(element.cells ? element.cells[0] : element);
  return [element.tagName, element.alt ?? element.cells?.[0].textContent ?? element.textContent, outlineStyle, backgroundColor];
});

const page = await open();
facts.clicked = {};
for (const [name, selector] of [["picture", "figure img[data-start]"], ["row", "tbody tr"], ["heading", "h3"], ["caption", "figcaption span"]]) {
  await page.click(selector);
  await page.waitForFunction((s) => document.querySelector(s).hasAttribute("aria-current"), selector);
  facts.clicked[name] = await marked(page);
}
// With the keyboard as well: what has the focus is heard.
facts.heard = [];
for (const key of ["ArrowRight", "ArrowLeft"]) {
  await page.keyboard.press(key);
  facts.heard.push(await page.evaluate(() => document.activeElement.matches("[data-start][aria-current]")));
}
await page.evaluate(() => { document.querySelector("audio").pause(); document.activeElement.blur(); });
// The status line says where one is: a picture by its words, a row by its cells, a sentence without the marks of footnotes.
facts.said = await page.evaluate(async () => {
  const audio = document.querySelector("audio");
  const said = [];
  const sentences = [...document.querySelectorAll("[data-start]")];
  for (const element of sentences) {
    audio.currentTime = +element.dataset.start / 1000 - 0.5;
    await new Promise((done) => audio.addEventListener("seeked", done, { once: true }));
    document.querySelector("[data-do=next-sentence]").click();
    said.push(document.querySelector("[role=status]").textContent);
  }
  return said;
});
// Words behind the mark of a footnote are marked where they stand.
facts.words = await page.evaluate(async () => {
  const audio = document.querySelector("audio");
  const element = [...document.querySelectorAll("p [data-start]")].find(({ textContent }) => textContent.startsWith("Sie kommen gern"));
  audio.currentTime = +element.dataset.start / 1000;
  const words = new Set();
  await audio.play();
  while (audio.currentTime < +element.dataset.end / 1000 - 0.1) {
    await new Promise(requestAnimationFrame);
    for (const word of CSS.highlights.get("word") ?? []) if (element.contains(word.startContainer)) words.add(String(word));
  }
  audio.pause();
  return [...words];
});

// Without its script, on a phone: nothing is wider than the screen, and all is there.
const still = await open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
const boxes = await Promise.all(["img[data-start]", "table", ".footnote", "figcaption"].map((s) => still.locator(s).first().boundingBox()));
facts.still = boxes.map((box) => box.width > 0 && box.x >= 0);
facts.wide = [await still.locator("html").evaluate((html) => html.scrollWidth), await still.locator("img[data-start]").first().boundingBox().then(({ width }) => width)];
facts.links = await still.locator("a.noteref, a.back").evaluateAll((links) => links.map((link) => [link.hash, document.querySelector(link.hash).tagName]));
await browser.close();
site.close();
console.log(JSON.stringify(facts));
