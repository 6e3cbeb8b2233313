//! Incidents that people coded, and which events of a reading tell of them.

use std::collections::HashSet;
use std::path::Path;

use claimant_model::{Event, Outcome, Plover, Reading, ReportInput, Role};
use serde::Deserialize;

/// One record of the file.
#[derive(Deserialize)]
pub(crate) struct Record {
    #[serde(default)]
    part: String,
    id: Option<String>,
    pub(crate) input: ReportInput,
    gold: Coded,
}

#[derive(Deserialize)]
struct Coded {
    #[serde(default)]
    key: String,
    #[serde(default)]
    killed: Option<u64>,
    #[serde(default)]
    injured: Option<u64>,
}

/// Words of an incident: of those it was done to, and of those who did it.
#[derive(Default, Debug)]
pub(crate) struct Incident {
    suffered: HashSet<String>,
    did: HashSet<String>,
}

/// What an event should come out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It tells of a coded incident.
    Happening,
    /// It tells of none.
    Talk,
    /// Another event tells of the same incident better, or the coders left such things out.
    Open,
}

/// The records of a `.jsonl` or `.jsonl.gz` file, those of one part or all.
pub(crate) fn read(path: &Path, part: Option<&str>) -> anyhow::Result<Vec<Record>> {
    let mut records: Vec<Record> = crate::records::read(path)?;
    records.retain(|record| part.is_none_or(|part| record.part == part));
    for record in &mut records {
        record.input.id.clone_from(&record.id);
    }
    Ok(records)
}

impl Record {
    /// Whether all its incidents are coded.
    pub(crate) fn is_coded(&self) -> bool {
        !self.gold.key.is_empty()
    }

    /// What each event of its reading should come out as, and how many incidents none tells of.
    pub(crate) fn judge(&self, reading: &Reading) -> (Vec<Verdict>, usize) {
        if self.gold.key.is_empty() {
            (self.by_figures(reading), 0)
        } else {
            judge(reading, &self.incidents())
        }
    }

    /// Where only the dead and the hurt are known, an event with those numbers is the happening; of others nothing is known.
    fn by_figures(&self, reading: &Reading) -> Vec<Verdict> {
        let known = |number: Option<u64>| number.filter(|number| *number > 0);
        let told = |event: &Event, outcome: Outcome, number: Option<u64>| {
            let claims = reading.claims.iter().filter(|claim| claim.event.as_ref() == Some(&event.id));
            let mut casualties = claims.filter_map(|claim| claim.casualties.as_ref());
            known(number).is_some()
                && casualties.any(|c| c.outcome == outcome && c.figure.low.or(c.figure.high) == number)
        };
        let happening = |event: &Event| {
            told(event, Outcome::Killed, self.gold.killed) || told(event, Outcome::Wounded, self.gold.injured)
        };
        let verdict = |event| if happening(event) { Verdict::Happening } else { Verdict::Open };
        reading.events.iter().map(verdict).collect()
    }

    /// The incidents of its templates.
    fn incidents(&self) -> Vec<Incident> {
        let mut all = Vec::new();
        let mut slot = String::new();
        for line in self.gold.key.lines() {
            let (number, rest) = line.split_at(line.find(' ').unwrap_or(0));
            if number.ends_with('.') {
                rest.trim().split("  ").next().unwrap_or_default().clone_into(&mut slot);
            }
            if slot.starts_with("MESSAGE: TEMPLATE") && number.ends_with('.') {
                all.push(Incident::default());
            }
            if let Some(incident) = all.last_mut() {
                incident.add(&slot, line);
            }
        }
        all.retain(|incident| !incident.suffered.is_empty() || !incident.did.is_empty());
        all
    }
}

impl Incident {
    fn add(&mut self, slot: &str, line: &str) {
        let into = match slot {
            "HUM TGT: NAME" | "HUM TGT: DESCRIPTION" | "PHYS TGT: ID" => &mut self.suffered,
            "PERP: INDIVIDUAL ID" | "PERP: ORGANIZATION ID" => &mut self.did,
            _ => return,
        };
        // Every other piece stands between quotation marks.
        line.split('"').skip(1).step_by(2).for_each(|text| into.extend(words(text)));
    }
}

/// Words that say something, in capitals.
fn words(text: &str) -> impl Iterator<Item = String> {
    const EMPTY: [&str; 16] = [
        "THE", "OF", "A", "AN", "AND", "IN", "ON", "AT", "FOR", "TO", "HIS", "HER", "THEIR", "TWO", "DE",
        "LA",
    ];
    let all = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
    all.map(str::to_uppercase).filter(|word| !EMPTY.contains(&word.as_str()))
}

/// What each event should come out as, and how many incidents no event tells of.
fn judge(reading: &Reading, incidents: &[Incident]) -> (Vec<Verdict>, usize) {
    let told: Vec<Incident> = reading.events.iter().map(|event| told(reading, event)).collect();
    let worth = |event: usize, incident: usize| {
        let shared = |a: &HashSet<String>, b: &HashSet<String>| a.intersection(b).count();
        4 * shared(&told[event].suffered, &incidents[incident].suffered)
            + shared(&told[event].did, &incidents[incident].did)
    };
    let pairs = (0..told.len()).flat_map(|event| (0..incidents.len()).map(move |incident| (event, incident)));
    let mut pairs: Vec<_> = pairs
        .map(|(event, incident)| (worth(event, incident), event, incident))
        .filter(|(worth, ..)| *worth > 0)
        .collect();
    pairs.sort_by_key(|(worth, event, incident)| (std::cmp::Reverse(*worth), *event, *incident));
    let mut verdicts = vec![Verdict::Talk; told.len()];
    let mut taken = vec![false; incidents.len()];
    for (worth, event, incident) in pairs {
        let free = !taken[incident];
        match verdicts[event] {
            Verdict::Happening => {}
            _ if free => {
                verdicts[event] = Verdict::Happening;
                taken[incident] = true;
            }
            Verdict::Talk if worth >= 4 => verdicts[event] = Verdict::Open,
            _ => {}
        }
    }
    for (verdict, event) in verdicts.iter_mut().zip(&reading.events) {
        if *verdict == Verdict::Talk && !is_coded(event) {
            *verdict = Verdict::Open;
        }
    }
    (verdicts, taken.iter().filter(|taken| !**taken).count())
}

/// Whether the coders would have an event of this kind.
fn is_coded(event: &Event) -> bool {
    event.plover == Plover::Assault
}

/// The words of an event.
fn told(reading: &Reading, event: &Event) -> Incident {
    let mut incident = Incident::default();
    for part in &event.participants {
        match part.role {
            Role::Initiator => incident.did.extend(words(part.span.text())),
            Role::Target => incident.suffered.extend(words(part.span.text())),
            _ => {}
        }
    }
    for claim in reading.claims.iter().filter(|claim| claim.event.as_ref() == Some(&event.id)) {
        if let Some(span) = claim.casualties.as_ref().and_then(|casualties| casualties.victims.span.as_ref())
        {
            incident.suffered.extend(words(span.text()));
        }
        if let Some(materiel) = &claim.materiel {
            incident.suffered.extend(words(&materiel.item));
        }
    }
    incident
}
