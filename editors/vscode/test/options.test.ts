// What a user switches in the settings has to reach the server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { command, initializationOptions, Settings } from "../src/options";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const declared: Record<string, { default: unknown; scope?: string }> = manifest.contributes.configuration.properties;

/** Settings as VS Code gives them: the user's, else the declared default. */
function settings(user: Record<string, unknown> = {}, asked: Set<string> = new Set()): Settings {
  return {
    get<T>(key: string, _fallback: T): T {
      asked.add(`eventlint.${key}`);
      const known = declared[`eventlint.${key}`];
      assert.ok(known, `eventlint.${key} is not declared in package.json`);
      return (key in user ? user[key] : known.default) as T;
    },
  };
}

test("every setting that is offered is read", () => {
  const asked = new Set<string>();
  command(settings({}, asked));
  initializationOptions(settings({}, asked));
  assert.deepEqual([...asked].sort(), Object.keys(declared).filter((key) => !key.includes("trace")).sort());
});

test("the web is asked only when somebody wants it", () => {
  assert.equal(initializationOptions(settings()).links, false);
  assert.equal(initializationOptions(settings({ links: true })).links, true);
});

test("what runs programs or trusts files is no business of a workspace", () => {
  assert.equal(declared["eventlint.path"].scope, "machine");
  assert.equal(declared["eventlint.trustConfig"].scope, "machine");
});

test("an empty path means the one on the path", () => {
  assert.deepEqual(command(settings({ path: " " })), { command: "eventlint", args: ["lsp"] });
  assert.equal(command(settings({ path: "/opt/eventlint" })).command, "/opt/eventlint");
});
