//! The arguments, as clap reads them.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Proofreads the Markdown posts that announce events.
#[derive(Debug, Parser)]
#[command(name = "eventlint", version, about, after_help = AFTER, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "`eventlint PATH` is short for `eventlint check PATH`.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge posts and folders
    Check(Box<Check>),
    /// Show the programme as it was understood
    Agenda(Agenda),
    /// Explain a rule
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Write a configuration that fits the site
    Init(Init),
    /// Speak the language server protocol on standard input and output
    Lsp,
    /// Print shell completions, or the manual page
    Completions(Completions),
    /// Show or clear the link cache
    Cache(Cache),
}

/// The names of the commands.
pub const COMMANDS: &[&str] = &["check", "agenda", "explain", "rules", "init", "lsp", "completions", "cache"];

/// Arguments of `check`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "every switch of the command line is one")]
pub struct Check {
    /// Posts and folders; `-` for standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// full, short, json, jsonl, github, gitlab, sarif, junit, checkstyle or rdjson; FORMAT=FILE writes to a file;
    /// repeatable
    #[arg(long, value_name = "FORMAT")]
    pub format: Vec<String>,
    /// Write the report to a file
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Apply safe fixes
    #[arg(long)]
    pub fix: bool,
    /// Apply fixes that need a look, too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print the fixes as a patch; exit 1 when there is one
    #[arg(long)]
    pub diff: bool,
    /// Run exactly these rules (ids, groups, all)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Run these rules, too
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub extend_select: Vec<String>,
    /// Don't run these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Use this configuration, and trust it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub isolated: bool,
    /// Let found configuration files reach beyond the repository
    #[arg(long)]
    pub trust_config: bool,
    /// The name of the text on standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Which links to check
    #[arg(long, value_enum, default_value_t = Links::Local)]
    pub links: Links,
    /// Ask nothing over the network
    #[arg(long)]
    pub offline: bool,
    /// Folder of the link cache
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Don't use the link cache
    #[arg(long)]
    pub no_cache: bool,
    /// The day of the run, as 2024-12-04
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<jiff::civil::Date>,
    /// Only findings that the changes since REV made
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Only findings that the staged changes made
    #[arg(long, conflicts_with = "since")]
    pub staged: bool,
    /// Only findings that are not in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write suppressions for today's findings
    #[arg(long)]
    pub add_suppressions: bool,
    /// The reason to write into suppressions
    #[arg(long, value_name = "TEXT", requires = "add_suppressions")]
    pub reason: Option<String>,
    /// Leave out excluded files even when they are named
    #[arg(long)]
    pub force_exclude: bool,
    /// Exit 0 whatever was found
    #[arg(long)]
    pub exit_zero: bool,
    /// The severity from which findings fail the run [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// Show every finding of a habit
    #[arg(long)]
    pub no_fold: bool,
    /// Count the findings of each rule
    #[arg(long)]
    pub statistics: bool,
    /// Judge again whenever a post changes
    #[arg(long)]
    pub watch: bool,
    /// Threads; 0 for as many as the machine has
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Print findings only
    #[arg(long, short)]
    pub quiet: bool,
    /// Show notes one by one
    #[arg(long, short)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

fn day(text: &str) -> Result<jiff::civil::Date, &'static str> {
    text.parse().map_err(|_| "write a day of the calendar, as 2024-12-04")
}

/// Which links are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Links {
    /// None
    Off,
    /// Files and headings, no network
    Local,
    /// Web addresses, too
    All,
}

/// The severity from which findings fail the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Arguments of `agenda`.
#[derive(Debug, Args)]
pub struct Agenda {
    /// Posts; `-` for standard input
    #[arg(required = true)]
    pub posts: Vec<PathBuf>,
    /// The name of the text on standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// table, json, ics or mermaid
    #[arg(long, value_enum, default_value_t = AgendaFormat::Table)]
    pub format: AgendaFormat,
    /// Use this configuration, and trust it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub isolated: bool,
}

/// Formats of `agenda`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AgendaFormat {
    /// For people
    Table,
    /// For programs
    Json,
    /// A calendar file
    Ics,
    /// A Gantt chart
    Mermaid,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The rule's id
    pub rule: String,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// table or json
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

/// Formats of `rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Table,
    /// For programs
    Json,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The site's folder
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Print it instead of writing it
    #[arg(long)]
    pub print: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// bash, elvish, fish, powershell, zsh or man
    pub shell: String,
}

/// Arguments of `cache`.
#[derive(Debug, Args)]
pub struct Cache {
    /// What to do with the cache
    #[arg(value_enum)]
    pub action: CacheAction,
    /// Folder of the link cache
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

/// What to do with the link cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CacheAction {
    /// Say where it is and what it holds
    Show,
    /// Empty it
    Clear,
}
