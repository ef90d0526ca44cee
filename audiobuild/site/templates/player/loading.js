/* Waiting and failing: the sound that does not come has a word, and a way out. */

let wants = false; // to hear something, as far as the reader said
let waiting = 0;
let failed = false;
let message = "";

/* Said in the status line, and taken back when it is true no longer. */
function inform(text) {
  if (text === message) return;
  if (text || status.textContent === message) status.textContent = text;
  message = text;
}

function fail() {
  failed = true;
  audio.pause();
  setWaiting(false);
  inform(bar.dataset[navigator.onLine ? "error" : "offline"]);
}

/* Half a second is no wait: each jump takes some of it. */
function watch() {
  const waits = !failed && wants && !audio.paused && !audio.ended && audio.readyState < audio.HAVE_FUTURE_DATA;
  if (!waits) setWaiting(false);
  else if (!waiting) waiting = setTimeout(setWaiting, 500, true);
}

function setWaiting(on) {
  if (!on) {
    clearTimeout(waiting);
    waiting = 0;
  }
  bar.classList.toggle("waiting", on);
  if (on) controls.setAttribute("aria-busy", "true");
  else controls.removeAttribute("aria-busy");
  if (on) inform(bar.dataset[navigator.onLine ? "waiting" : "offline"]);
  else if (!failed) inform("");
}

function begin() {
  ownScrollUntil = Math.max(ownScrollUntil, performance.now() + 500);
  wants = true;
  if (failed || audio.error) again();
  audio.play().catch((error) => { if (error.name === "NotSupportedError") fail(); });
  watch();
}

/* What failed is asked for once more, from the same place. */
function again() {
  const place = audio.currentTime;
  failed = false;
  inform("");
  audio.load();
  audio.currentTime = place;
}

for (const event of ["waiting", "stalled", "playing", "canplay", "seeking", "seeked", "progress", "emptied", "pause", "timeupdate"]) {
  audio.addEventListener(event, watch);
}
audio.addEventListener("playing", () => { failed = false; inform(""); });
audio.addEventListener("error", fail);
addEventListener("offline", () => { if (waiting) setWaiting(true); });
addEventListener("online", () => {
  if (failed && wants) begin();
  else if (waiting) setWaiting(true);
});
