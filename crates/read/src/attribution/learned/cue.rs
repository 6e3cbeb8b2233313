//! Features of a word that may be the main word of a cue.

use super::hash::{Features, add, mix, name, step};
use super::view::{NONE, View, chain};

/// Which words may be the main word of a cue, as hashes of lemmas in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CueWords {
    /// Words other than verbs that may be.
    pub others: Vec<u32>,
    /// Verbs that hardly ever are.
    pub silent: Vec<u32>,
}

/// Whether a token is looked at as a cue: a main verb, unless it is a silent one, or another word that may be a cue.
pub fn is_candidate(view: &View<'_>, token: usize, words: &CueWords) -> bool {
    let holds = |list: &[u32]| list.binary_search(&view.words[token].lemma).is_ok();
    match is_main_verb(view, token) {
        Some(true) => !holds(&words.silent),
        Some(false) => holds(&words.others),
        None => false,
    }
}

/// Whether a token is a main verb; `None` for auxiliaries.
pub fn is_main_verb(view: &View<'_>, token: usize) -> Option<bool> {
    let word = &view.words[token];
    let auxiliary = word.label == const { name("aux") } || word.label == const { name("auxpass") };
    (!auxiliary).then_some(word.verb)
}

/// The hash by which [`CueWords`] know a token.
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
    add!(out, "always");
    add!(out, "lemma", word.lemma);
    add!(out, "form", word.form);
    add!(out, "tag", word.tag);
    add!(out, "label", word.label);
    add!(out, "lemma tag", word.lemma, word.tag);
    add!(out, "lemma label", word.lemma, word.label);
    add!(out, "tag label", word.tag, word.label);
    add!(out, "label head", word.label, head.lemma);
    add!(out, "label head tag", word.label, head.tag);
    add!(out, "lemma head", word.lemma, head.lemma);
    add!(out, "head label", word.label, head.label, head.tag);
    add!(out, "tag label head label", word.tag, word.label, head.label);
}

fn children(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let mut sequence = 7;
    let mut set = 0_u32;
    for child in view.children(token) {
        let below = &view.words[child];
        let side = u32::from(child > token);
        add!(out, "child", below.label, side);
        add!(out, "child tag", below.label, below.tag);
        add!(out, "child lemma", below.label, below.lemma);
        add!(out, "lemma child", word.lemma, below.label, side);
        add!(out, "lemma child tag", word.lemma, below.label, below.tag);
        add!(out, "lemma child lemma", word.lemma, below.label, below.lemma);
        add!(out, "tag child", word.tag, below.label, below.tag);
        add!(out, "label child", word.label, below.label);
        if below.label == const { name("prep") } {
            grandchildren(view, token, child, out);
        }
        if below.label != const { name("punct") } {
            sequence = mix(sequence, mix(below.label, side));
            set ^= mix(below.label, 1);
        }
    }
    add!(out, "children", sequence);
    add!(out, "lemma children", word.lemma, sequence);
    add!(out, "set", set, word.tag);
    add!(out, "lemma set", word.lemma, set);
    add!(out, "set label", set, word.label);
}

fn grandchildren(view: &View<'_>, token: usize, preposition: usize, out: &mut Features) {
    let (word, over) = (&view.words[token], &view.words[preposition]);
    for child in view.children(preposition) {
        let below = &view.words[child];
        add!(out, "prep child", over.lemma, below.label, below.lemma);
        add!(out, "prep child tag", over.lemma, below.label, below.tag);
        add!(out, "lemma prep child", word.lemma, over.lemma, below.tag);
        add!(out, "lemma prep entity", word.lemma, over.lemma, below.entity);
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
    add!(out, "subject", who);
    add!(out, "subject tag", kind);
    add!(out, "subject entity", entity);
    add!(out, "lemma subject", word.lemma, who);
    add!(out, "lemma subject tag", word.lemma, kind);
    add!(out, "lemma subject entity", word.lemma, entity);
    for child in view.children(token) {
        let below = &view.words[child];
        if !COMPLEMENTS.contains(&below.label) {
            continue;
        }
        let mark = view.child(child, const { name("mark") });
        let its = view.child(child, const { name("nsubj") });
        let marked = view.lemma(mark);
        add!(out, "complement", below.label, marked, word.tag);
        add!(out, "lemma complement", word.lemma, below.label, marked);
        add!(out, "complement tag", below.label, marked, below.tag);
        add!(out, "complement subject", below.label, view.tag(its), kind);
        add!(out, "who complement", who, below.label, below.tag);
        add!(out, "entity complement", entity, below.label, below.tag);
        add!(out, "complement object entity", word.lemma, below.label, below.entity);
        add!(out, "complement first", below.label, view.words[below.start].form);
        add!(out, "complement size", below.label, step(below.end - below.start));
        add!(out, "complement quoted", below.label, below.quoted, word.quoted);
    }
}

/// The subject, its own or that of what it is coordinated with, controlled by, or attached to.
pub(super) fn subject(view: &View<'_>, token: usize) -> Option<usize> {
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
    add!(out, "left", left);
    add!(out, "right", right);
    add!(out, "left two", view.form(before(2)), left);
    add!(out, "right two", right, view.form(after(2)));
    add!(out, "second left", view.form(before(2)));
    add!(out, "second right", view.form(after(2)));
    add!(out, "lemma left", word.lemma, left);
    add!(out, "lemma right", word.lemma, right);
    add!(out, "lemma right two", word.lemma, right, view.form(after(2)));
    add!(out, "left tag", word.tag, view.tag(before(1)));
    add!(out, "right tag", word.tag, view.tag(after(1)));
    add!(out, "lemma right tag", word.lemma, view.tag(after(1)));
    add!(out, "tags", view.tag(before(1)), word.tag, view.tag(after(1)), view.tag(after(2)));
    add!(out, "tags before", view.tag(before(2)), view.tag(before(1)), word.tag);
}

fn above(view: &View<'_>, token: usize, out: &mut Features) {
    let mut at = token;
    let mut labels = 7;
    for level in 0..4_u32 {
        let word = &view.words[at];
        labels = mix(labels, word.label);
        add!(out, "labels above", labels);
        if word.head == at {
            break;
        }
        at = word.head;
        let head = &view.words[at];
        add!(out, "above", level.min(1), head.lemma, word.label);
        if head.verb {
            add!(out, "verb above", head.lemma, view.words[token].tag);
            add!(out, "verb above label", head.lemma, labels);
        }
    }
    add!(out, "depth", view.words[token].depth.min(8));
}

/// Quotations near the word, and where it stands in sentence and text.
fn surroundings(view: &View<'_>, token: usize, out: &mut Features) {
    let word = &view.words[token];
    let sentence = view.sentences[word.sentence].clone();
    let (left, right) = quotations_beside(view, token);
    add!(out, "quoted", word.quoted);
    add!(out, "lemma quoted", word.lemma, word.quoted);
    add!(out, "label quoted", word.label, word.quoted);
    add!(out, "quotations", left, right, word.quoted);
    add!(out, "lemma quotations", word.lemma, left, right);
    add!(out, "tag quotations", word.tag, word.label, left, right);
    let closing = view.form(sentence.end.checked_sub(1));
    let marks = view.words[sentence.clone()].iter().filter(|word| word.mark).count();
    add!(out, "closing", closing);
    add!(out, "lemma marks", word.lemma, marks.min(3));
    add!(out, "label marks", word.label, marks.min(3));
    add!(out, "from start", step(token - sentence.start), word.tag);
    add!(out, "to end", step(sentence.end - token), word.tag);
    add!(out, "length", step(sentence.len()));
    add!(out, "first sentence", word.sentence.min(3));
    add!(out, "commas", (word.commas - view.words[sentence.start].commas).min(3), word.label);
    add!(out, "opening", view.words[sentence.start].form);
    add!(
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
