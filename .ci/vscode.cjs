// Drives a real VS Code in a browser: open a faulty post, see it marked, apply
// the fix, type a mistake and see it on both rows. Run by .ci/vscode.
const { readFileSync, watch } = require("node:fs");
const puppeteer = require("puppeteer-core");
const [log, folder, post, shot] = process.argv.slice(2);

/** The address that the server listens on, once it says so. */
function address() {
  const said = () => /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(readFileSync(log, "utf8"))?.[1];
  return new Promise((done) => {
    const look = () => said() && (watcher.close(), done(said()));
    const watcher = watch(log, look);
    look();
  });
}

async function main() {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
    defaultViewport: { width: 1300, height: 800 },
  });
  const page = await browser.newPage();
  const keys = async (...names) => {
    for (const name of names.slice(0, -1)) await page.keyboard.down(name);
    await page.keyboard.press(names.at(-1));
    for (const name of names.slice(0, -1).reverse()) await page.keyboard.up(name);
  };
  /** Types into the box that a key opens, once it is there. */
  const box = async (open, text) => {
    await keys(...open);
    await page.waitForSelector(".quick-input-widget .monaco-inputbox input:focus");
    await page.keyboard.type(text);
    await page.waitForSelector(".quick-input-list .monaco-list-row");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".quick-input-widget", { hidden: true });
    await page.waitForSelector(".monaco-editor.focused");
  };
  /** Opens the actions for where the cursor is: as long as the editor has not
      heard of any it says that there are none, and has to be asked again. */
  const actions = async () => {
    const offered = ".action-widget .monaco-list-row.action.focused";
    for (let asked = 1; ; asked += 1) {
      await keys("Control", ".");
      try {
        return await page.waitForSelector(offered, { timeout: 3_000 });
      } catch (error) {
        if (asked === 10) throw error;
        await page.keyboard.press("Escape");
      }
    }
  };
  const shows = (wanted) =>
    page.waitForFunction(
      (wanted) => Object.entries(wanted).every(([kind, count]) => document.querySelectorAll(`.squiggly-${kind}`).length === count),
      { timeout: 30_000 },
      wanted,
    );
  try {
    await page.goto(`${await address()}/?folder=${encodeURIComponent(folder)}`, { waitUntil: "domcontentloaded" });
    await page.waitForSelector(".explorer-folders-view .monaco-list-row", { timeout: 60_000 });
    await box(["Control", "p"], post);
    await page.waitForSelector(".view-line");
    await shows({ error: 1 });
    await box(["Control", "g"], "2:10");
    await actions();
    await page.keyboard.press("Enter");
    await shows({ error: 0 });
    await box(["Control", "g"], "12:6");
    await page.keyboard.press("Delete");
    await page.keyboard.type("1");
    await shows({ error: 1, hint: 1 });
    if (shot !== "/dev/null") await page.screenshot({ path: shot });
    console.log("vscode: findings, a fix, both rows of a mistake while typing");
  } catch (error) {
    await page.screenshot({ path: shot === "/dev/null" ? "vscode-failed.png" : shot });
    throw error;
  } finally {
    await browser.close();
  }
}
main().catch((error) => {
  console.error("vscode:", error);
  process.exit(1);
});
