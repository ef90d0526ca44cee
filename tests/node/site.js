// dist/ over HTTP with byte ranges, and a Chromium to look at it: what the browser tests share.
import { createServer } from "node:http";
import { createReadStream, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mp3": "audio/mpeg",
  ".jpg": "image/jpeg", ".png": "image/png", ".xml": "application/rss+xml",
};

export async function serve(folder, port = 0) {
  const server = createServer((request, response) => {
    let path = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    try {
      if (statSync(path).isDirectory()) path = join(path, "index.html");
      const { size } = statSync(path);
      const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
      const start = Number(from ?? 0), end = to ? Math.min(Number(to), size - 1) : size - 1;
      response.writeHead(from ? 206 : 200, {
        "Content-Type": types[extname(path)] ?? "application/octet-stream", "Accept-Ranges": "bytes",
        "Content-Length": end - start + 1, ...(from && { "Content-Range": `bytes ${start}-${end}/${size}` }),
      });
      createReadStream(path, { start, end }).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.closeAllConnections() ?? server.close() };
}

export const browse = (...args) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--mute-audio", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", ...args],
});
