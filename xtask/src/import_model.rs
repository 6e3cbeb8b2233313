//! `cargo xtask import-model`: a spaCy pipeline in the form that the parser runs.

use std::path::PathBuf;

use anyhow::Context;
use claimant_parse::import;
use clap::Args;

use crate::spacy_venv::{self, SpacyVenv};

/// Turns a spaCy pipeline into a model file
#[derive(Args, Debug)]
pub(crate) struct ImportArgs {
    /// A wheel, PACKAGE==VERSION, or an unpacked pipeline; the English one of the program when not given
    #[arg(long, value_name = "WHEEL")]
    wheel: Option<String>,
}

pub(crate) fn run(args: &ImportArgs) -> anyhow::Result<()> {
    let path = match &args.wheel {
        Some(wheel) if PathBuf::from(wheel).exists() => PathBuf::from(wheel),
        Some(wheel) => SpacyVenv::ready()?.wheel(wheel)?,
        None => SpacyVenv::ready()?.wheel(&spacy_venv::english()?)?,
    };
    let pipeline =
        import::read_pipeline(&path).with_context(|| format!("cannot import {}", path.display()))?;
    println!("{}_{} {}", pipeline.meta.lang, pipeline.meta.name, pipeline.meta.version);
    Ok(())
}
