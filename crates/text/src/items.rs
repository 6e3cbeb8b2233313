//! An input, cut into its items.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;

use crate::document::Retrieval;
use crate::error::{At, Fault, Place, TextError};
use crate::form::{Form, HEAD};
use crate::item::Item;
use crate::limits::Limits;
use crate::lines::{Line, next_line};
use crate::{feed, warc};

/// What is known of an input beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// What it is called, for messages and to tell what it is.
    pub name: String,
    /// The media type it was sent with.
    pub media_type: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// What it is; found out when not given.
    pub form: Option<Form>,
    /// When and how it was fetched; what the pages of an archive say of themselves comes before it.
    pub retrieval: Option<Retrieval>,
}

impl Hint {
    /// An input of which no more than its name is known.
    pub fn named(name: impl Into<String>) -> Hint {
        Hint { name: name.into(), ..Hint::default() }
    }
}

/// What an input is read through.
type Input = Box<dyn BufRead + Send>;

/// The items of an input, cut from it one after the other. No more than one is held in memory, except for the entries of a
/// feed.
pub struct Items {
    hint: Hint,
    limits: Limits,
    place: Place,
    source: Source,
}

/// Where items come from.
enum Source {
    /// Nothing has been read yet.
    New(Input),
    Lines(Lines),
    Archive(warc::Records),
    /// What is left of an input that was read as a whole; a fault may end it.
    Read(VecDeque<Result<Item, TextError>>),
}

/// Records, one a line.
struct Lines {
    input: Input,
    buffer: Vec<u8>,
    number: u64,
}

impl Items {
    /// The items of `input`. Nothing is read before the first one is asked for; what cannot be read comes out as an error.
    /// Input that is packed by gzip is unpacked.
    pub fn open(input: Box<dyn BufRead + Send>, hint: Hint, limits: Limits) -> Items {
        let place = Place { file: Arc::from(hint.name.as_str()), at: None };
        Items { hint, limits, place, source: Source::New(input) }
    }

    /// The items of bytes in memory.
    pub fn of_bytes(bytes: Vec<u8>, hint: Hint, limits: Limits) -> Items {
        Items::open(Box::new(Cursor::new(bytes)), hint, limits)
    }

    /// Finds out what the input is and starts on it.
    fn start(&mut self, input: Input) -> Result<Source, Fault> {
        let (head, input) = unpacked(input)?;
        let form = self.hint.form.or_else(|| {
            let (name, media_type) = (Some(self.hint.name.as_str()), self.hint.media_type.as_deref());
            Form::detect(&head, name, media_type)
        });
        match form.ok_or(Fault::Unknown)? {
            Form::Jsonl => Ok(Source::Lines(Lines { input, buffer: Vec::new(), number: 0 })),
            Form::Warc => {
                Ok(Source::Archive(warc::Records::new(input, self.place.clone(), self.limits.clone())))
            }
            form => {
                let raw = read_whole(input, self.limits.bytes)?;
                let mut item = Item::whole(self.place.clone(), form, raw);
                item.url.clone_from(&self.hint.url);
                item.charset = self.hint.media_type.as_deref().and_then(crate::encoding::charset);
                Ok(Source::Read(split(item, &self.limits)))
            }
        }
    }
}

impl Iterator for Items {
    type Item = Result<Item, TextError>;

    fn next(&mut self) -> Option<Result<Item, TextError>> {
        if let Source::New(input) = &mut self.source {
            let input = std::mem::replace(input, Box::new(io::empty()));
            self.source = self
                .start(input)
                .unwrap_or_else(|fault| Source::Read(VecDeque::from([Err(fault.at(&self.place))])));
        }
        let next = match &mut self.source {
            Source::New(_) => None,
            Source::Read(items) => items.pop_front(),
            Source::Lines(lines) => lines.next(&self.place, self.limits.bytes),
            Source::Archive(records) => records.next(),
        };
        let fetched = &self.hint.retrieval;
        next.map(|item| {
            item.map(|item| Item { retrieval: item.retrieval.or_else(|| fetched.clone()), ..item })
        })
    }
}

/// An item that holds several, such as a feed, as these; any other as itself.
pub(crate) fn split(item: Item, limits: &Limits) -> VecDeque<Result<Item, TextError>> {
    if item.form == Form::Feed { feed::entries(&item, limits) } else { VecDeque::from([Ok(item)]) }
}

impl Lines {
    /// The next record that is no empty line.
    fn next(&mut self, place: &Place, limit: usize) -> Option<Result<Item, TextError>> {
        loop {
            self.number += 1;
            let place = Place { at: Some(At::Line(self.number)), ..place.clone() };
            return Some(match next_line(&mut *self.input, &mut self.buffer, limit) {
                Ok(Line::End) => return None,
                Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => continue,
                Ok(Line::Whole) => Ok(self.item(place)),
                Ok(Line::TooLong) => Err(Fault::TooLong(limit).at(&place)),
                Err(error) => {
                    // A disk that fails once would be asked for ever.
                    self.input = Box::new(io::empty());
                    Err(Fault::from(error).at(&place))
                }
            });
        }
    }

    fn item(&self, place: Place) -> Item {
        let item = Item::whole(place, Form::Jsonl, self.buffer.clone());
        Item { consumed: item.consumed + 1, ..item }
    }
}

/// The first bytes of an input and the input from its start, unpacked if it is packed by gzip.
fn unpacked(mut input: Input) -> io::Result<(Vec<u8>, Input)> {
    if !input.fill_buf()?.starts_with(&[0x1F, 0x8B]) {
        return peek(input);
    }
    peek(Box::new(BufReader::new(MultiGzDecoder::new(input))))
}

/// The first bytes of an input and the input from its start. What opens with a brace is not waited for: somebody may send one
/// record and wait for the answer.
fn peek(mut input: Input) -> io::Result<(Vec<u8>, Input)> {
    let mut head = Vec::new();
    while head.len() < HEAD && head.trim_ascii_start().first() != Some(&b'{') {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        let length = buffer.len();
        head.extend_from_slice(buffer);
        input.consume(length);
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// All bytes of an input, if there are no more than `limit`.
pub(crate) fn read_whole(input: impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    input.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(Fault::TooLong(limit)) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], name: &str, limit: usize) -> Vec<String> {
        let limits = Limits { bytes: limit, ..Limits::default() };
        let items = Items::of_bytes(bytes.to_vec(), Hint::named(name), limits.clone());
        let documents = items.map(|item| item.and_then(|item| item.document(&limits)));
        documents.map(|made| made.map_or_else(|error| error.to_string(), |made| made.input.text)).collect()
    }

    #[test]
    fn bad_and_long_records_cost_only_themselves() {
        let lines = b"{\"text\": \"one\"}\nrubbish\n{\"text\": \"far too long\"}\n\n{\"text\": \"two\"}";
        let texts = read(lines, "r.jsonl", 17);
        assert_eq!(texts[0], "one");
        assert!(texts[1].starts_with("r.jsonl:2: not a record:"), "{}", texts[1]);
        assert_eq!(texts[2], "r.jsonl:3: longer than 17 bytes");
        assert_eq!(texts[3], "two");
    }

    #[test]
    fn the_form_is_found_by_the_first_character() {
        assert_eq!(read(b" \n{\"text\": \"a record\"}\n", "reports", 100), ["a record"]);
        assert_eq!(read(b"A text.", "reports", 100), ["A text."]);
    }

    #[test]
    fn gzip_is_unpacked_within_bounds() {
        let pack = |bytes: &[u8]| {
            let mut packed = Vec::new();
            let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::best());
            encoder.read_to_end(&mut packed).unwrap();
            packed
        };
        assert_eq!(read(&pack(b"{\"text\": \"one\"}\n"), "a.jsonl.gz", 100), ["one"]);
        assert_eq!(
            read(&pack(&vec![b'a'; 9_000_000]), "a.txt.gz", 5_000),
            ["a.txt.gz: longer than 5000 bytes"]
        );
        let mut torn = pack(b"Shots fell in the town at dawn.");
        torn.truncate(20);
        assert!(read(&torn, "a.gz", 100)[0].starts_with("a.gz: cannot read:"));
    }

    #[test]
    fn binary_files_are_refused_with_a_hint() {
        assert_eq!(
            read(b"PK\x03\x04\0\0", "a.docx", 100),
            ["a.docx: not text, HTML, PDF, a feed, a web archive or records"]
        );
    }
}
