//! A STIX 2.1 bundle.
//!
//! An event is an `incident`, its place a `location`, a report a `report`, claimants and outlets are `identity` objects.
//! A claim is one `note` of its own, because STIX speaks of objects and never of single fields; what a report says of its
//! standing is an `opinion` on that note. What STIX has no field for (figure, side, standpoint) stands in a property
//! extension. Ids are UUIDs of version 5 over our own ids: the same ledger gives the same bundle on every machine.

use std::collections::HashSet;
use std::io::Write;

use claimant_model::{Dossier, DossierClaim, ReportCard, VerificationStatus};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::codes::Country;
use crate::error::Error;
use crate::format::{Options, Sink, Summary};
use crate::json_list::JsonList;
use crate::view::{Claimant, View, code, evidence, figure, side, web_address};

/// The namespace of our ids: version 5 of the OID namespace and the name `claimant`.
const NAMESPACE: Uuid = Uuid::from_u128(0x2f3c_9e0b_6d1a_5c77_9a53_61e4_7b0d_42c8);
/// Where neither the caller nor a report gives a time.
const NO_TIME: &str = "1970-01-01T00:00:00.000Z";

/// Writes the bundle.
pub(crate) struct StixWriter<W> {
    list: JsonList<W>,
    options: Options,
    seen: HashSet<Uuid>,
    summary: Summary,
}

impl<W: Write> StixWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<StixWriter<W>, Error> {
        let name = format!("{} {}", options.publisher, options.snapshot.as_deref().unwrap_or_default());
        let id = id("bundle", &name);
        let list = JsonList::open(out, &format!(r#"{{"type":"bundle","id":"{id}","objects":["#))?;
        let mut writer =
            StixWriter { list, options: options.clone(), seen: HashSet::new(), summary: Summary::default() };
        let created = writer.options.created.clone().unwrap_or_else(|| NO_TIME.to_owned());
        let identity = writer.identity(&options.publisher.clone(), "organization", &created)?;
        let extension = object(
            "extension-definition",
            "claim",
            &created,
            json!({
                "created_by_ref": identity,
                "name": "claim",
                "description": "What a claim in a report says: outcome, figure, side, standpoint.",
                "schema": "One JSON object; low and high are absent where no number is given, 0 where the claim is of none.",
                "version": "1.0.0",
                "extension_types": ["property-extension"],
            }),
        );
        writer.push(&extension)?;
        Ok(writer)
    }

    /// Writes an object unless it is in the bundle already.
    fn push(&mut self, object: &Value) -> Result<(), Error> {
        let id = object["id"].as_str().and_then(|id| id.split_once("--")).and_then(|(_, id)| id.parse().ok());
        if id.is_none_or(|id| self.seen.insert(id)) {
            self.list.push(object)?;
            self.summary.written += 1;
        }
        Ok(())
    }

    /// Somebody, by name; its id.
    fn identity(&mut self, name: &str, class: &str, created: &str) -> Result<String, Error> {
        let key = format!("{class} {name}");
        let identity = object("identity", &key, created, json!({"name": name, "identity_class": class}));
        self.push(&identity)?;
        Ok(id("identity", &key))
    }

    fn location(&mut self, view: &View<'_>, created: &str) -> Result<Option<String>, Error> {
        let Some(place) = &view.dossier.place else { return Ok(None) };
        let mut fields = json!({"name": place.name});
        let country =
            place.country.as_deref().map(|iso3| Country::of(iso3).map_or(iso3, |country| country.iso2));
        if let Some(country) = country {
            fields["country"] = json!(country);
        }
        if let Some(admin1) = &place.admin1 {
            fields["administrative_area"] = json!(admin1);
        }
        if let Some((latitude, longitude)) = view.point() {
            fields["latitude"] = json!(latitude);
            fields["longitude"] = json!(longitude);
        } else if place.country.is_none() {
            // A location needs a country, a region or a point.
            return Ok(None);
        }
        let key = format!("{} {:?} {:?} {:?}", place.name, place.country, place.admin1, view.point());
        let location = object("location", &key, created, fields);
        self.push(&location)?;
        Ok(Some(id("location", &key)))
    }

    fn incident(&mut self, view: &View<'_>, created: &str) -> Result<String, Error> {
        let key = view.dossier.id.as_str();
        let days = view.dossier.time.as_ref().map_or_else(String::new, |time| {
            let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "..".to_owned());
            format!("{}/{}, date_prec {}", day(&time.start), day(&time.end), time.precision)
        });
        let mut fields = json!({
            "name": view.dossier.title,
            "external_references": [{"source_name": self.options.publisher, "external_id": key}],
        });
        if !days.is_empty() {
            fields["description"] = json!(days);
        }
        let incident = object("incident", key, created, fields);
        self.push(&incident)?;
        Ok(id("incident", key))
    }

    /// The claim and, where a report says something of its standing, the opinion; the ids of both.
    fn claim(
        &mut self,
        view: &View<'_>,
        entry: &DossierClaim,
        about: &[String],
    ) -> Result<Vec<String>, Error> {
        let report = view.report(&entry.report);
        let created = time_of(report).unwrap_or_else(|| self.created(view));
        let claimant = view.claimant(&entry.claim);
        let mut refs = about.to_vec();
        if !claimant.name.is_empty() {
            refs.push(self.identity(claimant.name, class(&claimant), &created)?);
        }
        let outlet = match report.and_then(|report| report.source.as_deref()) {
            Some(outlet) => Some(self.identity(outlet, "organization", &created)?),
            None => None,
        };
        let note = note(view, entry, &created, &refs, &claimant);
        let note_id = id("note", &key(entry));
        self.push(&note)?;
        let mut ids = vec![note_id.clone()];
        if let Some(opinion) = opinion(entry, &created, &note_id, outlet.as_deref()) {
            ids.push(id("opinion", &key(entry)));
            self.push(&opinion)?;
        }
        Ok(ids)
    }

    /// A report and what it claims. One that tells of several events is one object for each of them. STIX wants a time
    /// of publication; a report without one is named in its claims only.
    fn report(&mut self, view: &View<'_>, report: &ReportCard, refs: &[String]) -> Result<(), Error> {
        let Some(published) = time_of(Some(report)) else {
            self.summary.leave_out("reports without a time of publication; their claims name them");
            return Ok(());
        };
        let key = format!("{} {}", report.id, view.dossier.id);
        let fields = json!({
            "name": report.title.as_deref().unwrap_or(report.id.as_str()),
            "published": published,
            "object_refs": refs,
            "external_references": [reference(report)],
        });
        let object = object("report", &key, &published, fields);
        self.push(&object)
    }

    fn created(&self, view: &View<'_>) -> String {
        let given = self.options.created.clone();
        given.or_else(|| view.latest_report().and_then(timestamp)).unwrap_or_else(|| NO_TIME.to_owned())
    }
}

impl<W: Write> Sink for StixWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        let view = View::new(dossier);
        let created = self.created(&view);
        let incident = self.incident(&view, &created)?;
        let about: Vec<String> =
            [Some(incident), self.location(&view, &created)?].into_iter().flatten().collect();
        for report in &dossier.reports {
            let mut refs = about.clone();
            for entry in dossier.claims.iter().filter(|entry| entry.report == report.id) {
                refs.extend(self.claim(&view, entry, &about)?);
            }
            self.report(&view, report, &refs)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.list.close()?;
        Ok(self.summary)
    }
}

/// A claim's key: the same words may be claimed in two reports.
fn key(entry: &DossierClaim) -> String {
    format!("{} {}", entry.report, entry.claim.id)
}

/// `TYPE--UUID`.
fn id(kind: &str, key: &str) -> String {
    format!("{kind}--{}", Uuid::new_v5(&NAMESPACE, format!("{kind} {key}").as_bytes()))
}

/// An object with what every object has.
fn object(kind: &str, key: &str, created: &str, fields: Value) -> Value {
    let mut members = Map::new();
    members.insert("type".into(), json!(kind));
    members.insert("spec_version".into(), json!("2.1"));
    members.insert("id".into(), json!(id(kind, key)));
    members.insert("created".into(), json!(created));
    members.insert("modified".into(), json!(created));
    if let Value::Object(fields) = fields {
        members.extend(fields);
    }
    Value::Object(members)
}

fn note(
    view: &View<'_>,
    entry: &DossierClaim,
    created: &str,
    refs: &[String],
    claimant: &Claimant<'_>,
) -> Value {
    let claim = json!({"source_name": "claim", "external_id": entry.claim.id});
    let report = view.report(&entry.report).map(reference);
    let references: Vec<Value> = std::iter::once(claim).chain(report).collect();
    let mut fields = json!({
        "content": evidence(entry),
        "object_refs": refs,
        "extensions": {id("extension-definition", "claim"): said(view, entry)},
        "external_references": references,
    });
    if !claimant.name.is_empty() {
        fields["authors"] = json!([claimant.name]);
    }
    object("note", &key(entry), created, fields)
}

/// What STIX has no fields for.
fn said(view: &View<'_>, entry: &DossierClaim) -> Value {
    let claim = &entry.claim;
    let mut members = Map::new();
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            members.insert(name.to_owned(), value);
        }
    };
    let figure = figure(claim);
    let side = side(claim).and_then(|id| view.actor(id));
    add("extension_type", Some(json!("property-extension")));
    add("claim_type", Some(json!(code(&claim.claim_type))));
    add("claimant_kind", Some(json!(view.claimant(claim).kind)));
    add("act", claim.attribution.last().map(|said| json!(code(&said.act))));
    add("standpoint", Some(json!(code(&claim.standpoint))));
    add("polarity", Some(json!(code(&claim.polarity))));
    add("certainty", Some(json!(code(&claim.certainty))));
    add("outcome", claim.casualties.as_ref().map(|casualties| json!(code(&casualties.outcome))));
    add("low", figure.and_then(|figure| figure.low).map(Value::from));
    add("high", figure.and_then(|figure| figure.high).map(Value::from));
    add("qualifier", figure.map(|figure| json!(code(&figure.qualifier))));
    add("side", side.map(|actor| json!(actor.name)));
    add("rule", Some(json!(claim.rule)));
    Value::Object(members)
}

/// What the report says of the claim's standing, on STIX's fixed scale.
fn opinion(entry: &DossierClaim, created: &str, note: &str, outlet: Option<&str>) -> Option<Value> {
    let verification = &entry.claim.verification;
    let opinion = match verification.status {
        VerificationStatus::None => return None,
        VerificationStatus::Refuted => "strongly-disagree",
        VerificationStatus::Disputed => "disagree",
        VerificationStatus::Unverified => "neutral",
        VerificationStatus::Corroborated => "agree",
    };
    let mut fields = json!({"opinion": opinion, "object_refs": [note]});
    if let Some(span) = &verification.span {
        fields["explanation"] = json!(span.text());
    }
    if let Some(outlet) = outlet {
        fields["created_by_ref"] = json!(outlet);
    }
    Some(object("opinion", &key(entry), created, fields))
}

/// Where a report is found.
fn reference(report: &ReportCard) -> Value {
    let outlet = report.source.as_deref().unwrap_or("unnamed outlet");
    let mut reference = json!({"source_name": outlet, "external_id": report.id});
    if let Some(url) = web_address(report) {
        reference["url"] = json!(url);
    }
    reference
}

fn class(claimant: &Claimant<'_>) -> &'static str {
    match claimant.kind {
        "outlet" => "organization",
        "actor" => "group",
        _ => "unknown",
    }
}

fn time_of(report: Option<&ReportCard>) -> Option<String> {
    timestamp(report?.published.as_deref()?)
}

/// A date or date-time as STIX wants it: UTC with milliseconds.
fn timestamp(text: &str) -> Option<String> {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(format!("{time:.3}"));
    }
    let time: jiff::civil::DateTime = text.parse().ok()?;
    Some(format!("{time:.3}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_with_milliseconds() {
        assert_eq!(timestamp("2031-03-02").as_deref(), Some("2031-03-02T00:00:00.000Z"));
        assert_eq!(timestamp("2031-03-02T09:30:00+02:00").as_deref(), Some("2031-03-02T07:30:00.000Z"));
        assert_eq!(timestamp("last week"), None);
    }

    #[test]
    fn ids_are_the_same_on_every_machine() {
        assert_eq!(id("note", "a"), id("note", "a"));
        assert_ne!(id("note", "a"), id("opinion", "a"));
    }
}
