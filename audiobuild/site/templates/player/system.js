/* The system's own controls: lock screen, headphones, keyboard. */

const session = navigator.mediaSession;
const artwork = [...bar.dataset.covers.matchAll(/(\S+) (\d+)w/g)]
  .map(([, src, width]) => ({ src: new URL(src, location).href, sizes: `${width}x${width}`, type: "image/jpeg" }));

function announceToSystem() {
  if (!session || !window.MediaMetadata) return;
  session.metadata = new MediaMetadata({
    title: chapters[chapter].title.textContent, artist: player.dataset.show, album: document.querySelector("h1").textContent, artwork,
  });
}

function positionForSystem() {
  session?.setPositionState?.({ duration: duration / 1000, playbackRate: audio.playbackRate,
    position: Math.min(audio.currentTime, duration / 1000) });
}

const step = (direction) => () => actions[`${direction}-${skips.value}`]();
const handlers = {
  play: begin, pause: () => audio.pause(), stop: () => audio.pause(),
  seekbackward: actions.back, seekforward: actions.forward, seekto: (details) => seek(1000 * details.seekTime),
  previoustrack: step("previous"), nexttrack: step("next"),
};
for (const [action, handler] of Object.entries(handlers)) {
  try { session?.setActionHandler(action, handler); } catch { /* an action that this browser does not know */ }
}
for (const event of ["play", "seeked", "ratechange"]) audio.addEventListener(event, positionForSystem);
