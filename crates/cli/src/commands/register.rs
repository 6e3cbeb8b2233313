//! The register of parties, with a user's own beside it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant::model::Digest;
use claimant_resolve::actors::{OwnFile, Problem, Register, Tables};
use clap::{Args, ValueHint};

use crate::errors::{Hinted, say};

/// Parties beside those the program carries.
#[derive(Args, Debug)]
pub(super) struct RegisterArgs {
    /// A file of parties of your own, as `claimant actors import` writes it; may be given several times. A row wins over
    /// what claimant knows by the same name
    #[arg(long = "actors", value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
}

/// At most so many problems are told one by one.
const TOLD: usize = 20;

/// Larger files are not read.
const MOST_BYTES: u64 = 256 << 20;

impl RegisterArgs {
    /// The register with these files; `None` where there are none. What is wrong with a row is said, and costs only it.
    pub(super) fn open(&self) -> anyhow::Result<Option<Register>> {
        if self.files.is_empty() {
            return Ok(None);
        }
        let texts = self.texts()?;
        let own: Vec<OwnFile<'_>> = texts.iter().map(|(name, text)| OwnFile { name, text }).collect();
        let (register, problems) = Register::parse_with(&Tables::EMBEDDED, &own);
        tell(&problems);
        Ok(Some(register))
    }

    /// What tells these files from others, for a ledger to keep: `mine.tsv` and the hash of its bytes.
    pub(super) fn marks(&self) -> anyhow::Result<Option<String>> {
        let mark = |(name, text): (String, String)| format!("{name} {}", Digest::of(text.as_bytes()));
        let marks: Vec<String> = self.texts()?.into_iter().map(mark).collect();
        Ok((!marks.is_empty()).then(|| marks.join(", ")))
    }

    fn texts(&self) -> anyhow::Result<Vec<(String, String)>> {
        self.files.iter().map(|path| Ok((name(path), read_text(path)?))).collect()
    }
}

/// The last part of a path.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The text of a file of bounded size; what is not UTF-8 in it becomes replacement characters.
pub(super) fn read_text(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(|| path.display().to_string())?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("{}: more than {} MiB", path.display(), MOST_BYTES >> 20);
        return Err(Hinted::new(message, "split the file, or keep the columns of actors only").into());
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Says what is wrong with the rows of files.
pub(super) fn tell(problems: &[Problem]) {
    for problem in problems.iter().take(TOLD) {
        say(&format!("claimant: {problem}"));
    }
    if problems.len() > TOLD {
        say(&format!("claimant: and {} more rows left out", problems.len() - TOLD));
    }
}
