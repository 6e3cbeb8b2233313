//! What a page says of itself: JSON-LD, `OpenGraph`, Dublin Core and other `meta` elements, in this order of trust.

use claimant_credits::agency;
use serde_json::Value;

use super::tokens::Page;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) wire: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
}

/// Reads the head of a page.
pub(crate) fn find(page: &Page) -> Metadata {
    let mut found = Metadata::default();
    for script in &page.json_ld {
        // A script that is no JSON says nothing.
        if let Ok(json) = serde_json::from_str::<Value>(script) {
            for article in articles(&json) {
                found.fill(of_article(article));
            }
        }
    }
    found.fill(of_meta(page));
    found
}

impl Metadata {
    /// Takes from another what is missing here.
    pub(crate) fn fill(&mut self, other: Metadata) {
        let pairs = [
            (&mut self.title, other.title),
            (&mut self.byline, other.byline),
            (&mut self.wire, other.wire),
            (&mut self.published, other.published),
            (&mut self.outlet, other.outlet),
            (&mut self.url, other.url),
            (&mut self.language, other.language),
        ];
        for (mine, theirs) in pairs {
            if mine.is_none() {
                *mine = theirs;
            }
        }
    }
}

/// The objects of JSON-LD that are about a text: type ends in "Article", "Posting" or "Report". They stand alone, in a list,
/// or in the `@graph` of another.
fn articles(json: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut waiting = vec![json];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(fields) => {
                if is_article(value) {
                    found.push(value);
                }
                waiting.extend(fields.get("@graph").into_iter().chain(fields.get("mainEntity")));
            }
            _ => {}
        }
    }
    found
}

fn is_article(value: &Value) -> bool {
    texts(&value["@type"])
        .iter()
        .any(|kind| ["Article", "Posting", "Report"].iter().any(|end| kind.ends_with(end)))
}

fn of_article(article: &Value) -> Metadata {
    let authors = names(&article["author"]);
    let (agencies, people): (Vec<&str>, Vec<&str>) = authors.iter().partition(|name| agency(name).is_some());
    let url = ["url", "mainEntityOfPage"].iter().find_map(|key| address(&article[*key]));
    Metadata {
        title: first(&article["headline"]).or_else(|| first(&article["name"])),
        byline: Some(people.join(", ")).filter(|people| !people.is_empty()),
        wire: agencies.first().and_then(|name| agency(name)).map(str::to_owned),
        published: first(&article["datePublished"]).and_then(|date| day(&date)),
        outlet: names(&article["publisher"]).into_iter().next().map(str::to_owned),
        url,
        language: first(&article["inLanguage"]),
    }
}

/// The strings of a value that is one or a list of them.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text.trim()],
        Value::Array(values) => values.iter().filter_map(Value::as_str).map(str::trim).collect(),
        _ => Vec::new(),
    }
}

fn first(value: &Value) -> Option<String> {
    texts(value).into_iter().find(|text| !text.is_empty()).map(str::to_owned)
}

/// The names of people or bodies: strings, or objects with a name.
fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}

fn name(value: &Value) -> Option<&str> {
    let name = value.as_str().or_else(|| value["name"].as_str())?.trim();
    Some(name).filter(|name| !name.is_empty() && !is_address(name))
}

fn address(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value["@id"].as_str())?;
    is_address(text).then(|| text.to_owned())
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "dcterms.title"];
const AUTHORS: [&str; 8] = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "twitter:creator",
];
const DATES: [&str; 14] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "publication_date",
];
const OUTLETS: [&str; 5] =
    ["og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "publisher"];
const LANGUAGES: [&str; 3] = ["dc.language", "og:locale", "language"];

fn of_meta(page: &Page) -> Metadata {
    let all = |names: &'static [&'static str]| {
        names
            .iter()
            .flat_map(|name| page.meta.iter().filter(move |(key, _)| key == name))
            .map(|(_, content)| content)
    };
    let text = |names| all(names).next().cloned();
    let author = all(&AUTHORS).find(|author| !is_address(author) && !author.starts_with('@')).cloned();
    let published = all(&DATES).chain(&page.time).find_map(|date| day(date));
    Metadata {
        title: text(&TITLES),
        byline: author,
        wire: None,
        published,
        outlet: text(&OUTLETS),
        url: page.canonical.clone().filter(|url| is_address(url)).or_else(|| text(&["og:url"])),
        language: page.language.clone().or_else(|| text(&LANGUAGES)).map(|tag| tag.replace('_', "-")),
    }
}

/// A date that starts with a year, a month and a day is kept as it is; anything else is none: a month is not guessed.
pub(crate) fn day(date: &str) -> Option<String> {
    let date = date.trim();
    let digits = |range: std::ops::Range<usize>| date.get(range)?.parse::<u16>().ok();
    let dashes = date.get(4..5) == Some("-") && date.get(7..8) == Some("-");
    let (_, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let ends = date.get(10..11).is_none_or(|next| next == "T" || next == " ");
    (dashes && ends && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| date.replacen(' ', "T", 1).replace(' ', ""))
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    #[test]
    fn json_ld_comes_before_meta() {
        let found = find(&tokens::read(
            r#"<meta property=og:title content=Worse><meta property="og:site_name" content="The Courier">
            <script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "No"}, {"@type": ["NewsArticle"],
            "headline": "Better", "datePublished": "2026-03-03T08:00:00+01:00", "author": [{"name": "Ada Lind"},
            {"@type": "Organization", "name": "Agence France-Presse"}], "mainEntityOfPage": {"@id": "https://a.example/1"}}]}
            </script><meta name=author content=Nobody>"#,
        ));
        assert_eq!(found.title.as_deref(), Some("Better"));
        assert_eq!((found.byline.as_deref(), found.wire.as_deref()), (Some("Ada Lind"), Some("AFP")));
        assert_eq!(found.published.as_deref(), Some("2026-03-03T08:00:00+01:00"));
        assert_eq!(found.outlet.as_deref(), Some("The Courier"));
        assert_eq!(found.url.as_deref(), Some("https://a.example/1"));
    }

    #[test]
    fn dates_are_iso_or_nothing() {
        assert_eq!(day("2026-03-03 08:00:00 +0100").as_deref(), Some("2026-03-03T08:00:00+0100"));
        assert_eq!(day("03/04/2026"), None);
        assert_eq!(day("2026-13-03"), None);
        assert_eq!(day("März"), None);
    }

    #[test]
    fn addresses_are_no_names() {
        let page = tokens::read(r#"<meta property="article:author" content="https://social.example/ada">"#);
        assert_eq!(find(&page).byline, None);
    }
}
