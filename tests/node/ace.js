// What Ace by DAISY finds in EPUBs: node ace.js BOOK… → [{outcome, documents, violations: [[document, rule, impact, text]]}]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.env.PUPPETEER_EXECUTABLE_PATH ??= "/usr/bin/chromium";
process.env.ACE_TIMEOUT_INITIAL ??= "120000"; // to start a browser, on a busy machine
const { default: ace } = await import("@daisy/ace-core");
const { default: runner } = await import("@daisy/ace-axe-runner-puppeteer");
const { default: logger } = await import("@daisy/ace-logger");

const work = mkdtempSync(join(tmpdir(), "ace-"));
logger.initLogger({ verbose: false, silent: true, fileName: "ace.log" });
const results = [];
for (const [index, book] of process.argv.slice(2).entries()) {
  const [, report] = await ace(book, { cwd: work, outdir: join(work, `${index}`), silent: true, jobId: "" }, runner);
  const violations = report.assertions.flatMap((document) =>
    document.assertions.map(({ "earl:test": rule, "earl:result": result }) =>
      [document["earl:testSubject"].url, rule["dct:title"], rule["earl:impact"], result["dct:description"]]));
  results.push({ outcome: report["earl:result"]["earl:outcome"], documents: report.assertions.length, violations });
}
rmSync(work, { recursive: true, force: true });
console.log(JSON.stringify(results));
process.exit(0);
