/* The list of episodes: plays the newest, searches, copies the feed's address. Everything else is there without it. */
(() => {
  "use strict";
  const one = (selector) => document.querySelector(selector);

  const audio = one("#latest audio");
  one("[data-play]")?.addEventListener("click", () => {
    one("#latest").hidden = false;
    audio.play().catch(() => { /* its own controls say so */ });
  });

  /* Copying needs a page that came encrypted, or this machine. Elsewhere the address can be selected. */
  const feed = one("#feed");
  const copy = one(".feed button");
  feed.addEventListener("focus", () => feed.select());
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    const said = one(".feed .said");
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(feed.value);
      said.textContent = copy.dataset.copied;
    } catch {
      feed.focus();
    }
  });

  /* A list that is read in one look needs no search. Letters are compared without their accents and marks. The whole list
     is put away while its rows are: Chromium takes a minute to hide ten thousand of them where they are seen. */
  const list = one(".episodes");
  const rows = [...list.children];
  const search = one(".search");
  const field = one("#search");
  const said = one(".search .said");
  search.hidden = rows.length <= 10;
  const others = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđßæœı]/g, (one) => others[one]);
  let texts;
  function find() {
    texts ??= rows.map((row) => plain(row.textContent));
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    list.hidden = true;
    list.getBoundingClientRect();
    let count = 0;
    rows.forEach((row, index) => {
      /* What plays keeps its controls. */
      row.hidden = !words.every((word) => texts[index].includes(word)) && !(row.contains(audio) && audio && !audio.paused);
      count += !row.hidden;
    });
    list.hidden = false;
    said.textContent = words.length ? said.dataset.found.replace("{count}", count).replace("{all}", rows.length) : "";
  }
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 200);
  });
  /* What a browser kept of an earlier visit. */
  if (field.value) find();
})();
