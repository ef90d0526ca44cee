/* Times: in words, in digits, and in addresses. All in milliseconds but for the browser's own. */

/* In words of the page's language: "0:30" is read as half past midnight by some screen readers. */
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

/* The stretch that an address names: #t=62, #t=1:02.5, #t=npt:0:01:02,90; null where it is none.
   https://www.w3.org/TR/media-frags/#naming-time: of several the last counts, and what is wrong is as if it were not there. */
function stretch(hash) {
  let value = hash.slice(1).split("&").findLast((pair) => pair.startsWith("t="))?.slice(2);
  try { value = decodeURIComponent(value ?? ""); } catch { return null; }
  const [, from, to] = /^(?:npt:)?([\d:.]*)(?:,([\d:.]+))?$/.exec(value) ?? [];
  if (!from && !to) return null;
  const start = from ? milliseconds(from) : 0;
  const end = to ? milliseconds(to) : duration;
  return start < end && start < duration ? { start, end } : null;
}

function milliseconds(text) {
  const [, hours = 0, minutes, seconds] = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d*)?)$/.exec(text) ?? [];
  const isClock = minutes !== undefined;
  return isClock && (minutes > 59 || seconds >= 60) ? NaN : 1000 * (3600 * hours + 60 * (minutes ?? 0) + +seconds);
}
