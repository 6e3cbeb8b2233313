//! What reviewers changed, applied to what was read: the entries stay as they are, the views show what holds.

use std::collections::{BTreeSet, HashMap};

use claimant_ledger::{AsOf, Draft};
use claimant_merge::actor_key;
use claimant_model::{
    AccountId, Actor, ActorId, Author, Claim, ClaimId, Correction, Dossier, EditedActor, Entry, EntryBody,
    EventId, FieldChange, Reading, ReportId, Target, Verdict,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::desk::Desk;
use crate::error::{DeskError, Result};
use crate::linking::Links;
use crate::review::Settled;

/// A field to be changed: a JSON pointer such as `/casualties/figure/low`, and what it is to be; `None` takes it away.
pub type NewValue = (String, Option<Value>);

/// What was changed in readings.
#[derive(Default)]
pub(crate) struct Corrections {
    claims: HashMap<(ReportId, ClaimId), Vec<Correction>>,
    actors: Vec<EditedActor>,
}

impl Corrections {
    /// Says in a dossier who changed what.
    pub(crate) fn note_in(mut self, dossier: &mut Dossier) {
        for told in &mut dossier.claims {
            let key = (told.report.clone(), told.claim.id.clone());
            told.corrections = self.claims.remove(&key).unwrap_or_default();
        }
        self.actors.sort_by_key(|edited| edited.correction.entry);
        self.actors.dedup();
        dossier.edited = self.actors;
    }
}

impl Desk {
    /// Changes a claim: what was read stays in the ledger, and the reviewer answers for what is changed. Figures of its
    /// event are derived anew.
    pub fn correct(
        &mut self,
        claim: &ClaimId,
        fields: Vec<NewValue>,
        note: Option<String>,
        reviewer: Author,
    ) -> Result<Settled> {
        let found = self.claim_as_corrected(claim)?;
        let changes = changes(&found.1, fields)?;
        let changed: Claim = apply(&found.1, &changes)?;
        if changed.id != found.1.id || changed.evidence != found.1.evidence {
            return Err(DeskError::Fixed("the id and the evidence of a claim"));
        }
        self.judge(claim, &found, Verdict::Corrected, changes, note, reviewer)
    }

    /// Enters that a claim is wrong: it counts no more, until somebody accepts it again.
    pub fn judge_claim(
        &mut self,
        claim: &ClaimId,
        right: bool,
        note: Option<String>,
        reviewer: Author,
    ) -> Result<Settled> {
        let found = self.claim_as_corrected(claim)?;
        let verdict = if right { Verdict::Accepted } else { Verdict::Rejected };
        self.judge(claim, &found, verdict, Vec::new(), note, reviewer)
    }

    /// Changes what is known of an actor in all reports. `event` is one that it is in, and its id there names it. The
    /// figures of events are written anew with the next report on them.
    pub fn edit_actor(
        &mut self,
        actor: &ActorId,
        event: &EventId,
        fields: Vec<NewValue>,
        reason: &str,
        author: Author,
    ) -> Result<()> {
        let actors = self.dossier(event, AsOf::Now)?.actors;
        let example = actors.iter().find(|one| one.id == *actor);
        let example = example.ok_or_else(|| DeskError::NoActor(actor.clone()))?;
        let changes = changes(example, fields)?;
        let changed: Actor = apply(example, &changes)?;
        if changed.id != example.id || changed.mentions != example.mentions {
            return Err(DeskError::Fixed("the id and the mentions of an actor"));
        }
        let body = EntryBody::ActorEdited { actor: actor.clone(), changes, reason: reason.to_owned() };
        self.ledger.append(vec![Draft::new(author, body)], &[])?;
        self.keep_up()
    }

    /// A reading as it holds after all corrections, with what they are added to `noted`.
    pub(crate) fn corrected(
        &self,
        mut reading: Reading,
        as_of: AsOf,
        noted: &mut Corrections,
    ) -> Result<Reading> {
        let reviews = self.ledger.claim_reviews(&reading.report.id, as_of)?;
        for entry in &reviews {
            review(&mut reading, entry, noted);
        }
        drop_rejected(&mut reading, &reviews);
        for actor in &mut reading.actors {
            let id = ActorId::new(actor_key(actor));
            for entry in self.ledger.actor_edits(&id, as_of)? {
                edit(actor, &id, &entry, noted);
            }
        }
        Ok(reading)
    }

    fn claim_as_corrected(&mut self, claim: &ClaimId) -> Result<(ReportId, Claim)> {
        self.keep_up()?;
        let missing = || DeskError::NoClaim(claim.clone());
        let found = self.ledger.claim(claim, AsOf::Now)?.ok_or_else(missing)?;
        let kept = self.kept(&found.report)?.ok_or_else(missing)?;
        let corrected = kept.reading.claims.iter().find(|one| one.id == *claim);
        // A rejected claim is in no reading: it is as it was read.
        Ok((found.report, corrected.cloned().unwrap_or(found.claim)))
    }

    fn judge(
        &mut self,
        claim: &ClaimId,
        (report, found): &(ReportId, Claim),
        verdict: Verdict,
        changes: Vec<FieldChange>,
        note: Option<String>,
        reviewer: Author,
    ) -> Result<Settled> {
        let target = Target::Claim { claim: claim.clone() };
        let body = EntryBody::Reviewed { target, verdict, note, changes };
        let appended = self.ledger.append(vec![Draft::new(reviewer, body)], &[])?;
        let shelf = self.shelf.get_mut();
        shelf.wrote(&appended.entries);
        shelf.forget(report);
        let mut links = Links::default();
        let account = found.event.as_ref().map(|event| AccountId::new(report.clone(), event.clone()));
        if let Some(account) = account
            && let Some(event) = self.ledger.event_of(&account, AsOf::Now)?
        {
            self.members(&mut links, &event)?;
        }
        self.write(links)
    }
}

/// Applies a review of a claim to the reading it is in; what it is to change and does not fit is left as it was read.
fn review(reading: &mut Reading, entry: &Entry, noted: &mut Corrections) {
    let EntryBody::Reviewed { target: Target::Claim { claim }, verdict: Verdict::Corrected, note, changes } =
        &entry.body
    else {
        return;
    };
    let Some(of) = reading.claims.iter_mut().find(|one| one.id == *claim) else { return };
    let Ok(changed) = apply::<Claim>(of, changes) else { return };
    if changed.id == of.id && changed.evidence == of.evidence {
        *of = changed;
        let key = (reading.report.id.clone(), claim.clone());
        noted.claims.entry(key).or_default().push(correction(entry, changes, note.as_ref()));
    }
}

/// Leaves out the claims that were found wrong by whoever judged them last.
fn drop_rejected(reading: &mut Reading, reviews: &[Entry]) {
    let mut rejected = BTreeSet::new();
    for entry in reviews {
        let EntryBody::Reviewed { target: Target::Claim { claim }, verdict, .. } = &entry.body else {
            continue;
        };
        match verdict {
            Verdict::Rejected => {
                rejected.insert(claim);
            }
            Verdict::Accepted | Verdict::Corrected => {
                rejected.remove(claim);
            }
            Verdict::Unsure => {}
        }
    }
    reading.claims.retain(|claim| !rejected.contains(&claim.id));
}

fn edit(actor: &mut Actor, id: &ActorId, entry: &Entry, noted: &mut Corrections) {
    let EntryBody::ActorEdited { changes, reason, .. } = &entry.body else { return };
    let Ok(changed) = apply::<Actor>(actor, changes) else { return };
    if changed.id == actor.id && changed.mentions == actor.mentions {
        *actor = changed;
        let correction = correction(entry, changes, Some(reason));
        noted.actors.push(EditedActor { actor: id.clone(), correction });
    }
}

fn correction(entry: &Entry, changes: &[FieldChange], note: Option<&String>) -> Correction {
    Correction {
        entry: entry.sequence,
        time: entry.time.clone(),
        by: entry.author.clone(),
        changes: changes.to_vec(),
        note: note.cloned(),
    }
}

/// The changes that give these fields new values.
fn changes(of: &impl Serialize, fields: Vec<NewValue>) -> Result<Vec<FieldChange>> {
    let now = serde_json::to_value(of)?;
    let change = |(field, to): NewValue| FieldChange { from: now.pointer(&field).cloned(), field, to };
    Ok(fields.into_iter().map(change).collect())
}

/// A thing with its fields changed.
fn apply<T: Serialize + DeserializeOwned>(of: &T, changes: &[FieldChange]) -> Result<T> {
    let mut value = serde_json::to_value(of)?;
    for change in changes {
        put(&mut value, &change.field, change.to.clone())?;
    }
    Ok(serde_json::from_value(value)?)
}

/// Puts a value where a pointer says; what holds it has to be there.
fn put(value: &mut Value, pointer: &str, to: Option<Value>) -> Result<()> {
    let missing = || DeskError::NoField(pointer.to_owned());
    let (holder, name) = pointer.rsplit_once('/').ok_or_else(missing)?;
    let name = name.replace("~1", "/").replace("~0", "~");
    match (value.pointer_mut(holder).ok_or_else(missing)?, to) {
        (Value::Object(fields), Some(to)) => {
            fields.insert(name, to);
        }
        (Value::Object(fields), None) => {
            fields.remove(&name).ok_or_else(missing)?;
        }
        (Value::Array(items), Some(to)) => {
            *name.parse::<usize>().ok().and_then(|at| items.get_mut(at)).ok_or_else(missing)? = to;
        }
        _ => return Err(missing()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_put_where_the_pointer_says() {
        let mut value = serde_json::json!({"figure": {"low": 3}, "parts": [1, 2]});
        put(&mut value, "/figure/low", Some(5.into())).unwrap();
        put(&mut value, "/figure/high", Some(6.into())).unwrap();
        put(&mut value, "/parts/1", Some(9.into())).unwrap();
        assert_eq!(value, serde_json::json!({"figure": {"low": 5, "high": 6}, "parts": [1, 9]}));
        put(&mut value, "/figure/high", None).unwrap();
        assert_eq!(value["figure"], serde_json::json!({"low": 5}));
        for wrong in ["", "low", "/none/low", "/parts/7", "/parts/x"] {
            assert!(put(&mut value, wrong, Some(1.into())).is_err(), "{wrong}");
        }
    }
}
