//! Python environments kept under `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::{command, paths};

/// Makes the environment `name` with what a file of pinned requirements asks for, or reuses it when it has just that.
/// Gives its Python.
pub(crate) fn ready(name: &str, requirements: &Path) -> anyhow::Result<PathBuf> {
    let folder = paths::target().join(name);
    let (installed, python) = (folder.join("requirements.txt"), folder.join("bin/python"));
    let wanted = fs::read_to_string(requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    if fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
        return Ok(python);
    }
    eprintln!("installing {} into {}", requirements.display(), folder.display());
    command::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    command::run(pip(&python).args(["install", "--quiet", "--requirement"]).arg(requirements))?;
    fs::write(installed, wanted)?;
    Ok(python)
}

/// The package installer of an environment.
pub(crate) fn pip(python: &Path) -> Command {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "--disable-pip-version-check"]);
    pip
}
