// Reads a file of ours with somebody else's parser and prints what it found as JSON: node read.mjs KIND FILE
import { readFile } from "node:fs/promises";

const readers = {
  async webvtt(file) {
    const { default: { WebVTTParser } } = await import("webvtt-parser");
    const { cues, errors } = new WebVTTParser().parse(await readFile(file, "utf8"), "metadata");
    return { errors, cues: cues.map(({ startTime, endTime, text, tree }) => ({ startTime, endTime, text, tree: plain(tree) })) };
  },
  async mp3(file) {
    const { parseFile } = await import("music-metadata");
    const { common, format, native } = await parseFile(file, { duration: true, includeChapters: true });
    return { common, format, tags: Object.keys(native) };
  },
  async transcript(file) {
    const { default: { convertFile } } = await import("transcriptator");
    return convertFile(await readFile(file, "utf8"));
  },
  async feed(file) {
    const { parseFeed } = await import("podcast-partytime");
    return parseFeed(await readFile(file, "utf8"));
  },
};

// The parser's tree holds its parents: only names, values and text are of interest.
function plain(node) {
  return { type: node.type, name: node.name, value: node.value, children: (node.children ?? []).map(plain) };
}

const [kind, file] = process.argv.slice(2);
const replacer = (key, value) => (value instanceof Uint8Array ? { bytes: value.length } : value);
process.stdout.write(JSON.stringify(await readers[kind](file), replacer));
