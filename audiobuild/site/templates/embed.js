/* The small player in the pages of others. It keeps nothing, and asks nobody but its own place: it runs in a sandbox, too. */
(() => {
  "use strict";
  const one = (selector) => document.querySelector(selector);
  const audio = one("audio");
  const bar = one(".bar");
  const button = one("button");
  const name = one("button span");
  const play = name.textContent;
  const range = one("input");
  const status = one(".status");
  const details = one("details");
  const duration = +bar.dataset.duration;
  const sentences = [...document.querySelectorAll("[data-start]")].map((element) => ({ element, start: +element.dataset.start }));
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");

  /* --- times --- */

  const units = ["hour", "minute", "second"].map((unit) =>
    new Intl.NumberFormat(bar.closest("[lang]").lang, { style: "unit", unit, unitDisplay: "long" }));
  const parts = (time) => {
    const seconds = Math.floor((time + 24) / 1000);
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  };
  const inWords = (time) => {
    const counts = parts(time);
    return counts.map((count, index) => count && units[index].format(count)).filter(Boolean).join(" ") || units[2].format(0);
  };
  const digits = (time) => {
    const [hours, minutes, seconds] = parts(time).map((number) => String(number).padStart(2, "0"));
    return (duration < 3600000 ? +minutes : hours + ":" + minutes) + ":" + seconds;
  };

  /* --- what is shown --- */

  /* Before the sound is there, a place in it is wished for, and taken as soon as it can be. */
  let wished = 0;
  const now = () => (audio.readyState ? audio.currentTime * 1000 : wished);
  let current;
  let shown = -1;
  function show() {
    const time = now();
    const second = Math.floor(time / 1000);
    if (second !== shown) {
      shown = second;
      one(".now").textContent = digits(time);
      range.value = second;
      range.setAttribute("aria-valuetext", range.dataset.of.replace("{position}", inWords(time)).replace("{duration}", inWords(duration)));
    }
    const sentence = time || !audio.paused ? sentences.findLast(({ start }) => start <= time)?.element : undefined;
    if (sentence === current) return;
    current?.removeAttribute("aria-current");
    current = sentence;
    current?.setAttribute("aria-current", "true");
    if (current && details.open && !audio.paused) reveal();
  }

  /* Only this frame moves: scrollIntoView would move the page around it, too. */
  function reveal() {
    const top = one(".player").offsetHeight;
    const box = current.getBoundingClientRect();
    if (box.top > top && box.bottom < innerHeight) return;
    scrollBy({ top: box.top - top - 24, behavior: stillness.matches ? "instant" : "smooth" });
  }

  function set(state) {
    bar.setAttribute("aria-busy", state === "loading");
    status.textContent = state ? bar.dataset[state] : "";
  }

  /* --- what the listener does --- */

  function seek(time) {
    wished = Math.min(Math.max(time, 0), duration);
    if (audio.readyState) audio.currentTime = wished / 1000;
    show();
  }

  function begin() {
    if (audio.error) audio.load();
    audio.play().catch((error) => { if (error.name !== "AbortError") set("error"); });
  }

  button.addEventListener("click", () => (audio.paused ? begin() : audio.pause()));
  range.addEventListener("input", () => seek(1000 * range.value));
  range.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -10, ArrowDown: -10, ArrowRight: 10, ArrowUp: 10 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    seek(now() + 1000 * step);
  });
  one("#text").addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-start]");
    if (!sentence || event.target.closest("a") || !getSelection().isCollapsed) return;
    seek(+sentence.dataset.start);
    begin();
  });

  /* --- what the sound does --- */

  let slow;
  const waiting = () => { clearTimeout(slow); slow = setTimeout(() => set("loading"), 300); };
  const going = () => { clearTimeout(slow); set(""); };
  for (const event of ["waiting", "stalled"]) audio.addEventListener(event, () => { if (!audio.paused && audio.readyState < 3) waiting(); });
  audio.addEventListener("play", () => { bar.classList.add("playing"); name.textContent = bar.dataset.pause; if (audio.readyState < 3) waiting(); });
  for (const event of ["playing", "canplay"]) audio.addEventListener(event, going);
  audio.addEventListener("pause", () => { bar.classList.remove("playing"); name.textContent = play; if (!audio.error) going(); });
  audio.addEventListener("loadedmetadata", () => { if (wished) audio.currentTime = wished / 1000; });
  audio.addEventListener("timeupdate", () => { wished = audio.currentTime * 1000 || wished; show(); });
  audio.addEventListener("seeked", show);
  audio.addEventListener("error", () => {
    clearTimeout(slow);
    bar.classList.remove("playing");
    name.textContent = play;
    set("error");
  });

  const session = navigator.mediaSession;
  if (session) {
    const artwork = one(".cover").srcset.split(", ").map((one) => {
      const [src, width] = one.split(" ");
      return { src, sizes: `${parseInt(width)}x${parseInt(width)}`, type: "image/jpeg" };
    });
    const [artist, title] = [one(".what p").textContent, one("h1").textContent];
    audio.addEventListener("play", () => { session.metadata = new MediaMetadata({ title, artist, artwork }); });
  }

  /* --- its room: a page around it that listens gives it more (grow.js) --- */

  function ask() {
    document.body.classList.toggle("open", details.open);
    const height = details.open ? one(".player").offsetHeight + 420 : one("main").offsetHeight + 2;
    parent.postMessage({ audiobuild: "height", height }, "*");
  }
  details.addEventListener("toggle", ask);

  audio.controls = false;
  audio.hidden = true;
  bar.hidden = false;
  document.body.classList.add("ready");
  show();
})();
