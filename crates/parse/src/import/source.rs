//! Where the files of a pipeline come from: a folder, or a wheel.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::ImportError;

/// The largest file that is read. The largest known one, the vectors of a `lg` pipeline, has about 600 MB.
const MAX_FILE_BYTES: u64 = 1 << 30;

/// The files of one pipeline, addressed by their path within the pipeline's folder.
pub(super) enum Source {
    /// An unpacked pipeline: the folder that has `config.cfg`.
    Folder(PathBuf),
    /// A wheel: the archive, the names of its entries, and what those of the pipeline's folder start with.
    Wheel { path: PathBuf, archive: Box<ZipArchive<BufReader<File>>>, names: Vec<String>, root: String },
}

impl Source {
    /// Opens a folder or a wheel and finds the pipeline in it.
    pub(super) fn open(path: &Path) -> Result<Source, ImportError> {
        if path.is_dir() {
            return Self::open_folder(path);
        }
        let file = File::open(path).map_err(|source| io_error(path, source))?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| io_error(path, error.into()))?;
        let names: Vec<String> =
            archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
        let root = pipeline_root(&names).ok_or_else(|| ImportError::NoPipeline { path: path.to_owned() })?;
        Ok(Source::Wheel { path: path.to_owned(), archive: Box::new(archive), names, root })
    }

    fn open_folder(path: &Path) -> Result<Source, ImportError> {
        if path.join("config.cfg").is_file() && path.join("meta.json").is_file() {
            return Ok(Source::Folder(path.to_owned()));
        }
        Err(ImportError::NoPipeline { path: path.to_owned() })
    }

    /// A file's bytes; an error when there is no such file.
    pub(super) fn read(&mut self, file: &str) -> Result<Vec<u8>, ImportError> {
        self.read_optional(file)?.ok_or_else(|| ImportError::Missing { file: file.to_owned() })
    }

    /// A file's text; an error when there is no such file or it is not UTF-8.
    pub(super) fn read_text(&mut self, file: &str) -> Result<String, ImportError> {
        String::from_utf8(self.read(file)?)
            .map_err(|error| ImportError::malformed(file, "text", format!("not UTF-8: {error}")))
    }

    /// A file's bytes, or `None` when there is no such file.
    pub(super) fn read_optional(&mut self, file: &str) -> Result<Option<Vec<u8>>, ImportError> {
        match self {
            Source::Folder(folder) => read_from_folder(folder, file),
            Source::Wheel { path, archive, root, .. } => {
                read_from_wheel(path, archive, &format!("{root}{file}"))
            }
        }
    }

    /// Licence files in the folder, or anywhere in the wheel: name and text, each text once.
    pub(super) fn licences(&mut self) -> Result<Vec<(String, String)>, ImportError> {
        let mut by_text = BTreeMap::new();
        for file in self.licence_files()? {
            let bytes = match self {
                Source::Folder(folder) => read_from_folder(folder, &file)?,
                Source::Wheel { path, archive, .. } => read_from_wheel(path, archive, &file)?,
            };
            let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
            by_text.entry(text).or_insert_with(|| base_name(&file).to_owned());
        }
        let mut found: Vec<_> = by_text.into_iter().map(|(text, name)| (name, text)).collect();
        found.sort();
        Ok(found)
    }

    fn licence_files(&self) -> Result<Vec<String>, ImportError> {
        let mut names = match self {
            Source::Folder(folder) => file_names(folder).map_err(|error| io_error(folder, error))?,
            Source::Wheel { names, .. } => names.clone(),
        };
        names.retain(|name| is_licence(base_name(name)));
        names.sort();
        Ok(names)
    }
}

/// The shallowest folder of an archive that has both `config.cfg` and `meta.json`, with its final slash.
fn pipeline_root(names: &[String]) -> Option<String> {
    names
        .iter()
        .filter_map(|name| name.strip_suffix("config.cfg"))
        .filter(|root| root.is_empty() || root.ends_with('/'))
        .filter(|root| names.contains(&format!("{root}meta.json")))
        .min_by_key(|root| (root.matches('/').count(), root.len()))
        .map(str::to_owned)
}

fn read_from_folder(folder: &Path, file: &str) -> Result<Option<Vec<u8>>, ImportError> {
    let path = folder.join(file);
    match File::open(&path) {
        Ok(opened) => read_bounded(opened, &path, file).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error(&path, error)),
    }
}

fn read_from_wheel(
    path: &Path,
    archive: &mut ZipArchive<BufReader<File>>,
    name: &str,
) -> Result<Option<Vec<u8>>, ImportError> {
    match archive.by_name(name) {
        Ok(entry) => read_bounded(entry, path, name).map(Some),
        Err(zip::result::ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(io_error(path, error.into())),
    }
}

fn read_bounded(reader: impl Read, path: &Path, file: &str) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    reader.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| io_error(path, error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ImportError::malformed(file, "size", format!("more than {MAX_FILE_BYTES} bytes")));
    }
    Ok(bytes)
}

fn file_names(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let files = entries.iter().filter(|entry| entry.path().is_file());
    Ok(files.filter_map(|entry| entry.file_name().into_string().ok()).collect())
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_licence(name: &str) -> bool {
    ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|start| name.starts_with(start))
}

fn io_error(path: &Path, source: std::io::Error) -> ImportError {
    ImportError::Io { path: path.to_owned(), source }
}
