//! Features of a word that may be the main word of a cue.

use super::hash::{Features, feature, mix, name, step};
use super::view::{NONE, View, chain};

/// Whether a token is looked at as a cue: any main verb, and other words seen as cues in training.
pub fn is_candidate(view: &View<'_>, token: usize, seen: impl Fn(u32) -> bool) -> bool {
    let word = &view.words[token];
    let auxiliary = word.label == const { name("aux") } || word.label == const { name("auxpass") };
    !auxiliary && (word.verb || seen(word.lemma))
}

/// The hash that `is_candidate` asks `seen` about.
pub fn lemma(view: &View<'_>, token: usize) -> u32 {
    view.words[token].lemma
}

/// What speaks for and against a token being the main word of a cue.
pub fn features(view: &View<'_>, token: usize, out: &mut Features) {
    own(view, token, out);
    children(view, token, out);
    arguments(view, token, out);
    neighbours(view, token, out);
    above(view, token, out);
    surroundings(view, token, out);
}

fn own(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let head = &view.words[word.head];
    feature!(out, "always");
    feature!(out, "lemma", word.lemma);
    feature!(out, "form", word.form);
    feature!(out, "tag", word.tag);
    feature!(out, "label", word.label);
    feature!(out, "lemma tag", word.lemma, word.tag);
    feature!(out, "lemma label", word.lemma, word.label);
    feature!(out, "tag label", word.tag, word.label);
    feature!(out, "label head", word.label, head.lemma);
    feature!(out, "label head tag", word.label, head.tag);
    feature!(out, "lemma head", word.lemma, head.lemma);
    feature!(out, "head label", word.label, head.label, head.tag);
    feature!(out, "tag label head label", word.tag, word.label, head.label);
}

fn children(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let mut sequence = 7;
    let mut set = 0_u32;
    for child in view.children(token) {
        let below = &view.words[child];
        let side = u32::from(child > token);
        feature!(out, "child", below.label, side);
        feature!(out, "child tag", below.label, below.tag);
        feature!(out, "child lemma", below.label, below.lemma);
        feature!(out, "lemma child", word.lemma, below.label, side);
        feature!(out, "lemma child tag", word.lemma, below.label, below.tag);
        feature!(out, "lemma child lemma", word.lemma, below.label, below.lemma);
        feature!(out, "tag child", word.tag, below.label, below.tag);
        feature!(out, "label child", word.label, below.label);
        if below.label == const { name("prep") } {
            grandchildren(view, token, child, out);
        }
        if below.label != const { name("punct") } {
            sequence = mix(sequence, mix(below.label, side));
            set ^= mix(below.label, 1);
        }
    }
    feature!(out, "children", sequence);
    feature!(out, "lemma children", word.lemma, sequence);
    feature!(out, "set", set, word.tag);
    feature!(out, "lemma set", word.lemma, set);
    feature!(out, "set label", set, word.label);
}

fn grandchildren(view: &View<'_>, token: usize, preposition: usize, out: &mut Features) {
    let (word, over) = (&view.words[token], &view.words[preposition]);
    for child in view.children(preposition) {
        let below = &view.words[child];
        feature!(out, "prep child", over.lemma, below.label, below.lemma);
        feature!(out, "prep child tag", over.lemma, below.label, below.tag);
        feature!(out, "lemma prep child", word.lemma, over.lemma, below.tag);
        feature!(out, "lemma prep entity", word.lemma, over.lemma, below.entity);
    }
}

/// The labels that make a clause say something.
const COMPLEMENTS: [u32; 6] =
    [name("ccomp"), name("xcomp"), name("dobj"), name("acl"), name("attr"), name("oprd")];

fn arguments(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let subject = subject(view, token);
    let (who, entity) = subject.map_or((NONE, NONE), |at| (view.words[at].lemma, view.words[at].entity));
    let kind = subject.map_or(NONE, |at| view.words[at].tag);
    feature!(out, "subject", who);
    feature!(out, "subject tag", kind);
    feature!(out, "subject entity", entity);
    feature!(out, "lemma subject", word.lemma, who);
    feature!(out, "lemma subject tag", word.lemma, kind);
    feature!(out, "lemma subject entity", word.lemma, entity);
    for child in view.children(token) {
        let below = &view.words[child];
        if !COMPLEMENTS.contains(&below.label) {
            continue;
        }
        let mark = view.child(child, const { name("mark") });
        let its = view.child(child, const { name("nsubj") });
        let marked = view.lemma(mark);
        feature!(out, "complement", below.label, marked, word.tag);
        feature!(out, "lemma complement", word.lemma, below.label, marked);
        feature!(out, "complement tag", below.label, marked, below.tag);
        feature!(out, "complement subject", below.label, view.tag(its), kind);
        feature!(out, "who complement", who, below.label, below.tag);
        feature!(out, "entity complement", entity, below.label, below.tag);
        feature!(out, "complement object entity", word.lemma, below.label, below.entity);
        feature!(out, "complement first", below.label, view.words[below.start].form);
        feature!(out, "complement size", below.label, step(below.end - below.start));
        feature!(out, "complement quoted", below.label, below.quoted, word.quoted);
    }
}

/// The subject, its own or that of what it is coordinated with, controlled by, or attached to.
fn subject(view: &View<'_>, token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..6 {
        let own = view.child(at, const { name("nsubj") });
        if let Some(found) = own.or_else(|| view.child(at, const { name("nsubjpass") })) {
            return Some(found);
        }
        let word = &view.words[at];
        if word.label == const { name("acl") } || word.label == const { name("relcl") } {
            return Some(word.head);
        }
        if word.head == at {
            return view.child(at, const { name("agent") });
        }
        at = word.head;
    }
    None
}

fn neighbours(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let before = |steps: usize| token.checked_sub(steps);
    let after = |steps: usize| Some(token + steps);
    let (left, right) = (view.form(before(1)), view.form(after(1)));
    feature!(out, "left", left);
    feature!(out, "right", right);
    feature!(out, "left two", view.form(before(2)), left);
    feature!(out, "right two", right, view.form(after(2)));
    feature!(out, "second left", view.form(before(2)));
    feature!(out, "second right", view.form(after(2)));
    feature!(out, "lemma left", word.lemma, left);
    feature!(out, "lemma right", word.lemma, right);
    feature!(out, "lemma right two", word.lemma, right, view.form(after(2)));
    feature!(out, "left tag", word.tag, view.tag(before(1)));
    feature!(out, "right tag", word.tag, view.tag(after(1)));
    feature!(out, "lemma right tag", word.lemma, view.tag(after(1)));
    feature!(out, "tags", view.tag(before(1)), word.tag, view.tag(after(1)), view.tag(after(2)));
    feature!(out, "tags before", view.tag(before(2)), view.tag(before(1)), word.tag);
}

fn above(view: &View<'_>, token: usize, out: &mut Features) {
    let mut at = token;
    let mut labels = 7;
    for level in 0..4_u32 {
        let word = &view.words[at];
        labels = mix(labels, word.label);
        feature!(out, "labels above", labels);
        if word.head == at {
            break;
        }
        at = word.head;
        let head = &view.words[at];
        feature!(out, "above", level.min(1), head.lemma, word.label);
        if head.verb {
            feature!(out, "verb above", head.lemma, view.words[token].tag);
            feature!(out, "verb above label", head.lemma, labels);
        }
    }
    feature!(out, "depth", view.words[token].depth.min(8));
}

/// Quotations near the word, and where it stands in sentence and text.
fn surroundings(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let sentence = view.sentences[word.sentence].clone();
    let (left, right) = quotations_beside(view, token);
    feature!(out, "quoted", word.quoted);
    feature!(out, "lemma quoted", word.lemma, word.quoted);
    feature!(out, "label quoted", word.label, word.quoted);
    feature!(out, "quotations", left, right, word.quoted);
    feature!(out, "lemma quotations", word.lemma, left, right);
    feature!(out, "tag quotations", word.tag, word.label, left, right);
    let closing = view.form(sentence.end.checked_sub(1));
    let marks = view.words[sentence.clone()].iter().filter(|word| word.mark).count();
    feature!(out, "closing", closing);
    feature!(out, "lemma marks", word.lemma, marks.min(3));
    feature!(out, "label marks", word.label, marks.min(3));
    feature!(out, "from start", step(token - sentence.start), word.tag);
    feature!(out, "to end", step(sentence.end - token), word.tag);
    feature!(out, "length", step(sentence.len()));
    feature!(out, "first sentence", word.sentence.min(3));
    feature!(out, "commas", (word.commas - view.words[sentence.start].commas).min(3), word.label);
    feature!(out, "opening", view.words[sentence.start].form);
    feature!(
        out,
        "labels around",
        word.label,
        chain(view.words[token..sentence.end].iter().skip(1).take(2).map(|word| word.label))
    );
}

/// How near a quotation ends before the clause of the word, and how near one starts after it.
pub(super) fn quotations_beside(view: &View<'_>, token: usize) -> (u32, u32) {
    let near = |distance: Option<usize>| match distance {
        Some(0..=1) => 1,
        Some(2..=4) => 2,
        Some(5..=9) => 3,
        Some(_) => 4,
        None => 0,
    };
    let before = view.quotations.before(token).map(|quotation| token.saturating_sub(quotation.end + 1));
    let after = view.quotations.after(token).map(|quotation| quotation.start.saturating_sub(token + 1));
    (near(before), near(after))
}
