//! Adding reports: what came in, what was read, how it links and what the figures are now, all in one transaction.

use std::cell::RefCell;
use std::collections::HashSet;

use claimant_ledger::{AsOf, Blob, Draft};
use claimant_merge::link::Window;
use claimant_model::{
    Author, Digest, EntryBody, EventId, Reading, ReportAdded, ReportId, ReportRead, Retrieval, RunId,
};

use crate::corrections::Corrections;
use crate::desk::Desk;
use crate::error::Result;
use crate::linking::Batch;
use crate::shelf::{Kept, Shelf};

/// A report that was read and is to be kept.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What was read.
    pub reading: Reading,
    /// The bytes as they came.
    pub raw: Vec<u8>,
    /// What the bytes are, such as `text/html`.
    pub media_type: String,
    /// How they were come by.
    pub retrieval: Retrieval,
}

/// What came of adding reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that are in the ledger now and were not before, or not in this form.
    pub reports: Vec<ReportId>,
    /// Reports that were there already, with the same words.
    pub already_there: Vec<ReportId>,
    /// How many claims were entered.
    pub claims: usize,
    /// Events that have another account or lost one, sorted.
    pub events: Vec<EventId>,
    /// How many pairs wait for a person.
    pub queued: usize,
}

impl Desk {
    /// Adds reports, links their accounts to those in the ledger and derives the figures of the events touched. A
    /// report that is there already changes nothing; one with the same id and other bytes takes the place of the earlier.
    pub fn add(&mut self, incoming: Vec<Incoming>) -> Result<Added> {
        let mut added = Added::default();
        self.keep_up()?;
        let fresh = self.sift(incoming, &mut added)?;
        if fresh.is_empty() {
            return Ok(added);
        }
        let (run, author, begun) = self.begin()?;
        let (mut drafts, mut blobs) = (Vec::from_iter(begun), Vec::new());
        let mut batch = Batch::default();
        for (one, known) in fresh {
            enter(&one, &run, &author, &mut drafts, &mut blobs);
            added.claims += one.reading.claims.len();
            added.reports.push(one.reading.report.id.clone());
            // Corrections of actors hold for reports to come.
            let reading = self.corrected(one.reading, AsOf::Now, &mut Corrections::default())?;
            let profiles = self.profiler.profiles(&reading);
            batch.insert(Kept::new(reading), profiles, known);
        }
        // Where anything fails, an empty window is left.
        let empty = Window::new(self.weights.clone());
        let mut window = std::mem::replace(&mut self.window, empty);
        let links = self.link(&mut window, &batch)?;
        let figures = self.figures(&links.touched, &batch)?;
        added.queued = links.queued;
        added.events = links.touched.into_keys().collect();
        drafts.extend(links.drafts);
        drafts.extend(figures);
        let appended = self.ledger.append(drafts, &blobs)?;
        self.started = Some(run);
        if batch.supersedes() {
            // Corrections of its claims hold for what comes again: let it be fetched from the ledger.
            self.shelf = RefCell::new(Shelf::new(0));
        } else {
            self.window = window;
            self.shelf.get_mut().take(batch);
        }
        let shelf = self.shelf.get_mut();
        shelf.wrote(&appended.entries);
        Ok(added)
    }

    /// Those that are not in the ledger in this form, each id once, and whether they are in another.
    fn sift(&self, incoming: Vec<Incoming>, added: &mut Added) -> Result<Vec<(Incoming, bool)>> {
        let mut seen = HashSet::new();
        let mut fresh = Vec::new();
        for one in incoming {
            let id = one.reading.report.id.clone();
            let kept = self.ledger.report(&id, AsOf::Now)?;
            // The bytes may differ: a feed has other entries the next time, a page other advertisements.
            let same = kept.as_ref().is_some_and(|kept| {
                kept.added.text == Digest::of(one.reading.report.text.as_bytes())
                    && kept.added.report == (&one.reading.report).into()
            });
            if same || !seen.insert(id.clone()) {
                added.already_there.push(id);
            } else {
                fresh.push((one, kept.is_some()));
            }
        }
        Ok(fresh)
    }
}

/// The entries of one report: that it came in, what was read, and each claim.
fn enter(one: &Incoming, run: &RunId, author: &Author, drafts: &mut Vec<Draft>, blobs: &mut Vec<Blob>) {
    let reading = &one.reading;
    let report = &reading.report.id;
    let (raw, text) = (Blob::new(one.raw.as_slice()), Blob::new(reading.report.text.as_bytes()));
    let mut draft = |body| drafts.push(Draft::new(author.clone(), body));
    draft(EntryBody::ReportAdded(Box::new(ReportAdded {
        report: (&reading.report).into(),
        raw: raw.hash,
        text: text.hash,
        media_type: one.media_type.clone(),
        retrieval: one.retrieval.clone(),
    })));
    draft(EntryBody::ReportRead(Box::new(ReportRead {
        report: report.clone(),
        run: run.clone(),
        actors: reading.actors.clone(),
        places: reading.places.clone(),
        events: reading.events.clone(),
        attributions: reading.attributions.clone(),
        problems: reading.problems.clone(),
    })));
    for claim in &reading.claims {
        let claim = Box::new(claim.clone());
        draft(EntryBody::ClaimRead { report: report.clone(), run: run.clone(), claim });
    }
    blobs.extend([raw, text]);
}
