//! From an entry to the rows of the views: the one place that says what an entry does.

use std::sync::Arc;

use claimant_model::{
    AccountId, Author, Claim, Digest, EntryBody, Estimate, EventId, Outcome, ReportAdded, ReportId,
    ReportRead, Target, Verdict,
};

use super::context::{Context, SharedContext, Spot};
use super::{
    ACCOUNTS, CLAIM_ACTORS, CLAIMS, ESTIMATES, FOREVER, LINKS, QUEUE, READINGS, REPORTS, RETRACTIONS,
    REVIEWS, SPOTS, Sink, Source, Words, codes, keys,
};
use crate::store::Value::{Integer, Null, Text};
use crate::{LedgerError, Result};

/// Where views are made: what they are written to, what they are made from, and the reading at hand.
pub(crate) struct Projector<'a> {
    pub(crate) sink: &'a mut dyn Sink,
    pub(crate) source: &'a dyn Source,
    pub(crate) context: &'a mut Option<SharedContext>,
}

impl Projector<'_> {
    /// Writes what this entry does to the views.
    pub(crate) fn project(&mut self, sequence: u64, author: &Author, body: &EntryBody) -> Result<()> {
        let at = sequence as i64;
        match body {
            EntryBody::ReportAdded(added) => self.report_added(at, added),
            EntryBody::RunStarted(_) => Ok(()),
            EntryBody::ReportRead(read) => self.report_read(at, read),
            EntryBody::ClaimRead { report, claim, .. } => self.claim_read(at, report, claim),
            EntryBody::Linked { event, account, keys, .. } => self.linked(at, event, account, keys),
            EntryBody::Unlinked { event, account, .. } => self.unlinked(at, event, account),
            EntryBody::Queued { account, event, .. } => self.queued(at, account, event),
            EntryBody::Reviewed { target, verdict, .. } => self.reviewed(at, author, target, *verdict),
            EntryBody::Retracted { target, .. } => self.retracted(at, target),
            EntryBody::Restored { target, .. } => self.restored(at, target),
            EntryBody::Estimated { event, estimates } => self.estimated(at, event, estimates),
            EntryBody::ActorEdited { actor, .. } => self.note(keys::edited_actor(actor.as_str()), at),
        }
    }

    fn report_added(&mut self, at: i64, added: &ReportAdded) -> Result<()> {
        let report = keys::report(added.report.id.as_str());
        self.sink.close(&REPORTS, &[report], at)?;
        self.sink.close(&READINGS, &[report], at)?;
        self.sink.insert(&REPORTS, &[Integer(at), Integer(report), Integer(FOREVER)])?;
        self.note(report, at)?;
        if self.context.as_ref().is_some_and(|context| context.report == added.report.id) {
            *self.context = None;
        }
        let words = if self.sink.wants_words() {
            self.report_words(added.report.title.as_deref(), &added.text)?
        } else {
            String::new()
        };
        self.sink.index(Words::Reports, at, &words)
    }

    fn report_words(&self, title: Option<&str>, text: &Digest) -> Result<String> {
        let text = self.source.text(text)?;
        Ok(title.map_or_else(|| text.clone(), |title| format!("{title}\n{text}")))
    }

    fn report_read(&mut self, at: i64, read: &ReportRead) -> Result<()> {
        let report = keys::report(read.report.as_str());
        self.sink.close(&READINGS, &[report], at)?;
        self.sink.insert(&READINGS, &[Integer(at), Integer(report), Integer(FOREVER)])?;
        self.note(report, at)?;
        let context = Context::new(read, at);
        for &(number, spot) in context.spots() {
            self.spot(number, at, spot)?;
        }
        for &(account, name) in &context.accounts {
            self.sink.insert(&ACCOUNTS, &[Integer(account), Integer(at), Integer(name)])?;
        }
        for name in context.account_names() {
            self.note(name, at)?;
        }
        *self.context = Some(Arc::new(context));
        Ok(())
    }

    fn claim_read(&mut self, at: i64, report: &ReportId, claim: &Claim) -> Result<()> {
        let context = self.context_of(report)?;
        let spot = context.spot_of(claim, at);
        if let Some((new, spot, true)) = spot {
            self.spot(new, context.reading, spot)?;
        }
        let outcome = claim.casualties.as_ref().map(|casualties| codes::outcome(casualties.outcome));
        let standing = codes::standing(claim.verification.status);
        let number = keys::claim(claim.id.as_str());
        self.sink.insert(
            &CLAIMS,
            &[
                Integer(at),
                Integer(context.reading),
                Integer(number),
                context.account_of(claim).into(),
                spot.map(|(spot, ..)| spot).into(),
                Text(codes::kind(claim.claim_type)),
                outcome.map_or(Null, Text),
                standing.map_or(Null, Text),
            ],
        )?;
        self.note(number, at)?;
        for actor in context.actors_of(claim) {
            self.sink.insert(&CLAIM_ACTORS, &[Integer(actor), Integer(at)])?;
            self.note(actor, at)?;
        }
        let words: Vec<&str> = claim.evidence.spans().map(claimant_model::Span::text).collect();
        match words[..] {
            [words] => self.sink.index(Words::Claims, at, words),
            _ => self.sink.index(Words::Claims, at, &words.join("\n")),
        }
    }

    fn spot(&mut self, number: i64, reading: i64, spot: Spot) -> Result<()> {
        self.sink.insert(
            &SPOTS,
            &[
                Integer(number),
                Integer(reading),
                spot.point.map(|(latitude, _)| latitude).into(),
                spot.point.map(|(_, longitude)| longitude).into(),
                spot.first_day.into(),
                spot.last_day.into(),
            ],
        )
    }

    /// The present reading of a report.
    pub(crate) fn context_of(&mut self, report: &ReportId) -> Result<SharedContext> {
        if let Some(context) = self.context.as_ref().filter(|context| context.report == *report) {
            return Ok(Arc::clone(context));
        }
        let unread = || LedgerError::Unknown {
            what: "reading of report",
            id: report.to_string(),
            hint: "the entry that a report was read comes before its claims",
        };
        let reading = self.sink.open_row(&READINGS, keys::report(report.as_str()))?.ok_or_else(unread)?;
        let EntryBody::ReportRead(read) = self.source.body(reading)? else {
            return Err(LedgerError::damaged(format!("the reading of {report}"), "its entry is another"));
        };
        let context = Arc::new(Context::new(&read, reading));
        *self.context = Some(Arc::clone(&context));
        Ok(context)
    }

    fn linked(&mut self, at: i64, event: &EventId, account: &AccountId, blocks: &[String]) -> Result<()> {
        let (number, event_number) = (keys::account(account), keys::event(event.as_str()));
        self.sink.close(&LINKS, &[number], at)?;
        self.sink.close(&QUEUE, &[number, event_number], at)?;
        let report = keys::report(account.report.as_str());
        let account = account.to_string();
        self.sink.insert(
            &LINKS,
            &[
                Integer(at),
                Integer(number),
                Integer(event_number),
                Integer(report),
                Text(&account),
                Text(event.as_str()),
                Integer(FOREVER),
            ],
        )?;
        let mut blocks: Vec<i64> = blocks.iter().map(|block| keys::block(block)).collect();
        blocks.sort_unstable();
        blocks.dedup();
        for block in blocks {
            self.note(block, at)?;
        }
        self.note(number, at)?;
        self.note(event_number, at)
    }

    fn unlinked(&mut self, at: i64, event: &EventId, account: &AccountId) -> Result<()> {
        let (number, event) = (keys::account(account), keys::event(event.as_str()));
        let linked = self.sink.open_row(&LINKS, number)?;
        if let Some(link) = linked
            && self.is_of(link, event)?
        {
            self.sink.close(&LINKS, &[number], at)?;
        }
        self.note(event, at)
    }

    /// Whether a link is to this event: an account may have moved on since.
    fn is_of(&self, link: i64, event: i64) -> Result<bool> {
        let body = self.source.body(link)?;
        Ok(matches!(body, EntryBody::Linked { event: linked, .. } if keys::event(linked.as_str()) == event))
    }

    fn queued(&mut self, at: i64, account: &AccountId, event: &EventId) -> Result<()> {
        let (account, event) = (keys::account(account), keys::event(event.as_str()));
        self.sink.close(&QUEUE, &[account, event], at)?;
        self.sink.insert(&QUEUE, &[Integer(at), Integer(account), Integer(event), Integer(FOREVER)])?;
        self.note(account, at)?;
        self.note(event, at)
    }

    fn reviewed(&mut self, at: i64, author: &Author, target: &Target, verdict: Verdict) -> Result<()> {
        let number = keys::target(target);
        self.sink.insert(&REVIEWS, &[Integer(at), Integer(number), Text(author.name())])?;
        self.note(number, at)?;
        if let Target::Pair { account, event } = target {
            self.note(keys::reviewed_event(event.as_str()), at)?;
            let event = keys::event(event.as_str());
            if verdict != Verdict::Unsure {
                self.sink.close(&QUEUE, &[keys::account(account), event], at)?;
            }
            self.note(event, at)?;
        }
        Ok(())
    }

    fn retracted(&mut self, at: i64, target: &Target) -> Result<()> {
        let number = keys::target(target);
        if self.sink.open_row(&RETRACTIONS, number)?.is_none() {
            self.sink.insert(&RETRACTIONS, &[Integer(at), Integer(number), Integer(FOREVER)])?;
        }
        self.note(number, at)
    }

    fn restored(&mut self, at: i64, target: &Target) -> Result<()> {
        let number = keys::target(target);
        self.sink.close(&RETRACTIONS, &[number], at)?;
        self.note(number, at)
    }

    fn estimated(&mut self, at: i64, event: &EventId, estimates: &[Estimate]) -> Result<()> {
        let event = keys::event(event.as_str());
        self.sink.close(&ESTIMATES, &[event], at)?;
        let row = [Integer(at), Integer(event), killed(estimates).into(), Integer(FOREVER)];
        self.sink.insert(&ESTIMATES, &row)?;
        self.note(event, at)
    }

    fn note(&mut self, subject: i64, at: i64) -> Result<()> {
        self.sink.note(subject, at)
    }
}

/// How many died on all sides, by the first rule that has a figure for them.
fn killed(estimates: &[Estimate]) -> Option<i64> {
    let of_all = |estimate: &&Estimate| estimate.side.is_none() && estimate.outcome == Outcome::Killed;
    let estimate = estimates.iter().find(of_all)?;
    estimate.best.or(estimate.low).or(estimate.high).and_then(|number| i64::try_from(number).ok())
}
