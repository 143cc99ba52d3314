// Starts `eventlint lsp` for Markdown files, restarts it on demand or when its
// path has changed, and stops it again.
import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { command, initializationOptions } from "./options";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("eventlint.restart", restart),
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("eventlint.path") || event.affectsConfiguration("eventlint.trustConfig")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration("eventlint");
  const server = command(settings);
  client = new LanguageClient("eventlint", "eventlint", server, {
    documentSelector: [{ language: "markdown" }],
    synchronize: { configurationSection: "eventlint" },
    initializationOptions: initializationOptions(settings),
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const how = "Install eventlint, or say where it is in the setting eventlint.path.";
    void window.showErrorMessage(`eventlint: "${server.command}" does not start. ${how} (${error})`);
  }
}
