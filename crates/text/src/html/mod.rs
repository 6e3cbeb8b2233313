//! Web pages: the article, and what the page says of itself.

mod article;
mod metadata;
pub(crate) mod tokens;

use claimant_model::ReportInput;

use crate::bounded;
use crate::encoding;
use crate::error::Fault;
use crate::limits::Limits;
use metadata::Metadata;

/// Reads a page. `charset` is what the server declared.
pub(crate) fn read(
    bytes: &[u8],
    charset: Option<&str>,
    limits: &Limits,
) -> Result<(ReportInput, Vec<String>), Fault> {
    let declared = charset.map(str::to_owned).or_else(|| encoding::declared(bytes));
    let (html, note) = encoding::decode(bytes, declared.as_deref());
    let mut problems: Vec<String> = note.into_iter().collect();
    let page = tokens::read(&html);
    let mut metadata = metadata::find(&page);
    let text = match article(html, &page, limits) {
        Ok(Some((text, more))) => {
            metadata.fill(more);
            text
        }
        Ok(None) => {
            problems.push("no article found in the page: all of its text was taken".to_owned());
            page.text.clone()
        }
        Err(problem) => {
            problems.push(problem);
            page.text.clone()
        }
    };
    metadata
        .fill(Metadata { title: Some(page.title).filter(|title| !title.is_empty()), ..Metadata::default() });
    let input = report(text, metadata);
    if input.text.is_empty() { Err(Fault::Empty) } else { Ok((input, problems)) }
}

/// The article, unless looking for it is too dear; then why.
fn article(html: String, page: &tokens::Page, limits: &Limits) -> Result<Option<(String, Metadata)>, String> {
    if page.depth > limits.depth {
        return Err(format!("elements nested {} deep: all of the page's text was taken", page.depth));
    }
    if page.tags > limits.tags {
        return Err(format!("{} tags: all of the page's text was taken", page.tags));
    }
    bounded::run(limits.time, move || article::find(&html))
        .map_err(|fault| format!("{fault}: all of the page's text was taken"))
}

fn report(text: String, metadata: Metadata) -> ReportInput {
    let text = without_title(text, metadata.title.as_deref());
    ReportInput {
        text,
        title: metadata.title,
        published: metadata.published,
        source: metadata.outlet,
        url: metadata.url,
        wire: metadata.wire,
        byline: metadata.byline,
        language: metadata.language,
        ..ReportInput::default()
    }
}

/// A report's text does not hold its title: drops a first line that is the title.
pub(crate) fn without_title(text: String, title: Option<&str>) -> String {
    let Some((first, rest)) = text.split_once('\n') else { return text };
    let same = title.is_some_and(|title| {
        let title = title.trim();
        first.trim() == title
            || (title.starts_with(first.trim()) && title[first.trim().len()..].starts_with([' ', '|']))
    });
    if same && first.split_whitespace().count() > 2 { rest.to_owned() } else { text }
}
