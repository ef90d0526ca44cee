// What a screen reader says of a page from top to bottom, its script at work: node spoken.js PAGE SCRIPT → [phrase]
import { readFileSync } from "node:fs";
import { JSDOM, VirtualConsole } from "jsdom";

const [path, script] = process.argv.slice(2);
const { window } = new JSDOM(readFileSync(path, "utf8"), {
  url: "https://example.org/", runScripts: "outside-only", pretendToBeVisual: true, virtualConsole: new VirtualConsole(),
});
// What jsdom lacks and the script asks for.
window.matchMedia = () => ({ matches: true, addEventListener() {} });
window.ResizeObserver = class { observe() {} };
if (script) window.eval(readFileSync(script, "utf8"));

for (const name of ["window", "document", "navigator", "Node", "Element", "HTMLElement", "Text", "MutationObserver",
  "KeyboardEvent", "Event", "CustomEvent", "getComputedStyle"]) {
  Object.defineProperty(globalThis, name, { value: name === "window" ? window : window[name], configurable: true, writable: true });
}
const { virtual } = await import("@guidepup/virtual-screen-reader");
await virtual.start({ container: window.document.body });
for (;;) {
  await virtual.next();
  if ((await virtual.lastSpokenPhrase()) === "end of document") break;
}
console.log(JSON.stringify(await virtual.spokenPhraseLog()));
process.exit(0);
