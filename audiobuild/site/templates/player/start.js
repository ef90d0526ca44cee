/* What the audio does, and how the page begins. */

let saved = 0;
function save() {
  saved = now();
  store.set("at:" + location.pathname, audio.ended ? 0 : saved);
}

function setPlaying(on) {
  for (const label of labels) label.textContent = on ? bar.dataset.pause : playLabel;
  player.classList.toggle("playing", on);
  if (session) session.playbackState = on ? "playing" : "paused";
  nameTurn(turn);
  tell(true);
}

audio.addEventListener("play", () => {
  hello = "";
  nameChapter();
  setPlaying(true);
  setStop();
  tick();
});
audio.addEventListener("pause", () => {
  if (!failed && !audio.ended) wants = false;
  setPlaying(false);
  show();
  save();
});
audio.addEventListener("timeupdate", () => {
  tick();
  if (Math.abs(now() - saved) > 5000) save();
});
audio.addEventListener("seeked", () => { show(); tell(true); });
addEventListener("pagehide", save);

function kept(select, key) {
  const value = store.get(key);
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}

for (const clocked of document.querySelectorAll(".chapters .clock")) {
  const words = document.createElement("span");
  words.className = "unseen";
  words.lang = language;
  words.textContent = inWords(+clocked.dataset.at);
  clocked.after(" ", words);
}
for (const element of player.querySelectorAll("[hidden]:not(.dock)")) element.hidden = false;
audio.controls = false;
document.body.classList.add("reading");
setFollowing(isWanted);
kept(rate, "rate");
kept(stops, "stop");
kept(skips, "skip");
audio.playbackRate = audio.defaultPlaybackRate = rate.value;
audio.preservesPitch = true;
const wide = matchMedia("(min-width: 64rem)");
const unfold = () => { document.querySelector(".chapters details").open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();

/* The bar stays in view. Where it would take much of a low window, one button does. */
function dock() {
  ownScrollUntil = Math.max(ownScrollUntil, performance.now() + 500);
  bar.classList.add("docked");
  const height = bar.offsetHeight;
  docked.hidden = bar.classList.toggle("docked", height <= 0.3 * innerHeight);
  document.documentElement.style.setProperty("--bar", (docked.hidden ? height : docked.offsetHeight + 8) + "px");
}
new ResizeObserver(dock).observe(controls);
addEventListener("resize", () => {
  dock();
  if (!isPaused() && isFollowing()) reveal();
});

if (!goTo(location.hash)) {
  const kept = +store.get("at:" + location.pathname) || 0;
  const place = kept < duration - 1000 ? kept : 0;
  audio.currentTime = place / 1000;
  if (place) hello = bar.dataset.resume.replace("{time}", inWords(place));
  show();
}
tell(true);
if (audio.error) fail(); // it did before this script ran
