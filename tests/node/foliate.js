// How foliate-js, of which Readest and others are made, opens and plays an EPUB in a real browser:
// node foliate.js BOOK RATE → {book: what its parser found, marked: [[audio, second, [ids with the active class]]], errors}.
import { readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browse } from "./site.js";

const [book, rate] = process.argv.slice(2);
const reader = dirname(fileURLToPath(import.meta.resolve("foliate-js/epub.js")));
const types = { ".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip" };
const shell = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body><script type="module">
import "./view.js";
const view = document.body.appendChild(document.createElement("foliate-view"));
view.style.cssText = "display: block; width: 100vw; height: 90vh";
window.opened = (async () => {
  await view.open(new File([await (await fetch("book.epub")).blob()], "book.epub", { type: "application/epub+zip" }));
  await view.init({});
  const { metadata, sections, toc, media, dir } = view.book;
  const { title, author, contributor } = metadata;
  return { title, author, contributor, media, dir, toc: toc.map(({ label, href }) => [label, href]),
    sections: sections.map(({ id, mediaOverlay }) => [id, Boolean(mediaOverlay)]) };
})();
// What is heard, by name: the player makes an Audio of each file that it has loaded, one after the other.
let name, audio;
window.Audio = class extends Audio { constructor(url) { super(url); audio = this; this.name = name; } };
window.marked = [];
window.play = (rate) => {
  const load = view.book.loadBlob;
  view.book.loadBlob = (path) => load(name = path);
  setInterval(() => {
    if (!audio || audio.paused || audio.ended) return;
    const documents = view.renderer.getContents().map(({ doc }) => doc);
    const ids = documents.flatMap((one) => [...one.querySelectorAll("." + view.book.media.activeClass)].map(({ id }) => id));
    marked.push([audio.name, audio.currentTime, ids]);
  }, 50);
  view.mediaOverlay.setRate(rate);
  view.startMediaOverlay();
};
</script>`;

const browser = await browse("--autoplay-policy=no-user-gesture-required");
const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
const errors = [];
page.on("pageerror", (error) => errors.push(error.message));
await page.route("**/*", (route) => {
  const path = new URL(route.request().url()).pathname;
  const body = path === "/" ? shell : readFileSync(path === "/book.epub" ? book : join(reader, path));
  return route.fulfill({ body, contentType: types[extname(path)] ?? "text/html" });
});
await page.goto("http://reader.test/");
const found = await page.evaluate(() => window.opened);
await page.evaluate((times) => window.play(times), Number(rate));
// Until nothing has been heard for two seconds.
for (let before = -1, now = 0; now > before; ) {
  before = now;
  await page.waitForTimeout(2000);
  now = await page.evaluate(() => window.marked.length);
}
console.log(JSON.stringify({ book: found, marked: await page.evaluate(() => window.marked), errors }));
await browser.close();
