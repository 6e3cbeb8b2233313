//! The article of a page, by trafilatura. Nothing else names that library, so that it can be swapped here.

use trafilatura::{Config, Options, extract};

use super::metadata::{Metadata, day};
use super::tokens;

/// The text of the article, a paragraph a line, and what the library found out about it. `None` when it finds none.
pub(crate) fn find(html: &str) -> Option<(String, Metadata)> {
    // Duplicate detection keeps a memory between calls that would make a result depend on what was read before.
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_config(Config::default().with_min_output_size(1));
    let found = extract(html, &options).ok()?;
    let text = tokens::read(&found.content_html).text;
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let metadata = Metadata {
        title: given(found.metadata.title),
        byline: given(found.metadata.author),
        wire: None,
        published: found.metadata.date.and_then(|date| day(&date.to_string())),
        outlet: given(found.metadata.sitename).or_else(|| given(found.metadata.hostname)),
        url: given(found.metadata.url),
        language: given(found.metadata.language),
    };
    given(text).map(|text| (text, metadata))
}
