//! Where an entry was taken from: the `source` of RSS ("<source url=…>The Ridge Post</source>") and of Atom
//! ("<source><title>…</title></source>"), which feed-rs does not keep.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::encoding::{declared, decode};

/// The sources of the first `count` entries, in order.
pub(crate) fn find(xml: &[u8], count: usize) -> Vec<Option<String>> {
    let mut finder = Finder { sources: Vec::new(), path: Vec::new() };
    let xml = decode(xml, declared(xml).as_deref()).0;
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().check_end_names = false;
    // What is no XML, such as JSON Feed, has no sources.
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            break;
        }
        finder.take(&event);
    }
    finder.sources.resize(count, None);
    let tidy = |source: String| Some(source.trim().to_owned()).filter(|source| !source.is_empty());
    finder.sources.into_iter().map(|source| source.and_then(tidy)).collect()
}

/// Elements within an entry that are kept track of.
const DEEPEST: usize = 16;

struct Finder {
    sources: Vec<Option<String>>,
    /// Names of the elements that are open, from the entry inwards; no more than are looked at.
    path: Vec<String>,
}

impl Finder {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag.local_name().as_ref()),
            Event::End(tag) => self.close(tag.local_name().as_ref()),
            Event::Text(text) => self.words(text),
            Event::CData(text) => self.words(text),
            Event::GeneralRef(name) if &**name == "amp" => self.words("&"),
            _ => {}
        }
    }

    fn open(&mut self, name: &str) {
        if name == "item" || name == "entry" {
            self.sources.push(None);
            self.path.clear();
        }
        if !self.sources.is_empty() && self.path.len() < DEEPEST {
            self.path.push(name.to_owned());
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.path.iter().rposition(|open| open == name) {
            self.path.truncate(at);
        }
    }

    fn words(&mut self, words: &str) {
        let named = match &self.path[..] {
            [_, source] => source == "source",
            [_, source, title] => source == "source" && title == "title",
            _ => false,
        };
        if let (true, Some(source)) = (named, self.sources.last_mut()) {
            source.get_or_insert_default().push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_found() {
        let rss = b"<rss><channel><item><source url='u'>Ridge &amp; Post</source></item><item/><item><a><source>x</source></a></item>";
        assert_eq!(find(rss, 3), [Some("Ridge & Post".to_owned()), None, None]);
        let atom =
            b"<feed><entry><source><id>1</id><title>The Post</title></source><title>t</title></entry></feed>";
        assert_eq!(find(atom, 1), [Some("The Post".to_owned())]);
    }
}
