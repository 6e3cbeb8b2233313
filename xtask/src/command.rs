//! Running other programs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, bail};

use crate::paths;

/// Runs a command whose output the user sees, and fails when it does.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed: {status}", name(command));
    }
    Ok(())
}

/// Runs a command and gives what it prints on standard output.
pub(crate) fn capture(command: &mut Command) -> anyhow::Result<String> {
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", name(command)))?;
    if !output.status.success() {
        bail!("{} failed: {}", name(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed what is not UTF-8", name(command)))
}

/// Builds a part of the project in release mode; `arguments` say which. Gives the folder that programs lie in.
pub(crate) fn cargo_build(arguments: &[&str]) -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(cargo)
        .current_dir(paths::root())
        .args(["build", "--release", "--quiet"])
        .args(arguments))?;
    Ok(paths::target().join("release"))
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
