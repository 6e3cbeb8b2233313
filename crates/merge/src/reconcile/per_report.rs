//! What one claimant says in one report, as one figure: groups of one sentence are added, sentences are not.

use std::collections::{HashMap, HashSet};

use claimant_model::{Outcome, Qualifier, ReportId, Standpoint, TallyMark, VictimStatus};

use super::preset::Preset;
use super::statement::{Statement, Weight};

/// One voice's figure in one report.
#[derive(Clone, Debug)]
pub(super) struct Said<'s> {
    /// The claims added up, never empty.
    pub(super) parts: Vec<&'s Statement>,
    pub(super) low: Option<u64>,
    pub(super) high: Option<u64>,
    /// A smaller figure that another claimant gave for the same whole: the largest is no lower bound then.
    contested: Option<u64>,
    pub(super) standpoint: Standpoint,
    /// How many of `low` are a party's claim about its enemy, where the figure is also of others.
    boasted: u64,
    more: bool,
    total: bool,
    /// Whether the report says that it was given before another.
    pub(super) earlier: bool,
}

impl<'s> Said<'s> {
    pub(super) fn first(&self) -> &'s Statement {
        self.parts[0]
    }

    /// What stands for the figure where one number must: "at least 12" is worth 12, "as many as 40" 40.
    pub(super) fn lowest(&self) -> Option<u64> {
        self.low.or(self.high)
    }

    /// The least that anybody says in this voice.
    pub(super) fn least(&self) -> Option<u64> {
        self.contested.filter(|_| self.low.is_some()).or(self.low)
    }

    pub(super) fn highest(&self) -> Option<u64> {
        self.high.or(self.low)
    }

    pub(super) fn corrected(&self) -> bool {
        self.total || self.parts.iter().any(|part| part.corrected)
    }

    fn add(&mut self, group: Group<'s>) {
        self.mix(group.statement.standpoint, group.low);
        self.low = sum(self.low, group.low);
        self.high = sum(self.high, group.high);
        self.more &= group.statement.is(TallyMark::More);
        self.parts.push(group.statement);
    }

    /// Own and enemy losses in one sum are neither a boast nor an admission: what is claimed of the enemy is kept apart.
    fn mix(&mut self, standpoint: Standpoint, low: Option<u64>) {
        match (self.standpoint, standpoint) {
            (a, b) if a == b => {}
            (_, Standpoint::Enemy) => self.boasted = self.boasted.saturating_add(low.unwrap_or(0)),
            (Standpoint::Enemy, other) => {
                self.boasted = self.low.unwrap_or(0);
                self.standpoint = other;
            }
            _ => self.standpoint = Standpoint::Unknown,
        }
    }

    /// The same with the boast left out of what is surely said.
    fn without_boast(self) -> Said<'s> {
        Said { low: self.low.map(|low| low.saturating_sub(self.boasted)), ..self }
    }

    /// Of two of one voice the one given earlier gives way: it may only hold up high.
    fn give_way(&mut self, other: Said<'s>) {
        let before = if self.earlier { std::mem::replace(self, other) } else { other };
        self.high = self.highest().max(before.highest());
        self.parts.extend(before.parts);
    }

    /// What `self` leaves of a smaller figure before it in the same voice.
    fn take_over(&mut self, smaller: &Said<'s>) {
        let at_most = smaller.high.filter(|_| smaller.low.is_none());
        self.high = self.high.max(at_most);
        self.contested = smaller.contested.or_else(|| smaller.low.filter(|_| contradict(smaller, self)));
    }

    fn tell_again(&mut self, group: Group<'s>) {
        self.low = self.low.max(group.low);
        self.high = self.high.max(group.high);
        self.parts.push(group.statement);
    }
}

/// One counted group of people, with what it is worth.
#[derive(Clone, Copy, Debug)]
struct Group<'s> {
    statement: &'s Statement,
    low: Option<u64>,
    high: Option<u64>,
}

/// The figure of every voice in every report, in the order of the statements.
pub(super) fn figures<'s>(statements: &[&'s Statement], outcome: Outcome, preset: &Preset) -> Vec<Said<'s>> {
    let of_outcome = || statements.iter().copied().filter(|s| s.outcome == outcome);
    let numbers = of_outcome().any(|s| bounds(s).is_some());
    let worth = |statement: &'s Statement| {
        // A word gives way to any number.
        let word =
            || worth(statement, preset).filter(|_| !numbers).map(|number| (Some(number), Some(number)));
        let (low, high) = bounds(statement).or_else(word)?;
        Some(Group { statement, low, high })
    };
    let found = largest(added_up(of_outcome().filter_map(worth)));
    if preset.enemy_counts { found } else { found.into_iter().map(Said::without_boast).collect() }
}

/// Those who count as victims. Of those who did it, militants count among the dead of a battle and gunmen where the report
/// tells of nobody else.
pub(super) fn victims(all: &[Statement]) -> Vec<&Statement> {
    let apart = |s: &Statement| s.is(TallyMark::Perpetrators);
    let others = || all.iter().filter(|s| !apart(s));
    let suffered: HashSet<&ReportId> = others().map(|s| &s.report).collect();
    let fought = |s: &&Statement| s.status == VictimStatus::Combatant;
    let battles: HashSet<&ReportId> = others().filter(fought).map(|s| &s.report).collect();
    let alone = |s: &Statement| !suffered.contains(&s.report) || battles.contains(&s.report);
    all.iter().filter(|s| !apart(s) || !s.is(TallyMark::Attackers) && alone(s)).collect()
}

/// The groups that one voice counts in one sentence, added.
fn added_up<'s>(groups: impl Iterator<Item = Group<'s>>) -> Vec<Said<'s>> {
    let mut found: Vec<Said<'s>> = Vec::new();
    let mut counted = HashSet::new();
    for group in groups {
        let statement = group.statement;
        if !counted.insert((&statement.report, statement.sentence, statement.victims, group.low)) {
            continue;
        }
        let total = statement.is(TallyMark::Total);
        let earlier = statement.is(TallyMark::Earlier);
        // Statements come in text order, so that a sentence's own are the last ones.
        let together =
            found.iter_mut().rev().take_while(|said| in_one_sentence(said.first(), statement)).find(|said| {
                !said.total && !total && said.earlier == earlier && in_one_breath(said.first(), statement)
            });
        match together {
            Some(said) if told_already(said, group) => said.tell_again(group),
            Some(said) => said.add(group),
            None => found.push(one(group)),
        }
    }
    found
}

fn one(group: Group<'_>) -> Said<'_> {
    Said {
        parts: vec![group.statement],
        low: group.low,
        high: group.high,
        contested: None,
        standpoint: group.statement.standpoint,
        boasted: 0,
        more: group.statement.is(TallyMark::More),
        total: group.statement.is(TallyMark::Total),
        earlier: group.statement.is(TallyMark::Earlier),
    }
}

/// The bounds of a figure; `None` where it says no number.
fn bounds(statement: &Statement) -> Option<(Option<u64>, Option<u64>)> {
    let bounds = match statement.qualifier {
        Qualifier::AtLeast | Qualifier::MoreThan => (statement.low, statement.low),
        // "As many as 40" is no lower bound.
        Qualifier::AtMost | Qualifier::FewerThan => (None, statement.high),
        _ => (statement.low, statement.high),
    };
    Some(bounds).filter(|bounds| *bounds != (None, None))
}

/// What a preset takes a word for that bounds no number; a bare plural goes by "plural".
fn worth(statement: &Statement, preset: &Preset) -> Option<u64> {
    let vague = statement.qualifier == Qualifier::Vague && statement.outcome == Outcome::Killed;
    preset.vague.get(statement.term.as_deref().unwrap_or("plural")).copied().filter(|_| vague)
}

fn in_one_sentence(a: &Statement, b: &Statement) -> bool {
    a.report == b.report && a.sentence == b.sentence
}

/// One saying of one voice.
fn in_one_breath(a: &Statement, b: &Statement) -> bool {
    (&a.voice, &a.cue, a.weight) == (&b.voice, &b.cue, b.weight)
}

/// The same people said again: the same noun under another verb, the same words with the same figure, a pronoun.
fn told_already(said: &Said<'_>, group: Group<'_>) -> bool {
    let new = group.statement;
    // "She was killed with her two sons": one is not two.
    let one_more = said.low == Some(1) && group.low > Some(1);
    let pronouns = !one_more && said.parts.iter().all(|part| part.is(TallyMark::Pronoun));
    let same = |part: &&Statement| {
        let words = part.victims.is_some() && part.victims == new.victims;
        // "Six people died on Tuesday and two on Wednesday": of one noun, and two counts.
        part.low == new.low && (words || part.told.is_some() && part.told == new.told)
    };
    new.is(TallyMark::Pronoun) || pronouns || said.parts.iter().any(same)
}

/// Whether two claimants count the same whole otherwise: "at least 70, the UN said; the mayor said 115". What is far
/// smaller counts a part, and a total that is said to replace it contradicts nobody.
fn contradict(smaller: &Said<'_>, larger: &Said<'_>) -> bool {
    const FAR: u64 = 3;
    let (Some(less), Some(more)) = (smaller.low, larger.low) else { return false };
    let speakers = smaller.first().speaker().zip(larger.first().speaker());
    let others = speakers.is_some_and(|(one, other)| one != other);
    others && !larger.total && !smaller.more && less < more && less.saturating_mul(FAR) >= more
}

pub(super) fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}

/// Of what one voice says in one report the largest stands: a report tells first of the first blast, then of all.
/// "Another five" is added to what came before, and "a total of" replaces it.
fn largest(all: Vec<Said<'_>>) -> Vec<Said<'_>> {
    let mut found: Vec<Said<'_>> = Vec::new();
    let mut places: HashMap<(&str, Option<&str>, Weight, bool), usize> = HashMap::new();
    for said in all {
        let first = said.first();
        // An admission is not drowned by a boast: own losses and the enemy's are two counts.
        let boast = said.standpoint == Standpoint::Enemy;
        let key = (first.report.as_str(), first.voice.as_deref(), first.weight, boast);
        let at = *places.entry(key).or_insert(found.len());
        let Some(known) = found.get_mut(at) else {
            found.push(said);
            continue;
        };
        // A headline tells what the body tells again: nothing is added to it.
        let headline = known.parts.iter().all(|part| part.is(TallyMark::Headline));
        if said.earlier != known.earlier {
            known.give_way(said);
        } else if said.more && !known.total && !headline {
            known.low = sum(known.low, said.low);
            known.high = sum(known.high, said.high);
            known.boasted = known.boasted.saturating_add(said.boasted);
            known.parts.extend(said.parts);
        } else if said.total || said.low > known.low && !known.total {
            let smaller = std::mem::replace(known, said);
            known.take_over(&smaller);
        } else if said.low.is_none() {
            known.high = known.high.max(said.high);
            known.parts.extend(said.parts);
        }
    }
    found
}
