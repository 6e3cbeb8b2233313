//! A page as a stream of tags and words, in one pass whose cost does not depend on nesting.
//!
//! It gives what the head of a page says of it (`meta`, `link`, JSON-LD), the plain text with a line a block, and how deep
//! and how big the page is, so that it can be told beforehand whether building its tree is safe.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// What one pass over a page finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// The words that a reader sees, a line a block.
    pub(crate) text: String,
    /// The `title` element.
    pub(crate) title: String,
    /// `meta` elements: name (in small letters) and content, in order.
    pub(crate) meta: Vec<(String, String)>,
    /// `link rel=canonical`.
    pub(crate) canonical: Option<String>,
    /// The `lang` of the `html` element.
    pub(crate) language: Option<String>,
    /// The `datetime` of the first `time` element.
    pub(crate) time: Option<String>,
    /// Scripts of type `application/ld+json`.
    pub(crate) json_ld: Vec<String>,
    /// The most elements that were open at once, about: end tags that HTML lets one leave out are no matter.
    pub(crate) depth: usize,
    /// How many tags there are.
    pub(crate) tags: usize,
}

/// Reads a page or a part of one.
pub(crate) fn read(html: &str) -> Page {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.state.into_inner().page;
    page.text = tidy(&page.text);
    page.title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    page
}

/// One blank between words, no blank at the ends of lines, no empty lines.
pub(crate) fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Sink {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    page: Page,
    open: usize,
    inside: Inside,
}

/// Where characters go.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Text,
    Title,
    JsonLd,
    Unseen,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(words) => state.words(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements whose end tag may be left out.
const OPTIONAL_END: [&str; 17] = [
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt",
    "tbody", "td", "th", "tr",
];
/// Elements within a line; all others break it.
const IN_LINE: [&str; 29] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.page.tags += 1;
        if !IN_LINE.contains(&name) && self.inside == Inside::Text {
            self.page.text.push('\n');
        }
        if tag.kind == TagKind::EndTag {
            self.inside = Inside::Text;
            self.count(name, false);
            return TokenSinkResult::Continue;
        }
        self.count(name, true);
        self.describe(name, tag);
        self.enter(name, tag)
    }

    fn count(&mut self, name: &str, opens: bool) {
        if VOID.contains(&name) || OPTIONAL_END.contains(&name) {
            return;
        }
        self.open = if opens { self.open + 1 } else { self.open.saturating_sub(1) };
        self.page.depth = self.page.depth.max(self.open);
    }

    /// Takes what an element says of the page.
    fn describe(&mut self, name: &str, tag: &Tag) {
        match name {
            "meta" => {
                let key = ["property", "name", "itemprop"].iter().find_map(|key| attribute(tag, key));
                if let (Some(key), Some(content)) = (key, attribute(tag, "content")) {
                    self.page.meta.push((key.to_lowercase(), content));
                }
            }
            "link" if attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.page.canonical = self.page.canonical.take().or_else(|| attribute(tag, "href"));
            }
            "html" => self.page.language = self.page.language.take().or_else(|| attribute(tag, "lang")),
            "time" => self.page.time = self.page.time.take().or_else(|| attribute(tag, "datetime")),
            _ => {}
        }
    }

    /// Sets where the characters of an element go.
    fn enter(&mut self, name: &str, tag: &Tag) -> TokenSinkResult<()> {
        let (inside, raw) = match name {
            "script" if attribute(tag, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                self.page.json_ld.push(String::new());
                (Inside::JsonLd, RawKind::ScriptData)
            }
            "script" => (Inside::Unseen, RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                (Inside::Unseen, RawKind::Rawtext)
            }
            "title" => (Inside::Title, RawKind::Rcdata),
            "textarea" => (Inside::Unseen, RawKind::Rcdata),
            _ => return TokenSinkResult::Continue,
        };
        self.inside = inside;
        TokenSinkResult::RawData(raw)
    }

    fn words(&mut self, words: &str) {
        match self.inside {
            Inside::Text => {
                let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
                self.page.text.extend(words.chars().map(blank));
            }
            Inside::Title => self.page.title.push_str(words),
            Inside::JsonLd => {
                if let Some(script) = self.page.json_ld.last_mut() {
                    script.push_str(words);
                }
            }
            Inside::Unseen => {}
        }
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.trim().to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines() {
        let page = read(
            "<p>Shots <b>fell</b> in\n<a href=x>Kidal</a>.<p>The army&nbsp;denied it.<br>So &eacute;t&eacute;.",
        );
        assert_eq!(page.text, "Shots fell in Kidal.\nThe army denied it.\nSo été.");
    }

    #[test]
    fn scripts_and_styles_are_not_read() {
        let page = read("<title>A &amp; B</title><style>p{}</style><script>if (a<b) '<p>x'</script>Words");
        assert_eq!((page.title.as_str(), page.text.as_str()), ("A & B", "Words"));
    }

    #[test]
    fn depth_counts_what_is_open() {
        assert_eq!(read("<div><div><p>a<p>b<p>c</div></div><div></div>").depth, 2);
        assert_eq!(read(&"<div>".repeat(100_000)).depth, 100_000);
    }

    #[test]
    fn the_head_is_kept() {
        let page = read(
            r#"<html lang=fr><meta property="OG:title" content="T"><link rel=canonical href=http://a.example/>
            <script type="application/ld+json">{"a": 1}</script><time datetime=2026-03-03>x</time>"#,
        );
        assert_eq!(page.meta, [("og:title".to_owned(), "T".to_owned())]);
        assert_eq!(page.canonical.as_deref(), Some("http://a.example/"));
        assert_eq!((page.language.as_deref(), page.time.as_deref()), (Some("fr"), Some("2026-03-03")));
        assert_eq!(page.json_ld, [r#"{"a": 1}"#]);
    }
}
