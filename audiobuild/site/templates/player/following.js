/* The text moves along with what is heard, unless the reader moves it. */

let ownScrollUntil = 0;
let isWanted = store.get("follow") !== "false";
const isFollowing = () => follow.getAttribute("aria-pressed") === "true";
const setFollowing = (on) => follow.setAttribute("aria-pressed", on);

/* A third from the top. What was out of sight has no height until it is laid out, so the way there is only guessed: a far one is
   not shown sentence by sentence, and the place is looked at again. */
function reveal(always) {
  const gap = missing(always);
  if (!gap) return;
  const isFar = Math.abs(gap) > 2 * innerHeight;
  ownScrollUntil = performance.now() + 1500;
  scrollBy({ top: gap, behavior: stillness.matches || isFar ? "instant" : "smooth" });
  clearTimeout(settling);
  settling = setTimeout(settle, stillness.matches || isFar ? 50 : 900, sentences[current].element, 8);
}

let settling = 0;
function settle(element, times) {
  const gap = sentences[current].element === element && times ? missing() : 0;
  if (!gap) return;
  ownScrollUntil = performance.now() + 500;
  scrollBy({ top: gap, behavior: "instant" });
  settling = setTimeout(settle, 50, element, times - 1);
}

/* How far the sentence is from where it belongs; nothing where it is in view. */
function missing(always) {
  const box = sentences[current].element.getBoundingClientRect();
  const room = innerHeight - (docked.hidden ? bar.offsetHeight : 0);
  const isSeen = box.top > 0.08 * room && (box.bottom < 0.85 * room || box.height > 0.7 * room && box.top < 0.4 * room);
  return isSeen && !always ? 0 : Math.round(box.top - 0.3 * room);
}

/* Whoever scrolls while it plays wants to be elsewhere, until they press something that leads to a place. */
addEventListener("scroll", () => {
  const time = performance.now();
  if (time < ownScrollUntil) ownScrollUntil = Math.max(ownScrollUntil, time + 300);
  else if (!isPaused()) setFollowing(false);
}, { passive: true });
for (const event of ["wheel", "touchmove"]) {
  addEventListener(event, () => { if (!isPaused()) setFollowing(false); }, { passive: true });
}
