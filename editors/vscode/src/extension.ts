// Starts `eventlint lsp` for Markdown files and stops it again.
import { ExtensionContext, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const command = workspace.getConfiguration("eventlint").get<string>("path", "eventlint");
  client = new LanguageClient(
    "eventlint",
    "eventlint",
    { command, args: ["lsp"] },
    {
      documentSelector: [{ language: "markdown" }],
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{.eventlint,eventlint}.yaml") },
    },
  );
  context.subscriptions.push(client);
  await client.start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
