/* What is shown of the place that is heard: the marked sentence and word, the chapter, the turn's button, the clock. */

let current = -1;
let chapter = -1;
let turn = null;
let isMarked = false;
/* What is said of a place from an earlier visit, until it plays. */
let hello = "";

function show() {
  const time = now();
  const index = sentenceAt(time);
  if (index !== current) moveTo(index);
  nameTurn(turn);
  /* Before anything is heard, nothing is current. */
  if (!isMarked && (time || !isPaused())) setMark(true);
  markWord(time);
  const text = digits(time);
  if (clock.textContent === text) return;
  clock.textContent = text;
  progress.style.transform = `scaleX(${time / duration})`;
  tell();
}

function moveTo(index) {
  setMark(false);
  current = index;
  makeReachable(sentences[current].element);
  const own = turnOf(current);
  if (own !== turn) {
    const former = turn;
    turn = own;
    nameTurn(former);
  }
  if (chapterAt(current) !== chapter) {
    chapter = chapterAt(current);
    nameChapter();
    keepListed();
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

/* A turn's button says what it does: from its beginning, pause, or on from where it stopped. */
function nameTurn(one) {
  if (!one) return;
  const isHere = one === turn && now() > sentences[one.first].start + 200;
  const state = isHere || (one === turn && !isPaused()) ? (isPaused() ? "goOn" : "pause") : "hear";
  if (one.button.dataset.state === state) return;
  one.button.dataset.state = state;
  one.label.textContent = bar.dataset[state];
}

function nameChapter() {
  const parts = [...chapters[chapter].title.cloneNode(true).childNodes];
  heard.replaceChildren(...(hello ? [hello + " "] : []), ...parts);
}

/* One sentence can be reached by Tab: the current one. Where the reader's focus is on another, that keeps it. */
let reachable = null;
function makeReachable(element) {
  if (reachable === element) return;
  if (reachable === document.activeElement) reachable.tabIndex = -1;
  else reachable?.removeAttribute("tabindex");
  reachable = element;
  element.tabIndex = 0;
}
main.addEventListener("focusout", ({ target }) => {
  if (target !== reachable && target.matches("[data-start][tabindex]")) target.removeAttribute("tabindex");
});

/* Where the list of chapters is longer than the window, the current one is in view, unless somebody is reading there. */
function keepListed() {
  const list = document.querySelector(".chapters");
  if (list.scrollHeight <= list.clientHeight || list.matches(":hover, :focus-within")) return;
  const [place, box] = [chapters[chapter].link.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += place.top - box.top - 0.4 * box.height;
}

/* Words are marked without elements of their own: a screen reader would pause after each (nvda#17596). */
const highlight = window.Highlight && CSS.highlights ? new Highlight() : null;
if (highlight) CSS.highlights.set("word", highlight);

function markWord(time) {
  if (!highlight) return;
  const sentence = sentences[current];
  sentence.words ??= wordsOf(sentence);
  const index = isPaused() ? -1 : sentence.words.findLastIndex((item) => sentence.start + item.time <= time);
  const found = sentence.words[index]?.range;
  if (found && highlight.has(found)) return;
  highlight.clear();
  if (found) highlight.add(found);
}

/* The slider speaks in words at any time. It does not speak by itself: where it has the focus, it waits until it is used. */
function tell(always) {
  if (!always && document.activeElement === range && !isPaused()) return;
  range.value = now() / 1000;
  range.setAttribute("aria-valuetext",
    range.dataset.of.replace("{position}", inWords(now())).replace("{duration}", inWords(duration)));
}

/* While it plays, the page is touched when something changes: with the next word, sentence or second, or where it is to stop.
   Once a frame costs a slow phone most of its time (measured over four hours of text: 57 to 98 %). */
let timer = 0;
function tick() {
  clearTimeout(timer);
  const time = now();
  if (time >= stopAt - 15 && !isPaused()) return stop();
  show();
  if (isPaused()) return;
  const { start, end, words } = sentences[current];
  const word = words?.find((item) => start + item.time > time);
  const second = 1000 * Math.floor((time + 24) / 1000 + 1) - 24;
  const next = Math.min(end, second, stopAt, word ? start + word.time : Infinity);
  timer = setTimeout(tick, Math.min(1000, Math.max(20, (next - time) / audio.playbackRate + 2)));
}
