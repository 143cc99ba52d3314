// The protocol client of VS Code over standard input and output: every answer
// is held against its type. Run by .ci/editors.
const { spawn } = require("node:child_process");
const { mkdtempSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { createRequire } = require("node:module");
const assert = require("node:assert/strict");
const own = createRequire(join(__dirname, "../editors/vscode/package.json"));
const lsp = createRequire(own.resolve("vscode-languageclient/node"))("vscode-languageserver-protocol/node");

const folder = mkdtempSync(join(tmpdir(), "eventlint-"));
const uri = pathToFileURL(join(folder, "post.md")).href;
const server = spawn(process.argv[2], ["lsp"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
const exit = new Promise((done) => server.on("exit", done));
const connection = lsp.createProtocolConnection(
  new lsp.StreamMessageReader(server.stdout),
  new lsp.StreamMessageWriter(server.stdin),
  { error: fail, warn: fail, info() {}, log() {} },
);
connection.onError(([error]) => fail(error));
connection.onUnhandledNotification((message) => fail(`nobody knows ${message.method}`));

function fail(why) {
  console.error("protocol:", why);
  process.exit(1);
}
setTimeout(() => fail("no end within a minute"), 60_000).unref();

const text = `---
title: Maps
lang: fr
timezone: Europe/Paris
---

## Mercredi 4 décembre 2024 🎉

| Heure | Titre |
|---|---|
| 13h40-14h00 | Bienvenue |
| 14h00-14h20 | Cartes |
| 14h20-14h40 | [Trains](https://trains.city-library.net/) |
| 14h40-15h00 | Questions |
`;
const range = lsp.Range.create(0, 0, 99, 0);
const document = { uri };

/** Findings of versions, as they are pushed. */
const published = new Map();
let waiting = () => {};
connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => {
  assert.ok(params.diagnostics.every(lsp.Diagnostic.is));
  published.set(params.version, params.diagnostics);
  waiting();
});
async function findings(version) {
  while (!published.has(version)) await new Promise((done) => (waiting = done));
  return published.get(version);
}

async function main() {
  connection.listen();
  const watched = new Promise((done) =>
    connection.onRequest(lsp.RegistrationRequest.type, (params) => done(params.registrations[0].method)),
  );
  const asked = new Promise((done) =>
    connection.onRequest(lsp.ConfigurationRequest.type, (params) => {
      done(params.items[0].section);
      return [{ inlayHints: { gaps: false } }];
    }),
  );
  const { capabilities } = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {
      workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      window: { showDocument: { support: true } },
    },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "posts" }],
  });
  assert.equal(capabilities.positionEncoding, lsp.PositionEncodingKind.UTF16);
  await connection.sendNotification(lsp.InitializedNotification.type, {});
  assert.equal(await watched, "workspace/didChangeWatchedFiles");
  assert.equal(await asked, "eventlint");

  const item = lsp.TextDocumentItem.create(uri, "markdown", 1, text);
  await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: item });
  assert.deepEqual(await findings(1), []);
  await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: lsp.Range.create(12, 5, 12, 7), text: "10" }],
  });
  const found = await findings(2);
  assert.deepEqual(found.map((it) => [it.range.start.line, it.severity]), [[12, 1], [11, 4]]);
  assert.ok(found[0].codeDescription.href.endsWith("rules/schedule/overlap.md"));

  const ask = (type, params) => connection.sendRequest(type, { textDocument: document, ...params });
  const all = (list, is) => assert.ok(list.length > 0 && list.every((it) => is(it)), JSON.stringify(list));
  const hover = await ask(lsp.HoverRequest.type, { position: { line: 10, character: 4 } });
  assert.ok(lsp.Hover.is(hover));
  assert.match(hover.contents.value, /Wed 4 December 2024, 13:40–14:00, 20 min, Europe\/Paris = 12:40 UTC/);
  all(await ask(lsp.DocumentSymbolRequest.type, {}), lsp.DocumentSymbol.is);
  all(await ask(lsp.FoldingRangeRequest.type, {}), lsp.FoldingRange.is);
  all(await ask(lsp.DocumentLinkRequest.type, {}), lsp.DocumentLink.is);
  all(await ask(lsp.InlayHintRequest.type, { range }), lsp.InlayHint.is);
  all(await ask(lsp.CompletionRequest.type, { position: { line: 1, character: 0 } }), (it) => typeof it.label === "string");
  const options = { tabSize: 4, insertSpaces: true };
  const edits = await ask(lsp.DocumentFormattingRequest.type, { options });
  all(edits, lsp.TextEdit.is);
  all(await ask(lsp.DocumentRangeFormattingRequest.type, { options, range }), lsp.TextEdit.is);
  const actions = await ask(lsp.CodeActionRequest.type, { range: found[1].range, context: { diagnostics: [found[1]] } });
  all(actions, lsp.CodeAction.is);
  const open = actions.find((it) => it.command);
  const shown = new Promise((done) =>
    connection.onRequest(lsp.ShowDocumentRequest.type, (params) => (done(params.uri), { success: true })),
  );
  await connection.sendRequest(lsp.ExecuteCommandRequest.type, open.command);
  assert.equal(await shown, found[0].codeDescription.href);
  const pulled = await ask(lsp.DocumentDiagnosticRequest.type, {});
  assert.equal(pulled.kind, "full");
  assert.deepEqual(pulled.items, found);

  await assert.rejects(connection.sendRequest("no/such/method", {}), { code: lsp.ErrorCodes.MethodNotFound });
  await connection.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: document });
  await connection.sendRequest(lsp.ShutdownRequest.type);
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.equal(await exit, 0);
  console.log("protocol: every answer is of its type");
  process.exit(0);
}
main().catch(fail);
