/* Reading along: what the page's player does beyond the browser's own. Sentences carry their times in milliseconds, and
   those of their words. Focus moves only where the reader sends it, and the status line speaks only in answer. */

const audio = document.querySelector("audio");
const main = document.querySelector("main");
const bar = document.querySelector(".bar");
const one = (selector) => bar.querySelector(selector);
const controls = one(".controls");
const player = bar.parentElement;
const docked = player.querySelector(".dock");
const labels = player.querySelectorAll(":is(.play, .dock) span");
const playLabel = labels[0].textContent;
const range = one("input");
const progress = one(".progress");
const clock = one(".now");
const heard = one(".heard");
const status = one(".status");
const rate = one("[name=rate]");
const stops = one("[name=stop]");
const skips = one("[name=skip]");
const follow = one("[data-do=follow]");
const more = one(".more");
const language = bar.closest("[lang]").lang;
const duration = +bar.dataset.duration;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

const now = () => Math.round(audio.currentTime * 1000);
const isPaused = () => audio.paused || audio.ended;

/* What is kept from visit to visit. A sandboxed frame, or a reader's setting, may refuse it. */
const store = {
  get(key) { try { return localStorage.getItem("audiobuild:" + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem("audiobuild:" + key, value); } catch { /* then it is not kept */ } },
};
