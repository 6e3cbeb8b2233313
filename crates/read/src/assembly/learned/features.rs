//! What speaks for and against a group of claims being one happening.

use claimant_model::{Certainty, Outcome, Polarity, Role, Tense};
use claimant_parse::{Pos, Token};

use crate::attribution::learned::hash::{Features, add, name, step};
use crate::claims::{Made, Workshop};
use crate::draft::What;
use crate::tree::lower;

/// Tokens looked at on either side of a predicate.
const WINDOW: usize = 6;
/// Tokens at the start of a report that tell its kind: "interview", "communique", "editorial".
const OPENING: usize = 60;
/// Words above a predicate that are looked at.
const ABOVE: usize = 4;

/// Where a group stands among the others of its report.
pub(crate) struct Standing {
    /// Its number, most salient first.
    pub order: usize,
    /// How many there are.
    pub groups: usize,
}

/// The features of a group of claims. `general` says which claims tell of violence at large.
pub(crate) fn features(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    general: &[bool],
    cluster: &[usize],
    standing: &Standing,
) -> Features {
    let mut out = Features::default();
    report(workshop, standing, &mut out);
    whole(workshop, made, general, cluster, standing, &mut out);
    for one in cluster.iter().map(|&i| &made[i]) {
        claim(workshop, one, &mut out);
        put(one, &mut out);
        words(one.draft.predicate, &mut out);
        above(one.draft.predicate, &mut out);
        taking_part(workshop, one, &mut out);
    }
    out.all.sort_unstable();
    out.all.dedup();
    out
}

/// What kind of text it is.
fn report(workshop: &Workshop<'_, '_>, standing: &Standing, out: &mut Features) {
    let document = workshop.under.context.document;
    let own = |word: &str| matches!(word, "we" | "our" | "us" | "i" | "my");
    let first_persons = document.tokens().filter(|token| own(&lower(token.text()))).count();
    let share = step(first_persons * 400 / document.len().max(1));
    add!(out, "always");
    add!(out, "groups", step(standing.groups));
    add!(out, "sentences", step(document.sentences().count()));
    add!(out, "first persons", share);
    add!(out, "own words", u32::from(workshop.under.actors.author.is_some()));
    for token in document.tokens().take(OPENING).filter(|token| token.pos() != Pos::Propn) {
        add!(out, "opening", name(token.lemma()));
    }
}

/// What all its claims say together.
fn whole(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    general: &[bool],
    cluster: &[usize],
    standing: &Standing,
    out: &mut Features,
) {
    let all = || cluster.iter().map(|&i| &made[i]);
    let first = all().map(|one| one.sentence).min().unwrap_or(0);
    let mut sentences: Vec<usize> = all().map(|one| one.sentence).collect();
    sentences.dedup();
    let day = all().filter_map(|one| days_ago(workshop, one)).min().map_or(99, day_step);
    let place = all().filter_map(|one| one.place).min_by_key(|&p| workshop.places.all[p].is_country);
    let place = place.map_or(0, |place| if workshop.places.all[place].is_country { 1 } else { 2 });
    let harm = all().map(harm).max().unwrap_or(0);
    let things = u32::from(all().any(|one| one.claim.materiel.is_some()));
    let blamed = u32::from(all().any(|one| one.claim.participants.iter().any(|p| p.role == Role::Initiator)));
    let at_large = cluster.iter().filter(|&&i| general[i]).count();
    add!(out, "order", step(standing.order));
    add!(out, "first sentence", step(first));
    add!(out, "claims", step(cluster.len()));
    add!(out, "told in sentences", step(sentences.len()));
    add!(out, "day", day);
    add!(out, "place", place);
    add!(out, "harm", harm);
    add!(out, "things", things);
    add!(out, "blamed", blamed);
    add!(out, "at large", step(at_large));
    add!(out, "day, place", day, place);
    add!(out, "day, harm", day, harm);
    add!(out, "place, harm", place, harm);
    add!(out, "harm, things, blamed", harm, things, blamed);
    add!(out, "order, first sentence", step(standing.order), step(first));
    add!(out, "claims, harm", step(cluster.len()), harm);
    add!(out, "day, first sentence", day, step(first));
}

/// How long before publication, in days, where its own words say so exactly.
fn days_ago(workshop: &Workshop<'_, '_>, one: &Made<'_>) -> Option<i32> {
    let (_, end) = one.when.as_ref().filter(|when| when.precision <= 3)?.days?;
    Some(end.until(workshop.today?).map_or(0, |span| span.get_days()))
}

fn day_step(days: i32) -> u32 {
    match days {
        ..0 => 0,
        0..=1 => 1,
        2..=3 => 2,
        4..=9 => 3,
        10..=30 => 4,
        31..=60 => 5,
        _ => 6,
    }
}

/// What became of people: nothing said, unnumbered, one, some, many.
fn harm(one: &Made<'_>) -> u32 {
    let Some(casualties) = one.claim.casualties.as_ref() else { return 0 };
    match casualties.figure.low.or(casualties.figure.high) {
        None => 1,
        Some(0) => 2,
        Some(1) => 3,
        Some(2..=9) => 4,
        Some(_) => 5,
    }
}

/// What a claim is about.
fn claim(workshop: &Workshop<'_, '_>, one: &Made<'_>, out: &mut Features) {
    let draft = &one.draft;
    let predicate = draft.predicate;
    let lemma = name(predicate.lemma());
    let outcome = one.claim.casualties.as_ref().map_or(0, |c| c.outcome as u32 + 1);
    add!(out, "rule", name(draft.rule));
    add!(out, "lemma", lemma);
    add!(out, "lemma, tag", lemma, name(predicate.tag()));
    add!(out, "tag, label", name(predicate.tag()), name(predicate.label()));
    add!(out, "code", draft.codes.acled.map_or(0, name), draft.codes.mode.map_or(0, name));
    add!(out, "outcome", outcome, harm(one));
    add!(out, "when", one.when.as_ref().map_or(0, |when| u32::from(when.precision)));
    if let What::Casualties(casualties) = &draft.what {
        let status = one.claim.casualties.as_ref().map_or(0, |c| c.victims.status as u32 + 1);
        let killed = u32::from(casualties.outcome == Some(Outcome::Killed));
        add!(out, "victims", status, killed);
    }
    let said = one.claim.attribution.last();
    add!(out, "said", said.map_or(0, |said| said.act as u32 + 1));
    add!(out, "chain", step(one.claim.attribution.len()));
    add!(out, "standpoint", one.claim.standpoint as u32);
    let claimant = one.claimant.map_or(0, |actor| workshop.under.actors.all[actor].kind as u32 + 1);
    add!(out, "claimant, lemma", claimant, lemma);
}

/// How a claim is put.
fn put(one: &Made<'_>, out: &mut Features) {
    let how = one.factuality;
    let marks = [how.future, how.attempted, how.threatened, one.claim.polarity == Polarity::Negated];
    let marks = marks.iter().fold(0, |sum, mark| sum * 2 + u32::from(*mark));
    let sure = match one.claim.certainty {
        Certainty::Certain => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Hypothetical => 3,
        Certainty::Unknown => 4,
    };
    let past = u32::from(one.claim.tense == Tense::Background);
    add!(out, "put", marks, sure, past);
    add!(out, "sure, tag", sure, name(one.draft.predicate.tag()));
}

/// The words around a predicate.
fn words(predicate: Token<'_>, out: &mut Features) {
    let document = predicate.document();
    let at = predicate.index();
    let sentence = predicate.sentence().token_range();
    let view = at.saturating_sub(WINDOW).max(sentence.start)..(at + WINDOW + 1).min(sentence.end);
    for token in view.filter(|&i| i != at).map(|i| document.token(i)) {
        // Names tell one war from another, and nothing of happenings.
        if token.pos() != Pos::Propn {
            add!(out, "near", name(token.lemma()));
        }
    }
    for child in predicate.children() {
        add!(out, "child", name(child.label()), name(predicate.tag()));
        if matches!(child.label(), "det" | "amod" | "aux" | "advmod" | "prep" | "nummod" | "mark" | "poss") {
            add!(out, "child lemma", name(child.label()), name(child.lemma()));
        }
    }
    let asked = document.token(sentence.end.saturating_sub(1)).text() == "?";
    add!(out, "asked", u32::from(asked));
}

/// The words that govern a predicate.
fn above(predicate: Token<'_>, out: &mut Features) {
    let mut path = name(predicate.tag());
    for (steps, token) in predicate.ancestors().take(ABOVE).enumerate() {
        path = crate::attribution::learned::hash::mix(path, name(token.tag()));
        if token.pos() != Pos::Propn {
            add!(out, "above", name(token.lemma()));
        }
        add!(out, "path", steps, path);
        if steps == 0 {
            add!(out, "governed", name(token.lemma()), name(predicate.label()));
        }
    }
}

/// Who takes part.
fn taking_part(workshop: &Workshop<'_, '_>, one: &Made<'_>, out: &mut Features) {
    let (context, actors) = (&workshop.under.context, &workshop.under.actors);
    for part in &one.draft.participants {
        let role = part.role as u32;
        let actor = actors.of_phrase(context, part.token);
        let kind = actor.map_or(0, |actor| actors.all[actor].kind as u32 + 1);
        let named = u32::from(part.token.pos() == Pos::Propn);
        let counted = u32::from(part.token.child("nummod").is_some());
        let class = part.class.map_or(0, |class| class as u32 + 1);
        add!(out, "part", role, kind, class);
        add!(out, "part, tag", role, name(part.token.tag()), counted);
        add!(out, "part, named", role, kind, named);
        if named == 0 {
            add!(out, "part, lemma", role, name(part.token.lemma()));
        }
        let determiner = part.token.children().find(|child| matches!(child.label(), "det" | "poss"));
        add!(out, "part, det", role, determiner.map_or(0, |d| name(d.lemma())));
    }
}
