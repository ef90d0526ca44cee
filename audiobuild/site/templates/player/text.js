/* The text: its sentences with their times, the turns and the chapters that they are in. */

const sentences = [...document.querySelectorAll("[data-start]")].map((element) => ({
  element, start: +element.dataset.start, end: +element.dataset.end,
}));
const indices = new Map(sentences.map(({ element }, index) => [element, index]));
const inside = (element) => (element.dataset.start ? [element] : [...element.querySelectorAll("[data-start]")])
  .map((one) => indices.get(one));

const chapters = [...document.querySelectorAll(".chapters a")].map((link) => {
  const [index] = inside(document.querySelector(link.hash));
  return { link, id: link.hash.slice(1), title: link.firstElementChild, index };
});
/* Music at either end has a place in the list; who goes from question to question passes it over. */
const questions = chapters.filter(({ index }) => !sentences[index].element.closest(".sound"));

/* Who speaks until somebody else does has one button, behind the words. */
const turns = [...document.querySelectorAll("a.hear")].map((link) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  if (link.lang) button.lang = link.lang;
  button.append(...link.childNodes);
  link.replaceWith(button);
  const all = inside(button.parentElement);
  return { button, label: button.querySelector("span span"), first: all[0], last: all.at(-1) };
});

/* The last item that begins at or before a place; where none does, the first. They lie in order. */
function last(list, startOf, place) {
  let [low, high] = [0, list.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (startOf(list[middle]) <= place) low = middle;
    else high = middle;
  }
  return low;
}
const sentenceAt = (time) => last(sentences, ({ start }) => start, time);
const chapterAt = (index) => last(chapters, (chapter) => chapter.index, index);
const turnOf = (index) => turns.find(({ first, last: end }) => first <= index && index <= end);

/* What a sentence says: a picture its words, a row its cells, a text all but the marks of footnotes. */
function* nodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".noteref")) yield walker.currentNode;
}
const textOf = (element) => element.alt || (element.cells
  ? [...element.cells].map(textOf).filter(Boolean).join("; ") : [...nodes(element)].map(({ data }) => data).join(""));

/* Where the words of a sentence stand, and when each is heard, from the sentence's start. */
function wordsOf({ element }) {
  const numbers = (element.dataset.words || "").split(" ").map(Number);
  const texts = [];
  let length = 0;
  for (const node of nodes(element)) {
    texts.push([node, length]);
    length += node.length;
  }
  const spot = (position, end) => {
    const [node, start] = texts.findLast(([, start]) => (end ? start < position : start <= position));
    return [node, position - start];
  };
  const words = [];
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    const range = new Range();
    range.setStart(...spot(numbers[i], false));
    range.setEnd(...spot(numbers[i] + numbers[i + 1], true));
    words.push({ range, time: numbers[i + 2] });
  }
  return words;
}
