//! `cargo xtask import-model`: a spaCy pipeline in the form that the parser runs.

use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant_parse::import;
use clap::Args;

use crate::spacy_venv::{self, SpacyVenv};
use crate::{paths, texts};

/// Turns a spaCy pipeline into a model file
#[derive(Args, Debug)]
pub(crate) struct ImportArgs {
    /// A wheel, PACKAGE==VERSION, or an unpacked pipeline; the English one of the program when not given
    #[arg(value_name = "PIPELINE")]
    pipeline: Option<String>,
    /// Where the model file goes [default for the English one: models/en/english.model]
    #[arg(value_name = "OUT")]
    out: Option<PathBuf>,
    /// Text that the ranges of the 8-bit weights are measured on, some pages in the pipeline's language
    /// [default: models/en/calibration.txt]
    #[arg(long, value_name = "FILE")]
    text: Vec<PathBuf>,
}

pub(crate) fn run(args: &ImportArgs) -> anyhow::Result<()> {
    let path = match &args.pipeline {
        Some(pipeline) if Path::new(pipeline).exists() => PathBuf::from(pipeline),
        Some(pipeline) => SpacyVenv::ready()?.wheel(pipeline)?,
        None => SpacyVenv::ready()?.wheel(&spacy_venv::english()?)?,
    };
    let models = paths::root().join("models/en");
    let out = match (&args.out, &args.pipeline) {
        (Some(out), _) => out.clone(),
        (None, None) => models.join("english.model"),
        (None, Some(_)) => anyhow::bail!("say where the model goes: cargo xtask import-model PIPELINE OUT"),
    };
    let pipeline =
        import::read_pipeline(&path).with_context(|| format!("cannot import {}", path.display()))?;
    let calibration = if args.text.is_empty() { &[models.join("calibration.txt")] } else { &args.text[..] };
    let texts = texts::read(calibration)?;
    let paragraphs: Vec<&str> = texts.iter().flat_map(|text| text.text.lines()).collect();
    let bytes = import::write_model(&pipeline, &paragraphs)?;
    std::fs::write(&out, &bytes).with_context(|| format!("cannot write {}", out.display()))?;
    println!(
        "{}_{} {} ({}): {} bytes in {}",
        pipeline.meta.lang,
        pipeline.meta.name,
        pipeline.meta.version,
        pipeline.meta.license,
        bytes.len(),
        out.display()
    );
    Ok(())
}
