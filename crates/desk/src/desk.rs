//! The desk itself: a ledger, and what is needed to link and to reconcile.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use claimant_ledger::{AsOf, Draft, Ledger};
use claimant_merge::link::{Profile, Profiler, Weights, Window};
use claimant_merge::reconcile::Preset;
use claimant_model::{AccountId, Author, EntryBody, ReportId, RunId, RunStarted};

use crate::corrections::Corrections;
use crate::error::Result;
use crate::shelf::{Kept, Shelf};

/// With what reports are read. Two runs with the same values give the same claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The program.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// The rules and lexicons, by version or hash.
    pub rules: String,
    /// The parser's model.
    pub model: Option<String>,
    /// Whatever else can change what is read.
    pub options: BTreeMap<String, String>,
}

/// Where reports are added to a ledger, and questions are asked of it.
pub struct Desk {
    pub(crate) ledger: Box<dyn Ledger>,
    pub(crate) profiler: Profiler,
    pub(crate) weights: Weights,
    pub(crate) presets: Vec<Preset>,
    /// Who answers for links and figures.
    pub(crate) merging: Author,
    /// What readings are entered under, and its id once it is written.
    pub(crate) run: Run,
    pub(crate) started: Option<RunId>,
    pub(crate) shelf: RefCell<Shelf>,
    pub(crate) window: Window,
}

/// When a window has taken in so many accounts, another one is begun.
const WINDOW: usize = 20_000;

impl Desk {
    /// A desk over this ledger with the weights and presets that the program carries.
    pub fn new(ledger: Box<dyn Ledger>) -> Result<Desk> {
        let (weights, shelf) = (Weights::embedded()?, Shelf::new(ledger.head()?.sequence));
        Ok(Desk {
            ledger,
            profiler: Profiler::new(),
            window: Window::new(weights.clone()),
            weights,
            presets: Preset::embedded()?,
            merging: Author::rules("merge", env!("CARGO_PKG_VERSION")),
            run: Run::default(),
            started: None,
            shelf: RefCell::new(shelf),
        })
    }

    /// The ledger, to look things up in.
    pub fn ledger(&self) -> &dyn Ledger {
        &*self.ledger
    }

    /// The ledger back.
    pub fn into_ledger(self) -> Box<dyn Ledger> {
        self.ledger
    }

    /// The same, entering reports under this run. It is written with the first report.
    #[must_use]
    pub fn with_run(self, run: Run) -> Desk {
        Desk { run, started: None, ..self }
    }

    /// The run's id and who answers for what is read in it, with the entry that begins it if it has not begun.
    pub(crate) fn begin(&self) -> Result<(RunId, Author, Option<Draft>)> {
        let author = Author::rules("read", self.run.rules.clone());
        if let Some(id) = &self.started {
            return Ok((id.clone(), author, None));
        }
        let id = RunId::new(format!("run{}", self.ledger.head()?.sequence + 1));
        let run = self.run.clone();
        let body = EntryBody::RunStarted(RunStarted {
            run: id.clone(),
            tool: run.tool,
            version: run.version,
            rules: run.rules,
            model: run.model,
            options: run.options,
        });
        Ok((id, author.clone(), Some(Draft::new(author, body))))
    }

    /// Forgets what was fetched from the ledger where another program has written since, and when it is too much.
    pub(crate) fn keep_up(&mut self) -> Result<()> {
        let head = self.ledger.head()?.sequence;
        if self.shelf.get_mut().is_behind(head) {
            self.shelf = RefCell::new(Shelf::new(head));
            self.look_anew();
        }
        if self.window.count() > WINDOW {
            self.look_anew();
        }
        Ok(())
    }

    /// Begins another window: the ledger is not what this one shows.
    pub(crate) fn look_anew(&mut self) {
        self.window = Window::new(self.weights.clone());
    }

    /// A report's reading as corrected, from the shelf or else from the ledger.
    pub(crate) fn kept(&self, report: &ReportId) -> Result<Option<Kept>> {
        if let Some(kept) = self.shelf.borrow_mut().report(report) {
            return Ok(Some(kept));
        }
        let Some(reading) = self.ledger.reading(report, AsOf::Now)? else { return Ok(None) };
        let kept = Kept::new(self.corrected(reading, AsOf::Now, &mut Corrections::default())?);
        self.shelf.borrow_mut().put_report(report.clone(), kept.clone());
        Ok(Some(kept))
    }

    /// What of an account is compared.
    pub(crate) fn profile(&self, account: &AccountId) -> Result<Option<Arc<Profile>>> {
        if let Some(profile) = self.shelf.borrow_mut().profile(account) {
            return Ok(Some(profile));
        }
        let Some(kept) = self.kept(&account.report)? else { return Ok(None) };
        let mut shelf = self.shelf.borrow_mut();
        for profile in self.profiler.profiles(&kept.reading) {
            shelf.put_profile(Arc::new(profile));
        }
        Ok(shelf.profile(account))
    }
}
