// What the settings of the editor mean for the server. No `vscode` here, so
// that it is tried without an editor.

/** A reader of `eventlint.*` settings. */
export interface Settings {
  get<T>(key: string, fallback: T): T;
}

/** The program and how it is started. */
export function command(settings: Settings): { command: string; args: string[] } {
  return { command: settings.get("path", "").trim() || "eventlint", args: ["lsp"] };
}

/** What the server is told at the start; later changes it asks for itself. */
export function initializationOptions(settings: Settings): Record<string, unknown> {
  return {
    inlayHints: {
      lengths: settings.get("inlayHints.lengths", true),
      gaps: settings.get("inlayHints.gaps", true),
    },
    links: settings.get("links", false),
    trustConfig: settings.get("trustConfig", false),
  };
}
