// What a reader finds in a real browser: node reader.js DIST SLUG → facts, one entry a question (asserted in test_reader.py).
import { browse, serve } from "./site.js";

const [folder, slug] = process.argv.slice(2);
const site = await serve(folder);
const browser = await browse();
const address = `${site.url}${slug}/`;
const facts = { errors: [], foreign: [] };

async function open(options = {}, path = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => facts.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) facts.errors.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url)) facts.foreign.push(request.url());
  });
  await page.goto(address + path);
  return page;
}
const time = (page) => page.evaluate(() => document.querySelector("audio").currentTime * 1000);
const start = (page, selector) => page.evaluate((s) => +document.querySelector(s).dataset.start, selector);
const focused = (page) => page.evaluate(() => {
  const { tagName, textContent, className, id } = document.activeElement;
  return [tagName, className, id, textContent.trim()].join("|");
});
const press = (page, action) => page.click(`.bar [data-do="${action}"]`);

const scenarios = {
  // From the top of the page to the third question and playing, with nothing but Tab and Enter. While it plays: the marked
  // sentence ten times, the focus, and whatever live regions say.
  async keyboard() {
    const page = await open();
    let steps = 0;
    for (; !(await page.evaluate(() => document.activeElement.hash === "#q3")); steps++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    // The browser tells the page of its new address when it has time for it.
    await page.waitForFunction(() => document.querySelector("audio").currentTime > 0).catch(() => {});
    const after = await time(page);
    await page.keyboard.press("Tab");
    const button = await focused(page);
    await page.evaluate(() => {
      window.spoken = [];
      new MutationObserver(() => window.spoken.push("status")).observe(document.querySelector("[role=status]"),
        { childList: true, characterData: true, subtree: true, attributes: true });
    });
    await page.keyboard.press("Enter");
    const focus = new Set();
    const samples = [];
    for (let count = 0; count < 10; count++) {
      await page.waitForTimeout(500);
      focus.add(await focused(page));
      samples.push(await page.evaluate(() => {
        const at = document.querySelector("audio").currentTime * 1000;
        const marked = [...document.querySelectorAll("[data-start][aria-current]")];
        const word = [...(CSS.highlights.get("word") ?? [])].map(String);
        return { at, marked: marked.map(({ dataset }) => [+dataset.start, +dataset.end]), word,
          text: marked[0].textContent, chapter: document.querySelector(".chapters [aria-current]").hash,
          slider: document.querySelector("input[type=range]").getAttribute("aria-valuetext") };
      }));
    }
    const live = await page.evaluate(() =>
      [window.spoken, document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log]").length]);
    return { steps, after, question: await start(page, "#q3 [data-start]"), button, focus: [...focus], samples, live };
  },

  async controls() {
    const page = await open();
    const states = {};
    const note = async (name) => { states[name] = await time(page); };
    for (const action of ["next-question", "next-question", "previous-question", "next-sentence", "next-sentence",
      "previous-sentence", "forward", "back", "back", "back"]) {
      await press(page, action);
      await note(`${Object.keys(states).length} ${action}`);
    }
    const said = await page.textContent(".status");
    await page.click(".more summary");
    await page.selectOption("[name=rate]", "1.5");
    const speed = await page.evaluate(() => [document.querySelector("audio").playbackRate,
      document.querySelector("audio").preservesPitch]);
    const names = { paused: await page.textContent(".play") };
    await press(page, "play");
    await page.waitForTimeout(300);
    names.playing = await page.textContent(".play");
    await press(page, "play");
    // The slider: words on focus, an arrow key moves it.
    await page.focus("input[type=range]");
    const slider = [await page.getAttribute("input[type=range]", "aria-valuetext")];
    await page.keyboard.press("ArrowRight");
    slider.push(await page.getAttribute("input[type=range]", "aria-valuetext"));
    // Keys in the bar and only there.
    await page.focus(".play");
    const before = await time(page);
    await page.keyboard.press("PageDown");
    const inside = await time(page);
    await page.focus(".site a");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("p");
    const outside = await time(page);
    await page.focus(".play");
    await page.keyboard.press("Escape");
    const current = await focused(page);
    const system = await page.evaluate(() => {
      const { title, artist, album, artwork } = navigator.mediaSession.metadata;
      return [title, artist, album, new URL(artwork[0].src).pathname];
    });
    return { states, said, speed, names, slider, keys: [before, inside, outside], current, system,
      starts: await page.evaluate(() => Object.fromEntries(["introduction", "q1", "q2", "q3"].map((id) =>
        [id, [...document.querySelectorAll(`#${id} [data-start]`)].map(({ dataset }) => +dataset.start)]))) };
  },

  async press() {
    const page = await open();
    const sentence = page.locator("#q1 p [data-start]").nth(1);
    await sentence.click();
    await page.waitForTimeout(400);
    const heard = await time(page);
    const follow = () => page.getAttribute("[data-do=follow]", "aria-pressed");
    const menu = () => page.evaluate(() => { document.querySelector(".more").open = true; });
    const following = [await follow()];
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(100);
    following.push(await follow());
    await menu();
    await press(page, "current");
    following.push(await follow());
    await menu();
    await press(page, "follow");
    following.push(await follow());
    await page.reload();
    following.push(await follow());
    return { sentence: +(await sentence.getAttribute("data-start")), heard, following };
  },

  async memory() {
    const page = await open();
    await page.click("#q2 .hear");
    await page.waitForTimeout(1200);
    await press(page, "play");
    const left = await time(page);
    await page.reload();
    await page.waitForFunction(() => document.querySelector("audio").readyState > 0);
    const found = await time(page);
    const shown = await page.textContent(".now");
    const marked = await page.evaluate(() => document.querySelector("[data-start][aria-current]")?.closest("section")?.id);
    return { left, found, shown, marked, paused: await page.evaluate(() => document.querySelector("audio").paused) };
  },

  // The reader's own colours, and paper: what is marked stays marked, what is heard only is not printed.
  async media() {
    const page = await open({ forcedColors: "active", bypassCSP: true });
    await page.evaluate(() => document.querySelector("#s5").click());
    const forced = await page.evaluate(() => {
      const marked = getComputedStyle(document.querySelector("[data-start][aria-current]"));
      const plain = getComputedStyle(document.querySelector("#s1"));
      return [marked.textDecorationLine, marked.backgroundColor !== plain.backgroundColor];
    });
    await page.emulateMedia({ media: "print", forcedColors: "none" });
    const printed = await page.evaluate(() => Object.fromEntries([".bar", ".hear", ".chapters", "h1", "#s5"].map((name) =>
      [name, document.querySelector(name).checkVisibility()])));
    await page.emulateMedia({ media: "screen" });
    // WCAG 1.4.12: the text spacing that a reader may set.
    await page.setViewportSize({ width: 320, height: 640 });
    await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; " +
      "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }" });
    const spaced = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    return { forced, printed, spaced };
  },

  async links() {
    const found = {};
    for (const hash of ["#q2", "#t=61", "#t=1:02.5", "#text", "#nowhere"]) {
      const page = await open({}, hash);
      found[hash] = [await time(page), await page.evaluate(() => document.querySelector("audio").paused)];
      if (hash === "#q2") found.start = await start(page, "#q2 [data-start]");
      await page.context().close();
    }
    return found;
  },

  // 320 px wide, and text twice as large: nothing to scroll sideways; the bar leaves room for the text.
  async narrow() {
    const found = {};
    for (const [name, path] of [["episode", ""], ["index", "../"]]) {
      for (const size of ["100%", "200%"]) {
        const page = await open({ viewport: { width: 320, height: 640 } }, path);
        await page.evaluate((value) => { document.documentElement.style.fontSize = value; }, size);
        await page.waitForTimeout(100);
        const bar = await page.evaluate(() => (document.querySelector(".bar.docked")?.offsetHeight ?? 0) / innerHeight);
        await page.evaluate(() => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
        found[`${name} ${size}`] = await page.evaluate(() => {
          const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > 321 && !e.closest(".unseen"));
          return { width: document.documentElement.scrollWidth, wide: wide.map((e) => e.outerHTML.slice(0, 80)) };
        });
        found[`${name} ${size}`].bar = bar;
        await page.context().close();
      }
    }
    return found;
  },

  // Every stop of the Tab key: is the focus to be seen, is it in view, is the target large enough?
  async stops() {
    const found = {};
    for (const [name, path, width] of [["desktop", "", 1280], ["phone", "", 390], ["index", "../", 1280]]) {
      const page = await open({ viewport: { width, height: 800 } }, path);
      await page.evaluate(() => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
      const seen = [];
      for (;;) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body || element.dataset.visited) return null;
          element.dataset.visited = "yes";
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          const bar = document.querySelector(".bar.docked");
          const bottom = bar && !bar.contains(element) ? bar.getBoundingClientRect().top : innerHeight;
          const inText = element.matches(".text [data-start] a");
          return { html: element.outerHTML.slice(0, 90), outline: `${style.outlineStyle} ${style.outlineWidth}`,
            hidden: box.top >= bottom || box.bottom <= 0, small: !inText && (box.width < 44 || box.height < 44) };
        });
        if (!stop) break;
        seen.push(stop);
      }
      found[name] = seen;
      await page.context().close();
    }
    return found;
  },

  async withoutScript() {
    const page = await open({ javaScriptEnabled: false });
    const visible = (selector) => page.locator(selector).first().isVisible();
    const hear = page.locator("a.hear").nth(1);
    return { audio: await visible("audio[controls]"), bar: await visible(".bar"), chapters: await visible(".chapters a"),
      text: await visible("#q3 p"), hear: await hear.getAttribute("href") };
  },

  async motion() {
    const found = {};
    for (const reducedMotion of ["reduce", "no-preference"]) {
      const page = await open({ reducedMotion, viewport: { width: 1280, height: 500 } });
      await page.evaluate(() => {
        window.scrolls = [];
        const scrollBy = window.scrollBy.bind(window);
        window.scrollBy = (options) => { window.scrolls.push(options.behavior); scrollBy(options); };
      });
      await page.focus(".play");
      await page.keyboard.press("PageDown");
      await page.keyboard.press("PageDown");
      found[reducedMotion] = await page.evaluate(() => [...new Set(window.scrolls)]);
      await page.context().close();
    }
    return found;
  },
};

for (const [name, run] of Object.entries(scenarios)) facts[name] = await run();
await browser.close();
site.close();
console.log(JSON.stringify(facts, null, 1));
process.exit(0);
