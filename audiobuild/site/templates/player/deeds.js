/* What the reader does: by buttons, by keys, by pressing a sentence, by a link. */

/* Where it stops by itself: at the end of a stretch that an address named, of a sentence or of a question. */
let stopAt = Infinity;
let stretchEnd = Infinity;

function setStop() {
  const own = { sentence: sentences[current]?.end, question: sentences[chapters[chapter + 1]?.index]?.start }[stops.value];
  stopAt = Math.min(stretchEnd, own ?? Infinity);
}

function stop() {
  const place = stopAt;
  stretchEnd = Infinity;
  wants = false;
  audio.pause();
  audio.currentTime = Math.min(place, duration) / 1000;
}

function seek(time, start) {
  stretchEnd = Infinity;
  audio.currentTime = Math.min(Math.max(time, 0), duration) / 1000;
  if (start) begin();
  show();
  setStop();
  save();
}

/* To a sentence, and the text with it: whoever asks for a place wants to see it. */
function visit(index, start) {
  seek(sentences[index].start, start);
  setFollowing(isWanted);
  reveal();
  if (document.activeElement.matches("[data-start]")) focusSentence();
}

function focusSentence() {
  sentences[current].element.focus({ preventScroll: true });
}

const isUnderWay = (index) => now() - sentences[index].start > 2000;

/* Back leads to the beginning of what is being read and, from there, to the one before. Where no voice says where that
   is, the status line does, or the sentence itself, if it has the focus. */
function toSentence(index) {
  visit(Math.min(Math.max(index, 0), sentences.length - 1));
  say(textOf(sentences[current].element));
}

function toQuestion(step) {
  const at = questions.findLastIndex(({ index }) => index <= current);
  const wanted = step < 0 && at >= 0 && isUnderWay(questions[at].index) ? at : at + step;
  const { index, title } = questions[Math.min(Math.max(wanted, 0), questions.length - 1)];
  visit(index);
  say(title.textContent);
}

function say(text) {
  if (isPaused() && !document.activeElement.matches("[data-start]")) status.textContent = text;
}

function toggle() {
  if (!isPaused()) return audio.pause();
  const isBack = Boolean(hello);
  begin();
  if (isBack) setFollowing(isWanted);
  if (isFollowing()) reveal();
}

/* The sentence that is marked goes on and pauses; any other is heard from its start. */
function hear(index) {
  if (index === current && isMarked) toggle();
  else visit(index, true);
}

const actions = {
  play: toggle,
  back: () => seek(now() - 10000),
  forward: () => seek(now() + 10000),
  "previous-sentence": () => toSentence(isUnderWay(current) ? current : current - 1),
  "next-sentence": () => toSentence(current + 1),
  "previous-question": () => toQuestion(-1),
  "next-question": () => toQuestion(1),
  follow: () => {
    isWanted = !isFollowing();
    store.set("follow", isWanted);
    setFollowing(isWanted);
    if (isWanted) reveal();
  },
  current: () => {
    more.open = false;
    focusSentence();
    reveal(true);
    setFollowing(isWanted);
  },
};
/* The bar runs the way of its own language, and so do all keys: its menu names them. */
const [before, after] = getComputedStyle(bar).direction === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
const steps = {
  [before]: "previous-sentence", [after]: "next-sentence", PageUp: "previous-question", PageDown: "next-question",
};

player.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]();
});

/* Keys are the reader's where something of the page has the focus, and nowhere else (WCAG 2.2, 2.1.4): P in the whole of it,
   arrows and Page keys in the bar and on a sentence. */
main.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || target.matches("textarea")) return;
  if (target.matches("select") && key !== "Escape") return;
  const isSentence = target.matches("[data-start]");
  const isInBar = bar.contains(target) || target === docked;
  let deed = null;
  if (key.toLowerCase() === "p") deed = toggle;
  else if (key === "Enter" && isSentence) deed = () => hear(indices.get(target));
  else if (key === "Escape" && isInBar) deed = leave;
  else if (target === range) deed = slide(key);
  else if (isSentence || isInBar) deed = actions[steps[key]];
  if (!deed) return;
  event.preventDefault();
  deed();
});

/* Out of the menu to the bar, and out of the bar to the text. */
function leave() {
  if (!more.open) return actions.current();
  more.open = false;
  more.querySelector("summary").focus();
}
document.addEventListener("click", ({ target }) => { if (!more.contains(target)) more.open = false; });

/* The slider's own keys, in seconds: it would count its steps from where it has been drawn. */
function slide(key) {
  const by = { [before]: -10, [after]: 10, ArrowDown: -10, ArrowUp: 10, PageDown: -60, PageUp: 60, Home: -Infinity, End: Infinity }[key];
  return by && (() => { seek(now() + 1000 * by); tell(true); });
}
range.addEventListener("pointerdown", () => { range.step = 1; });
range.addEventListener("input", () => { seek(1000 * range.value); tell(true); });
range.addEventListener("change", () => { range.step = 10; });
range.addEventListener("blur", () => tell());
rate.addEventListener("change", () => {
  audio.playbackRate = audio.defaultPlaybackRate = rate.value;
  store.set("rate", rate.value);
});
stops.addEventListener("change", () => { store.set("stop", stops.value); setStop(); tick(); });
skips.addEventListener("change", () => store.set("skip", skips.value));

main.addEventListener("click", (event) => {
  const { target } = event;
  const own = turns.find(({ button }) => button.contains(target));
  if (own) return own === turn && own.button.dataset.state !== "hear" ? toggle() : visit(own.first, true);
  const sentence = target.closest("[data-start]");
  if (!sentence || target.closest("a") || !getSelection().isCollapsed) return;
  hear(indices.get(sentence));
  sentence.focus({ preventScroll: true });
});

/* Links to a moment or a stretch, a question or a sentence: #t=61, #q3, #s12. */
function goTo(hash) {
  const asked = stretch(hash);
  const target = asked ? null : document.getElementById(hash.slice(1));
  const index = indices.get(target) ?? chapters.find(({ id }) => id === target?.id)?.index;
  if (!asked && index === undefined) return false;
  ownScrollUntil = performance.now() + 500;
  seek(asked ? asked.start : sentences[index].start);
  stretchEnd = asked && asked.end < duration ? asked.end : Infinity;
  setStop();
  if (asked) reveal(true);
  else settling = setTimeout(settle, 50, sentences[current].element, 8);
  return true;
}
addEventListener("hashchange", () => goTo(location.hash));
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) goTo(link.hash);
});
