//! Feeds: RSS, Atom and JSON Feed, by feed-rs.
//!
//! An entry's own markup is text with tags in it, not a page: it is stripped of its tags and not searched for an article.

mod salvage;
mod source;

use std::collections::VecDeque;

use claimant_model::ReportInput;
use feed_rs::model;
use feed_rs::parser::Builder;

use crate::bounded;
use crate::error::{At, Fault, Place, TextError};
use crate::html::{tokens, without_title};
use crate::item::{Body, Item, content_id};
use crate::limits::Limits;

/// An entry of a feed, with what the feed says of all of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    content: model::Entry,
    /// Where the entry was taken from, as its `source` element says.
    source: Option<String>,
    /// The title of the feed.
    feed: Option<String>,
    /// The language of the feed.
    language: Option<String>,
}

/// The entries of a feed. Where it is broken, those that can be read all the same, then a fault.
pub(crate) fn entries(item: &Item, limits: &Limits) -> VecDeque<Result<Item, TextError>> {
    let (bytes, url) = (item.bytes().to_vec(), item.url.clone());
    let (read, fault) = match bounded::run(limits.time, move || read(&bytes, url.as_deref())) {
        Ok(read) => read,
        Err(fault) => (Vec::new(), Some(fault)),
    };
    let too_many = (read.len() > limits.entries).then_some(Fault::TooMany(limits.entries));
    let made = read.into_iter().take(limits.entries).enumerate();
    let mut items: VecDeque<_> = made.map(|(index, entry)| Ok(entry_item(item, index, entry))).collect();
    items.extend(fault.or(too_many).map(|fault| Err(fault.at(&item.place))));
    items
}

/// The bytes of a feed are counted with its first entry.
fn entry_item(feed: &Item, index: usize, entry: Entry) -> Item {
    Item {
        // A feed in an archive stands at its record; its entries are told apart by their titles.
        place: Place { at: feed.place.at.or(Some(At::Entry(index as u64 + 1))), ..feed.place.clone() },
        body: Body::Entry(Box::new(entry)),
        url: None,
        consumed: if index == 0 { feed.consumed } else { 0 },
        ..feed.clone()
    }
}

fn read(bytes: &[u8], url: Option<&str>) -> (Vec<Entry>, Option<Fault>) {
    let parse = |bytes: &[u8]| parse(bytes, url);
    match parse(bytes) {
        Ok(feed) => (with_sources(feed, bytes), None),
        Err(fault) => {
            let saved =
                salvage::pieces(bytes).into_iter().filter_map(|piece| Some((parse(&piece).ok()?, piece)));
            (saved.flat_map(|(feed, piece)| with_sources(feed, &piece)).collect(), Some(fault))
        }
    }
}

fn parse(bytes: &[u8], url: Option<&str>) -> Result<model::Feed, Fault> {
    // Generated ids would be random: an entry's id is made of its content instead.
    let builder = Builder::new().base_uri(url).id_generator(|_, _, _| String::new());
    builder.build().parse(bytes).map_err(|error| Fault::NotAFeed(error.to_string()))
}

fn with_sources(feed: model::Feed, bytes: &[u8]) -> Vec<Entry> {
    let sources = source::find(bytes, feed.entries.len());
    let (title, language) = (feed.title.map(|title| words(&title.content)), feed.language);
    let entries = feed.entries.into_iter().zip(sources);
    entries
        .map(|(entry, source)| Entry {
            content: entry,
            source,
            feed: title.clone(),
            language: language.clone(),
        })
        .collect()
}

/// The report that an entry is.
pub(crate) fn report(of: &Entry) -> Result<(ReportInput, Vec<String>), Fault> {
    let entry = &of.content;
    let title = entry.title.as_ref().map(|title| words(&title.content)).filter(|title| !title.is_empty());
    let text = without_title(text(entry), title.as_deref());
    let url = link(entry);
    if text.is_empty() && title.is_none() {
        return Err(Fault::Empty);
    }
    // A feed's own ids are often plain numbers, so that those of two feeds are the same.
    let id = content_id([entry.id.as_str(), url.as_deref().unwrap_or_default(), &text].join("\n").as_bytes());
    let input = ReportInput {
        id: Some(id),
        text,
        title,
        published: entry.published.or(entry.updated).map(|time| time.to_rfc3339()),
        source: of.source.clone().or_else(|| of.feed.clone()),
        url,
        byline: byline(entry),
        language: entry.language.clone().or_else(|| of.language.clone()),
        ..ReportInput::default()
    };
    Ok((input, Vec::new()))
}

/// The content, or else the summary: the longer of the two.
fn text(entry: &model::Entry) -> String {
    let content =
        entry.content.as_ref().and_then(|content| content.body.as_deref()).map(strip).unwrap_or_default();
    let summary = entry.summary.as_ref().map(|summary| strip(&summary.content)).unwrap_or_default();
    if content.len() >= summary.len() { content } else { summary }
}

/// The words of markup, a paragraph a line.
fn strip(markup: &str) -> String {
    // Plain text keeps its lines.
    if markup.contains('<') || markup.contains('&') {
        tokens::read(markup).text
    } else {
        tokens::tidy(markup)
    }
}

/// The words of a title.
fn words(markup: &str) -> String {
    strip(markup).replace('\n', " ")
}

fn link(entry: &model::Entry) -> Option<String> {
    let own = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    own.or(entry.links.first()).map(|link| link.href.clone())
}

fn byline(entry: &model::Entry) -> Option<String> {
    let names = entry.authors.iter().filter_map(|author| author.name.as_deref()).map(str::trim);
    let names: Vec<&str> = names.filter(|name| !name.is_empty() && !name.contains('@')).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Hint, Items};

    fn read(feed: &str, limits: &Limits) -> Vec<Result<Document, String>> {
        let items = Items::of_bytes(feed.into(), Hint::named("feed.xml"), limits.clone());
        items
            .map(|item| item.and_then(|item| item.document(limits)).map_err(|error| error.to_string()))
            .collect()
    }

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
        <title>The Courier</title>
        <item><title>Shots in &lt;b&gt;Kidal&lt;/b&gt;</title><link>https://a.example/1</link>
          <description>&lt;p&gt;Shots fell.&lt;/p&gt;&lt;p&gt;Nobody was hurt. (AFP)&lt;/p&gt;</description>
          <dc:creator>Ada Lind</dc:creator><source url="https://b.example/">The Ridge Post</source>
          <pubDate>Tue, 03 Mar 2026 08:00:00 +0000</pubDate></item>
        <item><title>Second</title><guid>7</guid><description>A shell fell.</description></item></channel></rss>"#;

    #[test]
    fn entries_are_reports() {
        let made = read(RSS, &Limits::default());
        let first = &made[0].as_ref().unwrap().input;
        assert_eq!(first.title.as_deref(), Some("Shots in Kidal"));
        assert_eq!(first.text, "Shots fell.\nNobody was hurt. (AFP)");
        assert_eq!((first.source.as_deref(), first.wire.as_deref()), (Some("The Ridge Post"), Some("AFP")));
        assert_eq!(
            (first.byline.as_deref(), first.url.as_deref()),
            (Some("Ada Lind"), Some("https://a.example/1"))
        );
        assert_eq!(first.published.as_deref(), Some("2026-03-03T08:00:00+00:00"));
        let second = &made[1].as_ref().unwrap().input;
        assert_eq!((second.source.as_deref(), second.text.as_str()), (Some("The Courier"), "A shell fell."));
        assert_eq!(made, read(RSS, &Limits::default()));
    }

    #[test]
    fn a_broken_entry_costs_only_itself() {
        let broken = RSS.replace("<title>Second</title>", "<title>Second</titel><b>");
        let made = read(&broken, &Limits::default());
        assert_eq!(made[0].as_ref().unwrap().input.title.as_deref(), Some("Shots in Kidal"));
        assert!(made.last().unwrap().as_ref().unwrap_err().starts_with("feed.xml: not a feed: "));
    }

    #[test]
    fn no_more_entries_are_read_than_may_be() {
        let made = read(RSS, &Limits { entries: 1, ..Limits::default() });
        assert_eq!(made.len(), 2);
        assert_eq!(made[1].as_ref().unwrap_err(), "feed.xml: more than 1 entries");
    }

    #[test]
    fn entities_within_entities_stay_small() {
        let level = |n: usize| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
        let levels = (1..9).map(level).collect::<Vec<_>>().concat();
        let bomb = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">{levels}]><rss version=\"2.0\"><channel>
            <title>t</title><item><title>&l8;</title><description>Shots fell.</description></item></channel></rss>"
        );
        for made in read(&bomb, &Limits::default()).into_iter().flatten() {
            assert!(made.input.text.len() + made.input.title.unwrap_or_default().len() < 1000);
        }
    }

    #[test]
    fn json_feeds_are_feeds() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [{"id": "1",
            "url": "https://a.example/1", "content_html": "<p>Shots fell.</p>", "title": "Shots"}]}"#;
        let made = read(feed, &Limits::default());
        assert_eq!(made[0].as_ref().unwrap().input.text, "Shots fell.");
    }
}
