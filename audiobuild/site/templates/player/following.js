/* The text moves along with what is heard, unless the reader moves it. */

let ownScrollUntil = 0;
let isWanted = store.get("follow") !== "false";
const isFollowing = () => follow.getAttribute("aria-pressed") === "true";
const setFollowing = (on) => follow.setAttribute("aria-pressed", on);

function reveal(always) {
  const box = sentences[current].element.getBoundingClientRect();
  const room = innerHeight - (docked.hidden ? bar.offsetHeight : 0);
  if (!always && box.top > 0.08 * room && box.bottom < 0.85 * room) return;
  ownScrollUntil = performance.now() + (stillness.matches ? 150 : 1200);
  scrollBy({ top: box.top - 0.3 * room, behavior: stillness.matches ? "instant" : "smooth" });
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
