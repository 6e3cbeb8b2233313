//! Where reports come from: the paths of the command line, and the records in each.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::decode::decode;
use super::lines::{Line, next_line};
use super::{Fault, Origin, Record, RecordError, jsonl};
use crate::errors::Hinted;

/// How a file is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// By the file's ending, else by its first character: `{` opens a record
    Auto,
    /// Each file is one report in plain text (UTF-8)
    Text,
    /// One JSON record a line: {"id", "text", "title"?, "published"?, "source"?, "url"?}
    Jsonl,
}

/// Everything that is to be read, opened one after the other.
pub(crate) struct Sources {
    files: VecDeque<PathBuf>,
    form: Form,
    limit: usize,
    lines: Option<Lines>,
}

/// An opened file of records, one a line.
struct Lines {
    input: Box<dyn BufRead + Send>,
    buffer: Vec<u8>,
    name: Arc<str>,
    number: u64,
}

impl Sources {
    /// Reads `paths`, or standard input when there are none; records and texts of more than `limit` bytes are refused.
    /// A folder stands for all `.txt` and `.jsonl` files below it, by name. A path that is not there is an error now,
    /// before hours of reading.
    pub(crate) fn new(paths: &[PathBuf], form: Form, limit: usize) -> anyhow::Result<Sources> {
        let standard_input = [PathBuf::from("-")];
        let paths = if paths.is_empty() { &standard_input } else { paths };
        let mut files = VecDeque::new();
        for path in paths {
            add_files(path, &mut files)?;
        }
        Ok(Sources { files, form, limit, lines: None })
    }

    /// How many bytes there are to read, where that is known beforehand.
    pub(crate) fn total_bytes(&self) -> Option<u64> {
        self.files.iter().map(|file| file_length(file)).sum()
    }

    /// Opens a file: gives its report when it is a text, nothing yet when it holds records.
    fn open_file(&mut self, path: &Path) -> Option<Result<Record, RecordError>> {
        let origin = Origin { file: display_name(path).into(), line: None };
        let first = self.open(path, &origin);
        first.map_err(|fault| RecordError { origin, fault }).transpose()
    }

    fn open(&mut self, path: &Path, origin: &Origin) -> Result<Option<Record>, Fault> {
        let mut input = open_input(path)?;
        if !self.holds_records(path, &mut input)? {
            let record = read_text(&mut input, origin.clone(), self.limit)?;
            // An empty file is an empty report; an empty standard input is nothing at all.
            return Ok(Some(record).filter(|record| record.bytes > 0 || !is_standard_input(path)));
        }
        self.lines = Some(Lines { input, buffer: Vec::new(), name: Arc::clone(&origin.file), number: 0 });
        Ok(None)
    }

    fn holds_records(&self, path: &Path, input: &mut impl BufRead) -> io::Result<bool> {
        Ok(match (self.form, extension(path).as_deref()) {
            (Form::Text, _) | (Form::Auto, Some("txt")) => false,
            (Form::Jsonl, _) | (Form::Auto, Some("jsonl" | "ndjson")) => true,
            (Form::Auto, _) => opens_with_brace(input.fill_buf()?),
        })
    }
}

impl Iterator for Sources {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.lines.as_mut().and_then(|lines| lines.next(self.limit)) {
                return Some(record);
            }
            self.lines = None;
            let path = self.files.pop_front()?;
            if let Some(first) = self.open_file(&path) {
                return Some(first);
            }
        }
    }
}

impl Lines {
    /// The next record that is no empty line.
    fn next(&mut self, limit: usize) -> Option<Result<Record, RecordError>> {
        loop {
            self.number += 1;
            let found = next_line(&mut *self.input, &mut self.buffer, limit);
            let fault = match found {
                Ok(Line::End) => return None,
                Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => continue,
                Ok(Line::Whole) => return Some(self.record()),
                Ok(Line::TooLong) => Fault::TooLong(limit),
                Err(error) => return Some(Err(self.broken(error))),
            };
            return Some(Err(RecordError { origin: self.origin(), fault }));
        }
    }

    fn record(&self) -> Result<Record, RecordError> {
        jsonl::parse(&self.buffer, self.origin())
            .map_err(|fault| RecordError { origin: self.origin(), fault })
    }

    /// Ends the file after an error: a disk that fails once would be asked for ever.
    fn broken(&mut self, error: io::Error) -> RecordError {
        self.input = Box::new(io::empty());
        RecordError { origin: self.origin(), fault: error.into() }
    }

    fn origin(&self) -> Origin {
        Origin { file: Arc::clone(&self.name), line: Some(self.number) }
    }
}

/// The id of a report that carries none: the SHA-256 of its raw bytes in hexadecimal.
pub(crate) fn content_id(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Reads one report in plain text.
fn read_text(input: &mut impl BufRead, origin: Origin, limit: usize) -> Result<Record, Fault> {
    let mut bytes = Vec::new();
    input.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(Fault::TooLong(limit));
    }
    let (text, note) = decode(&bytes);
    Ok(Record {
        id: content_id(&bytes),
        text,
        title: None,
        published: None,
        source: None,
        url: None,
        origin,
        mended: note.into_iter().collect(),
        bytes: bytes.len() as u64,
    })
}

/// Adds a file, or the files below a folder in the order of their names.
fn add_files(path: &Path, files: &mut VecDeque<PathBuf>) -> anyhow::Result<()> {
    if is_standard_input(path) || path.is_file() {
        files.push_back(path.to_owned());
        return Ok(());
    }
    if !path.exists() {
        let hint = "check the path; a lone - stands for standard input";
        return Err(Hinted::new(format!("{}: no such file or folder", path.display()), hint).into());
    }
    if !path.is_dir() {
        // A pipe or a device, such as the shell's <(command).
        files.push_back(path.to_owned());
        return Ok(());
    }
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() && matches!(extension(entry.path()).as_deref(), Some("txt" | "jsonl"))
        {
            files.push_back(entry.into_path());
        }
    }
    Ok(())
}

fn open_input(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if is_standard_input(path) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

fn display_name(path: &Path) -> String {
    if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn file_length(path: &Path) -> Option<u64> {
    path.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len())
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Whether the first visible character is a brace: no prose starts with one.
fn opens_with_brace(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    start.trim_ascii_start().first() == Some(&b'{')
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(paths: &[PathBuf], form: Form, limit: usize) -> Vec<String> {
        let sources = Sources::new(paths, form, limit).unwrap();
        sources.map(|record| record.map_or_else(|error| error.to_string(), |record| record.text)).collect()
    }

    #[test]
    fn folders_are_read_by_name_and_deeply() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("a")).unwrap();
        fs::write(at("b.txt"), "second").unwrap();
        fs::write(at("a/one.txt"), "first").unwrap();
        fs::write(at("c.JSONL"), "{\"text\": \"third\"}\n\n{\"text\": \"fourth\"}").unwrap();
        fs::write(at("notes.md"), "not a report").unwrap();
        let texts = read(&[folder.path().to_owned()], Form::Auto, 100);
        assert_eq!(texts, ["first", "second", "third", "fourth"]);
    }

    #[test]
    fn the_form_is_found_by_the_first_character() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports");
        fs::write(&path, " \n{\"text\": \"a record\"}\n").unwrap();
        assert_eq!(read(std::slice::from_ref(&path), Form::Auto, 100), ["a record"]);
        fs::write(&path, "A text.").unwrap();
        assert_eq!(read(&[path], Form::Auto, 100), ["A text."]);
    }

    #[test]
    fn bad_and_long_records_cost_only_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.jsonl");
        fs::write(&path, "{\"text\": \"one\"}\nrubbish\n{\"text\": \"far too long\"}\n{\"text\": \"two\"}")
            .unwrap();
        let name = path.display().to_string();
        let texts = read(&[path], Form::Auto, 17);
        assert_eq!(texts[0], "one");
        assert!(texts[1].starts_with(&format!("{name}:2: not a record:")), "{}", texts[1]);
        assert_eq!(texts[2], format!("{name}:3: longer than 17 bytes"));
        assert_eq!(texts[3], "two");
    }

    #[test]
    fn a_missing_path_is_an_error_before_anything_is_read() {
        let error = Sources::new(&["no/such/file.txt".into()], Form::Auto, 100).err().unwrap();
        assert_eq!(error.to_string(), "no/such/file.txt: no such file or folder");
    }

    #[test]
    fn ids_are_sha256() {
        assert_eq!(content_id(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
