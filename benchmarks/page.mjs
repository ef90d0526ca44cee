// How much of the main thread a page takes while it plays: node benchmarks/page.mjs DIST SLUG [SECONDS] [RATE]
//
// In Chromium, its processor throttled four times, as a slow phone's. Printed are the shares of the time that tasks, script, styles
// and layout took while the sound played, how long the page took to load, and the longest task.
import { browse, serve } from "../tests/node/site.js";

const [folder, slug, seconds = "20", rate = "1"] = process.argv.slice(2);
const site = await serve(folder);
const browser = await browse();
for (const [name, viewport] of [["desktop", { width: 1280, height: 800 }], ["phone", { width: 390, height: 844 }]]) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Performance.enable", { timeDomain: "timeTicks" });
  const metrics = async () => Object.fromEntries((await session.send("Performance.getMetrics")).metrics.map((one) => [one.name, one.value]));
  const begun = performance.now();
  await page.goto(`${site.url}${slug}/#t=${process.argv[6] ?? 3600}`);
  await page.waitForFunction(() => document.body.classList.contains("reading"));
  const loaded = performance.now() - begun;
  await page.evaluate((value) => {
    document.querySelector("audio").playbackRate = value;
    window.longest = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration); })
      .observe({ entryTypes: ["longtask"] });
  }, +rate);
  await page.click(".play");
  await page.waitForFunction(() => !document.querySelector("audio").paused && document.querySelector("audio").readyState > 2);
  await page.waitForTimeout(2000);
  const [before, start] = [await metrics(), performance.now()];
  await page.evaluate(() => { window.longest = 0; });
  await page.waitForTimeout(1000 * seconds);
  const after = await metrics();
  const took = (performance.now() - start) / 1000;
  const share = (key) => `${(100 * (after[key] - before[key]) / took).toFixed(1)} %`;
  const longest = Math.round(await page.evaluate(() => window.longest));
  const place = await page.evaluate(() => {
    const link = document.querySelector(".chapters [aria-current]");
    const box = link?.getBoundingClientRect();
    return box ? Math.round(box.top) : null;
  });
  console.log(`${name}: tasks ${share("TaskDuration")}, script ${share("ScriptDuration")}, styles ${share("RecalcStyleDuration")},` +
    ` layout ${share("LayoutDuration")}; longest task ${longest} ms; loaded in ${Math.round(loaded)} ms; current chapter at ${place} px`);
  await context.close();
}
await browser.close();
site.close();
process.exit(0);
