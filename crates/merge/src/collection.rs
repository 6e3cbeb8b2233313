//! A stream of readings in, events out. Of each reading little is kept, so that hundreds of thousands fit.

use std::collections::HashMap;

use claimant_model::{AccountId, Counts, Estimate, Event, EventId, Origin, Reading, ReportId, Tense, Time};
use serde::Serialize;

use crate::link::{Change, Linker, Profile, Profiler, Weights, place_of};
use crate::origins::{self, Saying, Trace};
use crate::reconcile::{self, Preset, Statement};

/// What is kept of a reading. Made by [`Extractor::extract`], on any thread.
pub struct Extract {
    trace: Trace,
    accounts: Vec<(Profile, Kept)>,
}

/// What is kept of an account.
struct Kept {
    account: AccountId,
    rank: u32,
    title: String,
    tense: Tense,
    time: Option<Time>,
    place: Option<String>,
    statements: Vec<Statement>,
    sayings: Vec<Saying>,
}

/// Takes from readings what [`Collection`] needs.
#[derive(Default)]
pub struct Extractor {
    profiler: Profiler,
}

impl Extractor {
    /// An extractor with the word lists that the program carries.
    pub fn new() -> Extractor {
        Extractor::default()
    }

    /// What is kept of a reading.
    pub fn extract(&self, reading: &Reading) -> Extract {
        let profiles = self.profiler.profiles(reading);
        let accounts = profiles.into_iter().zip(&reading.events);
        Extract {
            trace: Trace::of(reading),
            accounts: accounts.map(|(profile, event)| kept(reading, event, profile)).collect(),
        }
    }
}

fn kept(reading: &Reading, event: &Event, profile: Profile) -> (Profile, Kept) {
    let place = place_of(reading, event);
    let country = place.and_then(|place| place.country.as_deref());
    let claims = reading.claims.iter().filter(|claim| claim.event.as_ref() == Some(&event.id));
    let mut sayings: Vec<Saying> = Vec::new();
    for claim in claims {
        let saying = Saying::of(reading, claim, 0, country);
        if !sayings.contains(&saying) {
            sayings.push(saying);
        }
    }
    let kept = Kept {
        account: profile.account.clone(),
        rank: profile.rank,
        title: event.title.clone(),
        tense: event.tense,
        time: event.time.clone().map(|time| Time { mention: None, ..time }),
        place: place.map(|place| place.name.clone()),
        statements: Statement::all(reading, event),
        sayings,
    };
    (profile, kept)
}

/// An event across reports, as `claimant link` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkedEvent {
    /// Its id.
    pub id: EventId,
    /// The reports that tell of it, oldest first.
    pub reports: Vec<ReportId>,
    /// Low, best and high by the presets.
    pub estimates: Vec<Estimate>,
    /// A few words for people.
    pub title: String,
    /// Current, history or to come.
    pub tense: Tense,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// The name of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The accounts linked.
    pub accounts: Vec<AccountId>,
    /// How much stands behind it.
    pub counts: Counts,
    /// Reports and claimants that go back to one source.
    pub origins: Vec<Origin>,
}

/// A pair that a person should look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Review {
    /// The account.
    pub account: AccountId,
    /// The event it may be of.
    pub event: EventId,
    /// The score: the higher, the surer.
    pub score: f64,
    /// What speaks for and against it.
    pub reasons: Vec<String>,
}

/// What a collection comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Linked {
    /// The events, by time and id.
    pub events: Vec<LinkedEvent>,
    /// Pairs that were not linked but may have to be.
    pub review: Vec<Review>,
}

/// Readings to be linked. The result does not depend on the order they are added in.
pub struct Collection {
    linker: Linker,
    traces: Vec<Trace>,
    reports: HashMap<ReportId, usize>,
    accounts: HashMap<AccountId, Kept>,
}

impl Collection {
    /// An empty collection.
    pub fn new(weights: Weights) -> Collection {
        Collection {
            linker: Linker::new(weights),
            traces: Vec::new(),
            reports: HashMap::new(),
            accounts: HashMap::new(),
        }
    }

    /// Adds a report. One whose id is there already is left out; says whether it was added.
    pub fn add(&mut self, extract: Extract) -> bool {
        let id = extract.trace.card.id.clone();
        if self.reports.contains_key(&id) {
            return false;
        }
        self.reports.insert(id, self.traces.len());
        self.traces.push(extract.trace);
        for (profile, kept) in extract.accounts {
            self.linker.insert(profile, None);
            self.accounts.insert(kept.account.clone(), kept);
        }
        true
    }

    /// Links everything and reconciles each event.
    pub fn link(&mut self, presets: &[Preset]) -> Linked {
        let changes = self.linker.settle();
        let mut linked = Linked::default();
        for (id, accounts) in self.linker.events() {
            linked.events.extend(self.event(id, &accounts, presets));
        }
        linked.events.sort_by_cached_key(|event| (start(event).map(str::to_owned), event.id.clone()));
        linked.review = changes.into_iter().filter_map(review).collect();
        linked.review.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.account.cmp(&b.account)));
        linked
    }

    fn event(&self, id: &EventId, accounts: &[&AccountId], presets: &[Preset]) -> Option<LinkedEvent> {
        let kept: Vec<&Kept> = accounts.iter().filter_map(|account| self.accounts.get(account)).collect();
        let lead = kept.iter().copied().min_by_key(|kept| self.weight(kept))?;
        let (traces, sayings, at) = self.traces_of(&kept);
        let found = origins::find(&traces, &sayings);
        let mut statements: Vec<Statement> = kept.iter().flat_map(|kept| kept.statements.clone()).collect();
        for statement in &mut statements {
            statement.origin = origin_of(statement, &sayings, &found, &at);
        }
        let mut reports: Vec<_> =
            traces.iter().map(|trace| (&trace.card.published, &trace.card.id)).collect();
        reports.sort_unstable();
        Some(LinkedEvent {
            id: id.clone(),
            reports: reports.into_iter().map(|(_, id)| id.clone()).collect(),
            estimates: reconcile::estimates(&statements, presets),
            title: lead.title.clone(),
            tense: lead.tense,
            time: lead.time.clone().or_else(|| kept.iter().find_map(|kept| kept.time.clone())),
            place: lead.place.clone().or_else(|| kept.iter().find_map(|kept| kept.place.clone())),
            accounts: accounts.iter().map(|account| (*account).clone()).collect(),
            counts: origins::counts(&traces, &sayings, &found),
            origins: found.all,
        })
    }

    /// What an event is called by: a report's own matter first, with figures, then the oldest.
    fn weight<'k>(&'k self, kept: &'k Kept) -> (bool, bool, u32, Option<&'k str>, &'k AccountId) {
        let account = &kept.account;
        let published =
            self.reports.get(&account.report).and_then(|&at| self.traces[at].card.published.as_deref());
        (kept.tense != Tense::Current, kept.statements.is_empty(), kept.rank, published, account)
    }

    /// The traces of an event's reports, its sayings, and where each report's trace stands.
    fn traces_of<'k>(&self, kept: &[&'k Kept]) -> (Vec<Trace>, Vec<Saying>, HashMap<&'k ReportId, usize>) {
        let (mut traces, mut sayings, mut at) = (Vec::new(), Vec::new(), HashMap::new());
        for kept in kept {
            let report = &kept.account.report;
            let Some(&known) = self.reports.get(report) else { continue };
            let index = *at.entry(report).or_insert(traces.len());
            if index == traces.len() {
                traces.push(self.traces[known].clone());
            }
            sayings.extend(kept.sayings.iter().map(|saying| Saying { report: index, ..saying.clone() }));
        }
        (traces, sayings, at)
    }
}

fn start(event: &LinkedEvent) -> Option<&str> {
    event.time.as_ref().and_then(|time| time.start.as_deref())
}

/// The origin of what a statement says: that of the saying it came with.
fn origin_of(
    statement: &Statement,
    sayings: &[Saying],
    origins: &origins::Origins,
    at: &HashMap<&ReportId, usize>,
) -> u32 {
    let Some(&report) = at.get(&statement.report) else { return 0 };
    let figure = Some((statement.outcome, statement.low, statement.high));
    let same = |saying: &Saying| {
        saying.report == report && saying.claimant == statement.claimant && saying.figure == figure
    };
    let found = sayings.iter().position(same);
    found.map_or(origins.of_report[report], |index| origins.of_saying[index])
}

fn review(change: Change) -> Option<Review> {
    match change {
        Change::Queued { account, event, score, reasons } => Some(Review { account, event, score, reasons }),
        _ => None,
    }
}
