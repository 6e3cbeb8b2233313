//! schema.org `ClaimReview` as JSON-LD, for exchange between fact-checkers.
//!
//! The review is the report's: it is the outlet that says that a claim is unverified, disputed, corroborated or refuted, so
//! the outlet is the author and the report the URL; the claimant is the author of the claim. Claims of which no report says
//! anything of the sort have not been reviewed, and are left out and counted.

use std::io::Write;

use claimant_model::{Dossier, DossierClaim, Span, VerificationStatus};
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::format::{Options, Sink, Summary};
use crate::json_list::JsonList;
use crate::view::{View, evidence, web_address};

/// Writes the graph.
pub(crate) struct ClaimReviewWriter<W> {
    list: JsonList<W>,
    options: Options,
    summary: Summary,
}

impl<W: Write> ClaimReviewWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<ClaimReviewWriter<W>, Error> {
        let list = JsonList::open(out, r#"{"@context":"https://schema.org","@graph":["#)?;
        Ok(ClaimReviewWriter { list, options: options.clone(), summary: Summary::default() })
    }
}

impl<W: Write> Sink for ClaimReviewWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        let view = View::new(dossier);
        for entry in &dossier.claims {
            match Rating::of(entry.claim.verification.status) {
                None => self.summary.leave_out("claims of whose standing no report says anything"),
                Some(rating) => {
                    self.list.push(&review(&view, entry, &rating, &self.options))?;
                    self.summary.written += 1;
                }
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.list.close()?;
        Ok(self.summary)
    }
}

/// What a standing is on the scale from 1 (false) to 5 (true).
struct Rating {
    value: u8,
    name: &'static str,
}

impl Rating {
    fn of(status: VerificationStatus) -> Option<Rating> {
        let (value, name) = match status {
            VerificationStatus::None => return None,
            VerificationStatus::Refuted => (1, "Refuted"),
            VerificationStatus::Disputed => (2, "Disputed"),
            VerificationStatus::Unverified => (3, "Unverified"),
            VerificationStatus::Corroborated => (4, "Corroborated"),
        };
        Some(Rating { value, name })
    }
}

fn review(view: &View<'_>, entry: &DossierClaim, rating: &Rating, options: &Options) -> Value {
    let report = view.report(&entry.report);
    let url = report.and_then(web_address).map(str::to_owned);
    let own_page = options.link.as_ref().map(|link| format!("{link}{}#{}", view.dossier.id, entry.claim.id));
    let publisher = report.and_then(|report| report.source.as_deref());
    object([
        ("@type", Some(json!("ClaimReview"))),
        ("identifier", Some(json!(entry.claim.id))),
        ("url", url.clone().or(own_page).map(Value::from)),
        ("datePublished", report.and_then(|report| report.published.clone()).map(Value::from)),
        ("inLanguage", report.map(|report| json!(report.language))),
        ("author", publisher.map(|name| json!({"@type": "Organization", "name": name}))),
        ("sdPublisher", Some(json!({"@type": "Organization", "name": options.publisher}))),
        ("claimReviewed", Some(json!(evidence(entry)))),
        ("itemReviewed", Some(item(view, entry, url.as_deref()))),
        ("reviewRating", Some(rating_of(view, entry, rating))),
    ])
}

fn item(view: &View<'_>, entry: &DossierClaim, url: Option<&str>) -> Value {
    let claimant = view.claimant(&entry.claim);
    let kind = if claimant.kind == "actor" { "Organization" } else { "Thing" };
    let author = (!claimant.name.is_empty()).then(|| json!({"@type": kind, "name": claimant.name}));
    let place = view.dossier.place.as_ref().map(|place| json!({"@type": "Place", "name": place.name}));
    object([
        ("@type", Some(json!("Claim"))),
        ("author", author),
        ("appearance", url.map(|url| json!([{"@type": "CreativeWork", "url": url}]))),
        ("contentLocation", place),
    ])
}

fn rating_of(view: &View<'_>, entry: &DossierClaim, rating: &Rating) -> Value {
    let verification = &entry.claim.verification;
    let by = verification.by.as_ref().and_then(|id| view.actor(id)).map(|actor| actor.name.as_str());
    let name = by.map_or_else(|| rating.name.to_owned(), |by| format!("{} by {by}", rating.name));
    object([
        ("@type", Some(json!("Rating"))),
        ("ratingValue", Some(json!(rating.value))),
        ("worstRating", Some(json!(1))),
        ("bestRating", Some(json!(5))),
        ("alternateName", Some(json!(name))),
        ("ratingExplanation", verification.span.as_ref().map(Span::text).map(Value::from)),
    ])
}

/// An object of the members that there are.
fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(members.collect::<Map<_, _>>())
}
