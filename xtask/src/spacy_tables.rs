//! `cargo xtask spacy-tables`: the tables that lie in spaCy's code and not in its models.

use crate::spacy_venv::SpacyVenv;
use crate::{command, paths};

/// Writes `crates/parse/data/spacy/`.
pub(crate) fn run() -> anyhow::Result<()> {
    let folder = paths::root().join("crates/parse/data/spacy");
    command::run(SpacyVenv::ready()?.script("spacy_tables.py").arg(folder))
}
