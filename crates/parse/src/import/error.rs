//! Why a spaCy pipeline could not be read.

use std::path::PathBuf;

/// Why a spaCy pipeline could not be read. Every message names the file and the place in it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder or the wheel itself could not be opened or read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file or folder on disk.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no pipeline at the given path.
    #[error(
        "{} holds no spaCy v3 pipeline: no folder with both config.cfg and meta.json \
         (hint: give the wheel, or the unpacked folder that has these two files)",
        path.display()
    )]
    NoPipeline {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file that every pipeline of this kind has is not there.
    #[error("{file} is missing (hint: the download may be incomplete; fetch the wheel again)")]
    Missing {
        /// The file, relative to the pipeline's folder.
        file: String,
    },
    /// A file is not of the form that spaCy writes.
    #[error("{file}, {place}: {problem}")]
    Malformed {
        /// The file, relative to the pipeline's folder.
        file: String,
        /// Where in the file: a key, a layer, a line.
        place: String,
        /// What was found and what was expected.
        problem: String,
    },
    /// The pipeline uses a part of spaCy that this crate does not run.
    #[error(
        "{file}, {place}: {what} is not supported (hint: pipelines of the kind of en_core_web_sm and \
         en_core_web_md are: MultiHashEmbed, MaxoutWindowEncoder, Tagger, TransitionBasedParser)"
    )]
    Unsupported {
        /// The file, relative to the pipeline's folder.
        file: String,
        /// Where in the file.
        place: String,
        /// The component, layer or setting.
        what: String,
    },
}

impl ImportError {
    pub(super) fn malformed(file: &str, place: impl Into<String>, problem: impl Into<String>) -> Self {
        ImportError::Malformed { file: file.to_owned(), place: place.into(), problem: problem.into() }
    }

    pub(super) fn unsupported(file: &str, place: impl Into<String>, what: impl Into<String>) -> Self {
        ImportError::Unsupported { file: file.to_owned(), place: place.into(), what: what.into() }
    }
}
