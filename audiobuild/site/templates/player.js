/* Reading along: what the page's player does beyond the browser's own. Sentences carry their times in milliseconds, and
   those of their words. Focus moves only where the reader sends it, and the status line speaks only in answer. */
(() => {
  "use strict";
  const audio = document.querySelector("audio");
  const bar = document.querySelector(".bar");
  const one = (selector) => bar.querySelector(selector);
  const play = one(".play span");
  const playLabel = play.textContent;
  const range = one("input");
  const status = one(".status");
  const rate = one("select");
  const follow = one("[data-do=follow]");
  const more = one(".more");
  const language = bar.closest("[lang]").lang;
  const duration = +bar.dataset.duration;
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");

  const sentences = [...document.querySelectorAll("[data-start]")].map((element) => ({
    element, start: +element.dataset.start,
  }));
  const chapters = [...document.querySelectorAll(".chapters a")].map((link) => {
    const target = document.querySelector(link.hash);
    const first = target.dataset.start ? target : target.querySelector("[data-start]");
    const index = sentences.findIndex((sentence) => sentence.element === first);
    return { link, id: link.hash.slice(1), title: link.firstElementChild.textContent, index };
  });
  /* Music at either end has a place in the list; who goes from question to question passes it over. */
  const questions = chapters.filter(({ index }) => !sentences[index].element.closest(".sound"));

  /* What is kept from visit to visit. A sandboxed frame, or a reader's setting, may refuse it. */
  const place = "audiobuild:" + location.pathname;
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* then it is not kept */ } },
  };

  /* What a sentence says: a picture its words, a row its cells, a text all but the marks of footnotes. */
  function* nodes(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".noteref")) yield walker.currentNode;
  }
  const textOf = (element) => element.alt || (element.cells
    ? [...element.cells].map(textOf).filter(Boolean).join("; ") : [...nodes(element)].map(({ data }) => data).join(""));

  const now = () => Math.round(audio.currentTime * 1000);
  const isPaused = () => audio.paused || audio.ended;
  /* The last item that begins at or before a time. */
  const last = (list, starts, time) => Math.max(0, list.findLastIndex((item) => starts(item) <= time));
  const sentenceAt = (time) => last(sentences, (sentence) => sentence.start, time);
  const chapterAt = (index) => last(chapters, (chapter) => chapter.index, index);

  /* Times in words of the page's language: "0:30" is read as half past midnight by some screen readers. */
  const units = ["hour", "minute", "second"].map((unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }));
  const inWords = (time) => {
    const seconds = Math.round(time / 1000);
    const counts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return counts.map((count, index) => count && units[index].format(count)).filter(Boolean).join(" ") || units[2].format(0);
  };
  const digits = (time) => {
    const seconds = Math.floor((time + 24) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return (duration < 3600000 ? minutes : two(hours) + ":" + two(minutes)) + ":" + two(seconds % 60);
  };

  /* --- what is shown --- */

  let current = -1;
  let chapter = -1;
  let isMarked = false;

  function show() {
    const time = now();
    const index = sentenceAt(time);
    if (index !== current) moveTo(index);
    /* Before anything is heard, nothing is current. */
    if (!isMarked && (time || !isPaused())) setMark(true);
    word(time);
    one(".now").textContent = digits(time);
    /* A slider that moves under the keyboard's focus is spoken all the while: it waits until it is used or left. */
    if (!range.matches(":focus-visible")) range.value = time / 1000;
  }

  function moveTo(index) {
    setMark(false);
    current = index;
    if (chapterAt(current) !== chapter) {
      chapter = chapterAt(current);
      announceToSystem();
    }
    if (!isPaused() && isFollowing()) reveal();
  }

  function setMark(on) {
    isMarked = on;
    for (const element of [sentences[current]?.element, chapters[chapter]?.link]) {
      if (on) element.setAttribute("aria-current", "true");
      else element?.removeAttribute("aria-current");
    }
  }

  /* Words are marked without elements of their own: a screen reader would pause after each (nvda#17596). */
  const highlight = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (highlight) CSS.highlights.set("word", highlight);

  function word(time) {
    if (!highlight) return;
    const sentence = sentences[current];
    sentence.words ??= ranges(sentence.element);
    const index = isPaused() ? -1 : sentence.words.findLastIndex((item) => sentence.start + item.time <= time);
    const found = sentence.words[index]?.range;
    if (found && highlight.has(found)) return;
    highlight.clear();
    if (found) highlight.add(found);
  }

  function ranges(element) {
    const numbers = (element.dataset.words || "").split(" ").map(Number);
    const texts = [];
    let length = 0;
    for (const node of nodes(element)) {
      texts.push([node, length]);
      length += node.length;
    }
    const spot = (position, end) => {
      const [node, start] = texts.findLast(([, start]) => (end ? start < position : start <= position));
      return [node, position - start];
    };
    const words = [];
    for (let i = 0; i + 2 < numbers.length; i += 3) {
      const range = new Range();
      range.setStart(...spot(numbers[i], false));
      range.setEnd(...spot(numbers[i] + numbers[i + 1], true));
      words.push({ range, time: numbers[i + 2] });
    }
    return words;
  }

  function tick() {
    show();
    if (!isPaused()) requestAnimationFrame(tick);
  }

  /* --- following along --- */

  let ownScrollUntil = 0;
  let isWanted = store.get("audiobuild:follow") !== "false";
  const isFollowing = () => follow.getAttribute("aria-pressed") === "true";
  const setFollowing = (on) => follow.setAttribute("aria-pressed", on);

  function reveal(always) {
    const box = sentences[current].element.getBoundingClientRect();
    const room = innerHeight - (bar.classList.contains("docked") ? bar.offsetHeight : 0);
    if (!always && box.top > 0.08 * room && box.bottom < 0.85 * room) return;
    ownScrollUntil = performance.now() + (stillness.matches ? 150 : 1200);
    scrollBy({ top: box.top - 0.3 * room, behavior: stillness.matches ? "instant" : "smooth" });
  }

  /* Whoever scrolls while it plays wants to be elsewhere, until they press a sentence or ask for the current one. */
  addEventListener("scroll", () => {
    const time = performance.now();
    if (time < ownScrollUntil) ownScrollUntil = Math.max(ownScrollUntil, time + 300);
    else if (!isPaused()) setFollowing(false);
  }, { passive: true });
  for (const event of ["wheel", "touchmove"]) {
    addEventListener(event, () => { if (!isPaused()) setFollowing(false); }, { passive: true });
  }

  /* --- what the reader does --- */

  function seek(time, start) {
    audio.currentTime = Math.min(Math.max(time, 0), duration) / 1000;
    if (start) begin();
    show();
    save();
  }

  function begin() {
    ownScrollUntil = Math.max(ownScrollUntil, performance.now() + 500);
    audio.play().catch((error) => { if (error.name !== "AbortError") status.textContent = bar.dataset.error; });
  }

  const isUnderWay = (index) => now() - sentences[index].start > 2000;

  /* Back leads to the beginning of what is being read and, from there, to the one before. Where no voice says where that
     is, the status line does. */
  function toSentence(index) {
    index = Math.min(Math.max(index, 0), sentences.length - 1);
    seek(sentences[index].start);
    if (isPaused()) say(textOf(sentences[index].element));
  }

  function toQuestion(step) {
    const at = questions.findLastIndex(({ index }) => index <= current);
    const wanted = step < 0 && at >= 0 && isUnderWay(questions[at].index) ? at : at + step;
    const { index, title } = questions[Math.min(Math.max(wanted, 0), questions.length - 1)];
    seek(sentences[index].start);
    if (isPaused()) say(title);
  }

  function say(message) {
    status.textContent = message;
    if (isFollowing()) reveal();
  }

  const actions = {
    play: () => (isPaused() ? begin() : audio.pause()),
    back: () => seek(now() - 10000),
    forward: () => seek(now() + 10000),
    "previous-sentence": () => toSentence(isUnderWay(current) ? current : current - 1),
    "next-sentence": () => toSentence(current + 1),
    "previous-question": () => toQuestion(-1),
    "next-question": () => toQuestion(1),
    follow: () => {
      isWanted = !isFollowing();
      store.set("audiobuild:follow", isWanted);
      setFollowing(isWanted);
      if (isWanted) reveal();
    },
    current: () => {
      const { element } = sentences[current];
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
      reveal(true);
      setFollowing(isWanted);
    },
  };
  const keys = {
    ArrowLeft: "previous-sentence", ArrowRight: "next-sentence", PageUp: "previous-question", PageDown: "next-question",
  };

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
  bar.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    if (!action || event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, select")) return;
    event.preventDefault();
    actions[action]();
  });
  range.addEventListener("keydown", () => { range.value = now() / 1000; });
  range.addEventListener("input", () => seek(1000 * range.value));
  /* In words while it is used or nothing moves; never while it moves by itself. */
  function tell() {
    const words = range.dataset.of.replace("{position}", inWords(now())).replace("{duration}", inWords(duration));
    if (isPaused() || document.activeElement === range) range.setAttribute("aria-valuetext", words);
    else range.removeAttribute("aria-valuetext");
  }
  for (const event of ["focus", "blur", "input"]) range.addEventListener(event, tell);
  for (const event of ["play", "pause", "seeked"]) audio.addEventListener(event, tell);
  rate.addEventListener("change", () => {
    audio.playbackRate = audio.defaultPlaybackRate = rate.value;
    store.set("audiobuild:rate", rate.value);
  });

  document.querySelector("main").addEventListener("click", (event) => {
    const hear = event.target.closest(".hear");
    const sentence = hear ? hear.parentElement.querySelector("[data-start]") : event.target.closest("[data-start]");
    if (!sentence || event.target.closest("a") || (!hear && !getSelection().isCollapsed)) return;
    setFollowing(isWanted);
    seek(+sentence.dataset.start, true);
  });

  /* Links to a moment, a question or a sentence: #t=61, #q3, #s12. */
  function goTo(hash) {
    const time = /^#t=(?:(\d+):)??(?:(\d+):)?(\d+(?:\.\d+)?)/.exec(hash);
    const target = !time && hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    const index = target ? sentences.findIndex(({ element }) => element === target) : -1;
    const listed = target ? chapters.findIndex(({ id }) => id === target.id) : -1;
    if (!time && index < 0 && listed < 0) return false;
    ownScrollUntil = performance.now() + 500;
    const [, hours = 0, minutes = 0, seconds] = time || [];
    seek(time ? 1000 * (3600 * hours + 60 * minutes + +seconds) : sentences[index < 0 ? chapters[listed].index : index].start);
    if (time) reveal(true);
    return true;
  }
  addEventListener("hashchange", () => goTo(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) goTo(link.hash);
  });

  /* --- what the audio does --- */

  let saved = 0;
  function save() {
    saved = now();
    store.set(place, audio.ended ? 0 : saved);
  }

  audio.addEventListener("play", () => { play.textContent = bar.dataset.pause; bar.classList.add("playing"); tick(); });
  audio.addEventListener("pause", () => { play.textContent = playLabel; bar.classList.remove("playing"); show(); save(); });
  audio.addEventListener("timeupdate", () => {
    show();
    if (Math.abs(now() - saved) > 5000) save();
  });
  audio.addEventListener("seeked", show);
  audio.addEventListener("error", () => { status.textContent = bar.dataset.error; });
  addEventListener("pagehide", save);

  /* --- the system's own controls: lock screen, headphones, keyboard --- */

  const session = navigator.mediaSession;
  function announceToSystem() {
    if (!session) return;
    const { show: artist, cover } = bar.parentElement.dataset;
    const album = document.querySelector("h1").textContent;
    session.metadata = new MediaMetadata({ title: chapters[chapter].title, artist, album, artwork: [{ src: cover }] });
  }
  function positionForSystem() {
    session?.setPositionState?.({ duration: duration / 1000, playbackRate: audio.playbackRate,
      position: Math.min(audio.currentTime, duration / 1000) });
  }
  const handlers = {
    play: begin, pause: () => audio.pause(),
    seekbackward: actions.back, seekforward: actions.forward, seekto: (details) => seek(1000 * details.seekTime),
    previoustrack: actions["previous-question"], nexttrack: actions["next-question"],
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try { session?.setActionHandler(action, handler); } catch { /* an action that this browser does not know */ }
  }
  for (const event of ["play", "seeked", "ratechange"]) audio.addEventListener(event, positionForSystem);

  /* --- set up --- */

  for (const link of document.querySelectorAll("a.hear")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    if (link.lang) button.lang = link.lang;
    button.append(...link.childNodes);
    link.replaceWith(button);
  }
  audio.controls = false;
  bar.hidden = false;
  document.body.classList.add("reading");
  setFollowing(isWanted);
  const kept = store.get("audiobuild:rate");
  if ([...rate.options].some((option) => option.value === kept)) rate.value = kept;
  audio.playbackRate = audio.defaultPlaybackRate = rate.value;
  audio.preservesPitch = true;
  const wide = matchMedia("(min-width: 60rem)");
  const unfold = () => { more.open = document.querySelector(".chapters details").open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();

  /* The bar stays in view where it leaves enough of the text in view too. */
  function dock() {
    ownScrollUntil = Math.max(ownScrollUntil, performance.now() + 500);
    bar.classList.add("docked");
    const height = bar.offsetHeight;
    const docked = bar.classList.toggle("docked", height < 0.45 * innerHeight);
    document.documentElement.style.setProperty("--bar", docked ? height + "px" : "0px");
  }
  new ResizeObserver(dock).observe(bar);
  addEventListener("resize", dock);

  if (!goTo(location.hash)) {
    audio.currentTime = (+store.get(place) || 0) / 1000;
    show();
  }
})();
