//! A page to read and print: what happened, how many by which rule, who says what in which words, and the reports.
//!
//! Static and self-contained. Every text is escaped, no script may run (a content security policy says so to the browser),
//! and only addresses of the web become links.

mod claims;
mod words;

use std::io::Write;

use askama::Template;
use claimant_model::{Dossier, ReportCard};

use crate::error::Error;
use crate::format::{Options, Sink, Summary};
use crate::view::{View, web_address};
use claims::{ClaimLine, claim_lines};
use words::{EstimateRow, counts, estimate_rows, location, parties, responsibility, what, when};

#[derive(Template)]
#[template(path = "head.html")]
struct Head<'a> {
    publisher: &'a str,
}

#[derive(Template)]
#[template(path = "foot.html")]
struct Foot<'a> {
    publisher: &'a str,
    snapshot: &'a str,
}

#[derive(Template)]
#[template(path = "event.html")]
struct Event<'a> {
    id: &'a str,
    title: &'a str,
    counts: String,
    when: String,
    location: String,
    what: String,
    parties: String,
    responsibility: Vec<String>,
    estimates: Vec<EstimateRow>,
    claims: Vec<ClaimLine>,
    reports: Vec<ReportLine<'a>>,
}

struct ReportLine<'a> {
    line: String,
    url: &'a str,
    link: bool,
}

impl<'a> ReportLine<'a> {
    fn of(report: &'a ReportCard) -> ReportLine<'a> {
        let parts = [&report.source, &report.wire, &report.published, &report.title, &report.byline];
        let line = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ");
        let url = report.url.as_deref().unwrap_or_default();
        let line = if line.is_empty() { report.id.to_string() } else { line };
        ReportLine { line, url, link: web_address(report).is_some() }
    }
}

/// Writes the page. Several events become one document, an article each.
pub(crate) struct HtmlWriter<W> {
    out: W,
    options: Options,
    summary: Summary,
}

impl<W: Write> HtmlWriter<W> {
    pub(crate) fn new(mut out: W, options: &Options) -> Result<HtmlWriter<W>, Error> {
        out.write_all(Head { publisher: &options.publisher }.render()?.as_bytes())?;
        Ok(HtmlWriter { out, options: options.clone(), summary: Summary::default() })
    }
}

impl<W: Write> Sink for HtmlWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        self.summary.written += 1;
        let view = View::new(dossier);
        let event = Event {
            id: dossier.id.as_str(),
            title: &dossier.title,
            counts: counts(&view),
            when: when(&view),
            location: location(&view),
            what: what(&view),
            parties: parties(&view),
            responsibility: responsibility(&view),
            estimates: estimate_rows(&view),
            claims: claim_lines(&view),
            reports: dossier.reports.iter().map(ReportLine::of).collect(),
        };
        Ok(self.out.write_all(event.render()?.as_bytes())?)
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, Error> {
        let snapshot = self.options.snapshot.as_deref().unwrap_or_default();
        let foot = Foot { publisher: &self.options.publisher, snapshot };
        self.out.write_all(foot.render()?.as_bytes())?;
        self.out.flush()?;
        Ok(self.summary)
    }
}
