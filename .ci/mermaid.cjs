// Renders every mermaid block of a Markdown file in headless Chromium, as
// GitHub does for a job summary. Fails when one has a mistake or draws nothing.
const fs = require("fs");
const path = require("path");
const puppeteer = require("puppeteer-core");

async function main([file, chromium, picture]) {
  const text = fs.readFileSync(file, "utf8");
  const charts = [...text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map((match) => match[1]);
  if (charts.length === 0) throw new Error(`${file} holds no chart`);
  const script = path.join(path.dirname(require.resolve("mermaid/package.json")), "dist/mermaid.min.js");
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 500 });
    await page.setContent("<body style='background:white'></body>");
    await page.addScriptTag({ path: script });
    for (const [index, chart] of charts.entries()) {
      const drawn = await page.evaluate(async (chart, id) => {
        mermaid.initialize({ startOnLoad: false });
        const { svg } = await mermaid.render(id, chart);
        document.body.innerHTML = svg;
        const count = (selector) => document.querySelectorAll(selector).length;
        return { tasks: count("rect.task"), red: count("rect[class*=crit]") };
      }, chart, `chart${index}`);
      const wanted = chart.split("\n").filter((line) => / :(crit, |done, )?\d{4}-/.test(line));
      const red = wanted.filter((line) => line.includes(":crit, "));
      if (drawn.tasks !== wanted.length || drawn.red !== red.length) {
        throw new Error(`chart ${index}: ${JSON.stringify(drawn)} drawn of ${wanted.length}, ${red.length} red`);
      }
      console.log(`mermaid: ${drawn.tasks} sessions, ${drawn.red} of them red`);
      if (picture) await page.screenshot({ path: picture });
    }
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
