//! Governors: words that bear on what they govern, as "failed" does in "failed to take the town".

use std::sync::LazyLock;

use claimant_model::Certainty;
use rustc_hash::FxHashMap;

use super::WordKind;
use super::table::{Row, RowError, Table, code};

/// What a governor does to what it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Its subject does what the noun after it names: "carried out an attack".
    Lends,
    /// Its subject does what the infinitive after its noun says: "announced plans to withdraw".
    Controls,
    /// Its subject undergoes what the noun after it names: "survived an attack".
    Suffers,
    /// What it governs did not come true.
    Fails,
    /// The same, but an infinitive after it is only put in doubt.
    Refuses,
    /// What it governs was only tried.
    Tries,
    /// What it governs lies ahead.
    Ahead,
    /// What it governs is held to be so, not known.
    Doubts,
    /// An adjective before a noun of happening.
    Marks,
    /// It measures what follows "of", which is what counts: "tons of wheat".
    Measures,
    /// It says when and where what its subject names happened: "the attack, which took place on Friday".
    Occurs,
    /// What it is about took place: "investigate the murder", "after the attack".
    Presumes,
    /// It brings people somewhere, which is not where they came to harm: "was evacuated to the capital".
    Carries,
}

impl Does {
    fn from_code(name: &str) -> Option<Does> {
        Some(match name {
            "lends" => Does::Lends,
            "controls" => Does::Controls,
            "suffers" => Does::Suffers,
            "fails" => Does::Fails,
            "refuses" => Does::Refuses,
            "tries" => Does::Tries,
            "ahead" => Does::Ahead,
            "doubts" => Does::Doubts,
            "marks" => Does::Marks,
            "measures" => Does::Measures,
            "occurs" => Does::Occurs,
            "presumes" => Does::Presumes,
            "carries" => Does::Carries,
            _ => return None,
        })
    }
}

/// One row of `governors.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Governor {
    /// Verb, noun or adjective.
    pub kind: WordKind,
    /// What it does.
    pub does: Does,
    /// Whether what it governs was tried and failed.
    pub attempted: bool,
    /// Whether what it governs was threatened.
    pub threatened: bool,
    /// Whether what it governs lies ahead.
    pub future: bool,
    /// How sure what it governs can be at most.
    pub certainty: Option<Certainty>,
}

impl Governor {
    fn from_row(row: &Row) -> Result<Governor, String> {
        let kind = row.cell(1).and_then(WordKind::from_code).ok_or("the second column must be v, n or a")?;
        let name = row.cell(2).unwrap_or_default();
        let does = Does::from_code(name).ok_or_else(|| {
            format!(
                "`{name}` is nothing that governors do; lends, controls, suffers, fails, refuses, tries, ahead, \
                 doubts, marks, measures, occurs, presumes, carries are"
            )
        })?;
        let mut governor =
            Governor { kind, does, attempted: false, threatened: false, future: false, certainty: None };
        for effect in row.list(3) {
            match effect {
                "attempted" => governor.attempted = true,
                "threatened" => governor.threatened = true,
                "future" => governor.future = true,
                certainty => governor.certainty = Some(code(certainty)?),
            }
        }
        Ok(governor)
    }
}

/// All governors by lemma.
#[derive(Debug, Default)]
pub struct Governors {
    words: FxHashMap<&'static str, Vec<Governor>>,
}

impl Governors {
    pub(super) fn read(errors: &mut Vec<RowError>) -> Governors {
        let mut all = Governors::default();
        Table::GOVERNORS.each(errors, |row| {
            let governor = Governor::from_row(row)?;
            for key in row.keys() {
                let known = all.words.entry(key).or_default();
                if known.iter().any(|other| (other.kind, other.does) == (governor.kind, governor.does)) {
                    return Err(format!("`{key}` does this already: take it out of one of the rows"));
                }
                known.push(governor);
            }
            Ok(())
        });
        all
    }

    /// Those that the program carries. They never change, so every walk over a tree may ask for them.
    pub fn embedded() -> &'static Governors {
        static EMBEDDED: LazyLock<Governors> = LazyLock::new(|| Governors::read(&mut Vec::new()));
        &EMBEDDED
    }

    /// Whether a lemma of this kind does this.
    pub fn has(&self, lemma: &str, kind: WordKind, does: Does) -> bool {
        self.find(lemma, kind, does).is_some()
    }

    /// What a lemma of this kind does, if it does this.
    pub fn find(&self, lemma: &str, kind: WordKind, does: Does) -> Option<&Governor> {
        let rows = self.words.get(lemma)?;
        rows.iter().find(|governor| governor.kind == kind && governor.does == does)
    }
}
