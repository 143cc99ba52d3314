//! What README shows is what the binary prints.

use crate::catalogue::root;
use crate::cli::eventlint;
use std::fs;

const POST: &str = "fixtures/eleventy/content/fr/blog/journee-logiciels.md";

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

const START: &str = "<!-- output: checked by tests/integration/readme.rs -->\n```text\n";

#[test]
fn the_output_in_the_readme_is_the_binarys() {
    let readme = readme();
    let (before, rest) = readme.split_once(START).expect("the block");
    let (block, after) = rest.split_once("```").expect("its end");
    let output = eventlint(&root(), &[POST]);
    let printed = String::from_utf8(output.stdout).expect("text");
    let finding = |head: &str| {
        let from = printed.find(head).unwrap_or_else(|| panic!("{head} is not in\n{printed}"));
        let body = printed[from..].find("help:").map_or(printed.len(), |at| from + at);
        let end = printed[body..].find("\n\n").map_or(printed.len(), |at| body + at);
        &printed[from..end]
    };
    let wanted = format!("{}\n\n{}\n", finding("warning[date/weekday]"), finding("error[schedule/overlap]"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("README.md"), format!("{before}{START}{wanted}```{after}")).expect("written");
        return;
    }
    assert_eq!(block, wanted, "run the tests with UPDATE=1");
}

#[test]
fn the_configuration_in_the_readme_has_no_mistake() {
    let readme = readme();
    let (_, rest) = readme.split_once("## Configuration").expect("the chapter");
    let (_, rest) = rest.split_once("```yaml\n").expect("the example");
    let (text, _) = rest.split_once("```").expect("its end");
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join(".eventlint.yaml"), text).expect("written");
    fs::write(dir.path().join("a.md"), "# A\n").expect("written");
    let output = eventlint(dir.path(), &["a.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
