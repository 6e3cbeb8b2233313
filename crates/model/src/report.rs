//! Reports, as they come in and as a reading prints them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ReportId;

/// A report to be read: the text and what is known of it beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportInput {
    /// The id its record carried; the SHA-256 of the text when none is given.
    #[serde(default)]
    pub id: Option<String>,
    /// The text, title not included.
    pub text: String,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// When it was published, an ISO 8601 date or date-time.
    #[serde(default)]
    pub published: Option<String>,
    /// The outlet.
    #[serde(default)]
    pub source: Option<String>,
    /// Where it was found.
    #[serde(default)]
    pub url: Option<String>,
    /// The agency the text came from, where that is known beforehand; what the text credits fills it otherwise.
    #[serde(default)]
    pub wire: Option<String>,
    /// Who wrote it, where that is known beforehand.
    #[serde(default)]
    pub byline: Option<String>,
    /// BCP 47 language tag of the text.
    #[serde(default)]
    pub language: Option<String>,
}

/// A report as a reading carries it: with the text that all spans of the reading slice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// SHA-256 of the text, or the id the input record carried.
    pub id: ReportId,
    /// Outlet, as given or as found in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Agency credited in dateline, byline or tail: AFP, Reuters, AP, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire: Option<String>,
    /// Where the report was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// ISO 8601 date or date-time; absent when neither given nor found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// BCP 47 language tag.
    pub language: String,
    /// The text that every offset of the reading counts in.
    pub text: String,
}

/// What is known of a report without its text: who published it, when, and where it is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportCard {
    /// The report's id.
    pub id: ReportId,
    /// Outlet, as given or as found in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Agency credited in dateline, byline or tail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire: Option<String>,
    /// Where the report was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// ISO 8601 date or date-time; absent when neither given nor found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// BCP 47 language tag.
    pub language: String,
}

impl From<&Report> for ReportCard {
    fn from(report: &Report) -> ReportCard {
        ReportCard {
            id: report.id.clone(),
            source: report.source.clone(),
            wire: report.wire.clone(),
            url: report.url.clone(),
            title: report.title.clone(),
            byline: report.byline.clone(),
            published: report.published.clone(),
            language: report.language.clone(),
        }
    }
}
