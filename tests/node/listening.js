// How listening goes on a page, in a real browser: node listening.js DIST SLUG → facts (asserted in test_listening.py).
import { browse, serve } from "./site.js";

const [folder, slug] = process.argv.slice(2);
const site = await serve(folder);
const browser = await browse();
const facts = { errors: [] };

async function open(path = "", options = {}, route = null) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => facts.errors.push(error.message));
  if (route) await page.route("**/*.mp3", route);
  await page.goto(`${site.url}${slug}/${path}`);
  return page;
}
const time = (page) => page.evaluate(() => Math.round(document.querySelector("audio").currentTime * 1000));
const isPaused = (page) => page.evaluate(() => document.querySelector("audio").paused);
const starts = (page, selector) => page.evaluate((s) => [...document.querySelectorAll(s)].map(({ dataset }) => +dataset.start), selector);
const focus = (page) => page.evaluate(() => {
  const { tagName, id, className, textContent } = document.activeElement;
  return `${tagName} ${id || className} ${textContent.trim().slice(0, 60)}`;
});
const plays = (page, from) => page.waitForFunction((at) => document.querySelector("audio").currentTime * 1000 > at, from);
const state = (page) => page.evaluate(() => ({
  busy: document.querySelector(".controls").getAttribute("aria-busy"), said: document.querySelector(".status").textContent,
  play: document.querySelector(".play").textContent, marked: document.querySelector(".bar").classList.contains("waiting"),
}));

const scenarios = {
  // One button a turn, behind its words, which names them: listen, pause where it is, go on from there.
  async turn() {
    const page = await open();
    const buttons = await page.evaluate(() => [...document.querySelectorAll(".hear")].map((button) => ({
      name: button.textContent.trim(), last: button.parentElement.lastElementChild === button,
    })));
    const paragraphs = await page.evaluate(() => document.querySelectorAll(".text :is(p:not(.speaker), li, h2, h3)").length);
    const [from] = await starts(page, "#q2 [data-start]");
    const button = page.locator("#q2 .hear").first();
    const names = [await button.textContent()];
    await button.click();
    await plays(page, from + 1200);
    names.push(await button.textContent());
    await button.click();
    await page.waitForTimeout(100); // the event comes a little later
    const stopped = [await time(page), await isPaused(page)];
    names.push(await button.textContent());
    await button.click();
    await page.waitForTimeout(300);
    const on = [await time(page), await isPaused(page)];
    return { buttons, paragraphs, from, names, stopped, on };
  },

  // From any text to Pause: P on a sentence, a link or a button of the text; or Tab to the turn's button and Enter.
  async pause() {
    const page = await open();
    await page.click("#q1 p [data-start]");
    await plays(page, (await starts(page, "#q1 p [data-start]"))[0] + 500);
    const focused = [await focus(page)];
    await page.keyboard.press("p");
    const paused = [await isPaused(page)];
    await page.keyboard.press("P");
    await page.waitForTimeout(150); // names follow the sound's own events
    await page.keyboard.press("Tab");
    focused.push(await focus(page));
    await page.keyboard.press("Enter");
    paused.push(await isPaused(page));
    await page.keyboard.press("p");
    paused.push(await isPaused(page));
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("p");
    paused.push(await isPaused(page)); // nothing has the focus: the key is the browser's
    return { focused, paused };
  },

  // Sentences without a button each: one is reached by Tab, the others by arrows from there; Enter plays and pauses it.
  async sentences() {
    const page = await open("#q1");
    await page.focus(".play");
    await page.keyboard.press("Escape");
    const first = await focus(page);
    const stops = await page.evaluate(() => document.querySelectorAll("[data-start][tabindex='0']").length);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const third = await focus(page);
    const said = await page.textContent(".status");
    await page.keyboard.press("PageDown");
    const next = await focus(page);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(250);
    const played = await isPaused(page);
    await page.keyboard.press("Enter");
    const paused = await isPaused(page);
    // Playing on moves the place to reach, not the focus.
    await page.keyboard.press("Enter");
    const id = await page.evaluate(() => document.activeElement.id);
    await page.waitForFunction((was) => document.querySelector("[data-start][aria-current]").id !== was, id);
    const kept = (await page.evaluate(() => document.activeElement.id)) === id;
    await page.keyboard.press("Shift+Tab");
    const left = await page.evaluate((was) => document.getElementById(was).hasAttribute("tabindex"), id);
    return { first, stops, third, said, next, played, paused, kept, left };
  },

  // The sound takes eight seconds to begin to come.
  async slow() {
    const page = await open("", {}, async (route) => {
      await new Promise((done) => setTimeout(done, 8000));
      await route.continue().catch(() => {});
    });
    await page.click(".play");
    await page.waitForTimeout(150);
    const states = [await state(page)];
    await page.waitForTimeout(1500);
    states.push(await state(page));
    await plays(page, 100);
    await page.waitForTimeout(100);
    states.push(await state(page));
    return states;
  },

  // It is not there; then it is.
  async missing() {
    let isThere = false;
    const page = await open("#q2", {}, (route) => (isThere ? route.continue() : route.fulfill({ status: 404 })));
    await page.waitForFunction(() => document.querySelector(".status").textContent);
    await page.click(".play");
    await page.waitForTimeout(300);
    const states = [await state(page)];
    isThere = true;
    await page.click(".play");
    await page.waitForFunction(() => !document.querySelector("audio").paused && document.querySelector("audio").readyState > 2);
    await page.waitForTimeout(300);
    states.push(await state(page));
    const [from] = await starts(page, "#q2 [data-start]");
    return { states, from, at: await time(page) };
  },

  // The connection goes while somebody jumps to what is not loaded, and comes back.
  async offline() {
    let off = false;
    const page = await open("", {}, async (route) => {
      const range = /^bytes=(\d+)-/.exec(route.request().headers().range ?? "");
      if (off && range) return route.abort("internetdisconnected");
      await route.continue().catch(() => {});
    });
    await page.click(".play");
    await plays(page, 300);
    off = true;
    await page.context().setOffline(true);
    await page.evaluate(() => { const a = document.querySelector("audio"); a.load(); a.play().catch(() => {}); });
    await page.waitForFunction(() => document.querySelector(".status").textContent);
    const said = await state(page);
    off = false;
    await page.context().setOffline(false);
    await page.waitForFunction(() => document.querySelector("audio").readyState > 2 && !document.querySelector("audio").paused);
    await page.waitForTimeout(300);
    return { said, after: await state(page) };
  },

  async fragments() {
    const found = {};
    for (const value of ["62", "npt:62", "1:02.5", "00:01:01.5", "0:00:10", "10,12", ",2", "t=", "1:75", "0:90", "20,10", "abc", "-5",
      "99:59:59", "10,", "%", "%31%30", "5&t=30", "xywh=1&t=40"]) {
      const page = await open(`#${value.includes("t=") ? (value.startsWith("xywh") ? value : `t=${value}`) : `t=${value}`}`);
      found[value] = await time(page);
      await page.context().close();
    }
    const page = await open("#t=10,11");
    await page.click(".play");
    await page.waitForFunction(() => document.querySelector("audio").paused && document.querySelector("audio").currentTime > 10);
    return { found, end: await time(page) };
  },

  // In words whenever somebody looks, in steps of ten seconds; a pointer may be finer.
  async slider() {
    const page = await open();
    const words = () => page.getAttribute("input[type=range]", "aria-valuetext");
    const said = [await words()];
    await page.click("#q2 .hear");
    await plays(page, (await starts(page, "#q2 [data-start]"))[0] + 1500);
    said.push(await words());
    await page.keyboard.press("p");
    await page.focus("input[type=range]");
    const times = [await time(page)];
    for (const key of ["ArrowRight", "ArrowUp", "ArrowLeft", "PageUp", "PageDown"]) {
      await page.keyboard.press(key);
      times.push(await time(page));
    }
    said.push(await words());
    const clocks = await page.evaluate(() => [...document.querySelectorAll(".chapters .clock")].map((clock) =>
      [clock.textContent, clock.getAttribute("aria-hidden"), clock.nextElementSibling.textContent]));
    return { said, times, clocks: clocks.slice(0, 3) };
  },

  // Who comes back is told where it goes on, and sees it when it does.
  async resume() {
    const page = await open("#q3");
    await page.goto("about:blank");
    await page.goto(`${site.url}${slug}/`);
    const said = await page.textContent(".heard");
    const described = await page.getAttribute(".play", "aria-describedby");
    const [before] = await Promise.all([page.evaluate(() => scrollY)]);
    await page.click(".play");
    await page.waitForTimeout(1500);
    const box = await page.evaluate(() => document.querySelector("[data-start][aria-current]").getBoundingClientRect().top);
    return { said, described, before, box, after: await page.textContent(".heard") };
  },

  // Somebody reads elsewhere, and asks for the next question: it is shown.
  async away() {
    const page = await open("#q1");
    await page.click(".play");
    await page.waitForTimeout(200);
    await page.mouse.wheel(0, 3000);
    await page.waitForTimeout(300);
    const follows = [await page.getAttribute("[data-do=follow]", "aria-pressed")];
    await page.click('[data-do="next-question"]');
    await page.waitForTimeout(1500);
    follows.push(await page.getAttribute("[data-do=follow]", "aria-pressed"));
    return { follows, top: await page.evaluate(() => document.querySelector("#q2 h2").getBoundingClientRect().top),
      heard: await page.textContent(".heard") };
  },

  // 400 %: one button goes along, and the whole bar stays within the page.
  async small() {
    const page = await open("#t=59", { viewport: { width: 320, height: 225 } });
    await page.evaluate(() => document.querySelector(".dock").focus());
    await page.keyboard.press("Enter");
    const seen = [];
    for (let count = 0; count < 8; count++) {
      await page.waitForTimeout(250);
      seen.push(await page.evaluate(() => {
        const box = document.querySelector(".dock").getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight && box.width >= 44;
      }));
    }
    const name = await page.textContent(".dock");
    await page.keyboard.press("Enter");
    return { seen, name, paused: await isPaused(page), bar: await page.evaluate(() => document.querySelector(".bar").className.trim()) };
  },

  // It stops by itself behind each sentence, and goes on with the next; the choice is kept.
  async stops() {
    const page = await open("#q1");
    await page.evaluate(() => { document.querySelector(".more").open = true; });
    await page.selectOption("[name=stop]", "sentence");
    await page.click(".play");
    await page.waitForFunction(() => document.querySelector("audio").paused);
    const at = [await time(page)];
    await page.click(".play");
    await page.waitForTimeout(200);
    await page.waitForFunction(() => document.querySelector("audio").paused);
    at.push(await time(page));
    await page.reload();
    return { at, starts: (await starts(page, "#q1 [data-start]")).slice(0, 4), kept: await page.inputValue("[name=stop]") };
  },

  // Headphones and the lock screen.
  async system() {
    const page = await open("#q1");
    await page.evaluate(() => {
      window.handlers = {};
      const session = navigator.mediaSession;
      window.states = [];
      const set = session.setPositionState.bind(session);
      session.setPositionState = (state) => { window.states.push(state.position); set(state); };
    });
    await page.click(".play");
    await page.waitForTimeout(300);
    return page.evaluate(() => ({
      title: navigator.mediaSession.metadata.title, state: navigator.mediaSession.playbackState,
      artwork: navigator.mediaSession.metadata.artwork.map(({ sizes, type }) => [sizes, type]), positions: window.states.length > 0,
    }));
  },
};

for (const [name, run] of Object.entries(scenarios)) {
  if (process.argv[4] && process.argv[4] !== name) continue;
  try { facts[name] = await run(); } catch (error) { facts[name] = { failed: error.message.split("\n")[0] }; }
}
await browser.close();
site.close();
console.log(JSON.stringify(facts, null, 1));
process.exit(0);
