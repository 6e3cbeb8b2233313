//! Where reports come from: the paths of the command line, and the items in each.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use claimant_fetch::{Client, FetchError, Settings, Validators};
use claimant_text::{Fault, Hint, Item, Items, Limits, Place, Retrieval, TextError};
use jiff::Timestamp;
use walkdir::WalkDir;

use crate::errors::Hinted;

/// How a file is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// By its first bytes, else by its name
    Auto,
    /// Each file is one report in plain text
    Text,
    /// Web pages, of which the article is read
    Html,
    /// Feeds: RSS, Atom or JSON Feed, each entry a report
    Feed,
    /// Web archives, each page a report
    Warc,
    /// PDF files with text in them
    Pdf,
    /// One JSON record a line: {"id", "text", "title"?, "published"?, "source"?, "url"?}
    Jsonl,
}

impl Form {
    /// What that is for the reader of texts; nothing where it has to find out.
    fn known(self) -> Option<claimant_text::Form> {
        Some(match self {
            Form::Auto => return None,
            Form::Text => claimant_text::Form::Text,
            Form::Html => claimant_text::Form::Html,
            Form::Feed => claimant_text::Form::Feed,
            Form::Warc => claimant_text::Form::Warc,
            Form::Pdf => claimant_text::Form::Pdf,
            Form::Jsonl => claimant_text::Form::Jsonl,
        })
    }
}

/// Everything that is to be read, opened one after the other.
pub(crate) struct Sources {
    files: VecDeque<PathBuf>,
    form: Form,
    limits: Limits,
    /// What fetches addresses among the paths.
    client: Client,
    /// The file that is open, and whether it is standard input.
    open: Option<(Items, bool)>,
}

impl Sources {
    /// Reads `paths`, or standard input when there are none. A folder stands for all files below it whose ending is one of
    /// a report's, by name. A path that is not there is an error now, before hours of reading. Addresses of the web are
    /// fetched when their turn comes.
    pub(crate) fn new(
        paths: &[PathBuf],
        form: Form,
        limits: Limits,
        allow_private: bool,
    ) -> anyhow::Result<Sources> {
        let standard_input = [PathBuf::from("-")];
        let paths = if paths.is_empty() { &standard_input } else { paths };
        let mut files = VecDeque::new();
        for path in paths {
            add_files(path, &mut files)?;
        }
        let settings = Settings { bytes: limits.bytes as u64, allow_private, ..Settings::default() };
        Ok(Sources { files, form, limits, client: Client::new(settings), open: None })
    }

    /// How many bytes there are to read, where that is known beforehand.
    pub(crate) fn total_bytes(&self) -> Option<u64> {
        self.files.iter().map(|file| file_length(file)).sum()
    }

    /// What one item may cost.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    fn open_file(&self, path: &Path) -> Result<Items, TextError> {
        let name = display_name(path);
        if is_address(path) {
            let fetched = fetched(&self.client, &name, self.form.known());
            let (bytes, hint) = fetched.map_err(|error| {
                let place = Place { file: name.as_str().into(), at: None };
                TextError { place, fault: Fault::from(io::Error::other(error)) }
            })?;
            return Ok(Items::of_bytes(bytes, hint, self.limits.clone()));
        }
        let input = open_input(path).map_err(|error| TextError {
            place: Place { file: name.as_str().into(), at: None },
            fault: Fault::from(error),
        })?;
        let hint = Hint { form: self.form.known(), ..Hint::named(name) };
        Ok(Items::open(input, hint, self.limits.clone()))
    }
}

impl Iterator for Sources {
    type Item = Result<Item, TextError>;

    fn next(&mut self) -> Option<Result<Item, TextError>> {
        loop {
            while let Some((items, standard_input)) = &mut self.open {
                match items.next() {
                    // An empty file is an empty report; an empty standard input is nothing at all.
                    Some(Ok(item)) if *standard_input && item.is_empty() => {}
                    Some(item) => return Some(item),
                    None => self.open = None,
                }
            }
            let path = self.files.pop_front()?;
            match self.open_file(&path) {
                Ok(items) => self.open = Some((items, is_standard_input(&path))),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Adds a file, or the files below a folder in the order of their names.
fn add_files(path: &Path, files: &mut VecDeque<PathBuf>) -> anyhow::Result<()> {
    if is_standard_input(path) || is_address(path) || path.is_file() {
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
        let named = entry.file_name().to_str().is_some_and(claimant_text::Form::is_named);
        if named && !entry.file_type().is_dir() {
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

/// The bytes at an address, and what the server said of them.
fn fetched(
    client: &Client,
    url: &str,
    form: Option<claimant_text::Form>,
) -> Result<(Vec<u8>, Hint), FetchError> {
    let answer = client.fetch(url, &Validators::default())?;
    let retrieval = Retrieval {
        time: Some(Timestamp::now().to_string()),
        url: Some(url.to_owned()),
        headers: answer.headers,
    };
    let hint = Hint {
        name: url.to_owned(),
        media_type: answer.media_type,
        url: Some(answer.url),
        form,
        retrieval: Some(retrieval),
    };
    Ok((answer.body.unwrap_or_default(), hint))
}

fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.starts_with("http://") || path.starts_with("https://"))
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(paths: &[PathBuf]) -> Vec<String> {
        let limits = Limits::default();
        let sources = Sources::new(paths, Form::Auto, limits.clone(), false).unwrap();
        let documents = sources.map(|item| item.and_then(|item| item.document(&limits)));
        documents.map(|made| made.map_or_else(|error| error.to_string(), |made| made.input.text)).collect()
    }

    #[test]
    fn folders_are_read_by_name_and_deeply() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("a")).unwrap();
        fs::write(at("b.txt"), "second").unwrap();
        fs::write(at("a/one.txt"), "first").unwrap();
        fs::write(at("c.JSONL"), "{\"text\": \"third\"}\n\n{\"text\": \"fourth\"}").unwrap();
        fs::write(at("d.html"), "<html><p>Shots fell in the town.</html>").unwrap();
        fs::write(at("notes.md"), "not a report").unwrap();
        let texts = read(&[folder.path().to_owned()]);
        assert_eq!(texts, ["first", "second", "third", "fourth", "Shots fell in the town."]);
    }

    #[test]
    fn a_missing_path_is_an_error_before_anything_is_read() {
        let error =
            Sources::new(&["no/such/file.txt".into()], Form::Auto, Limits::default(), false).err().unwrap();
        assert_eq!(error.to_string(), "no/such/file.txt: no such file or folder");
    }
}
