//! Features of a token that may belong to the source or the content of a cue, or to the cue itself.

use std::ops::Range;

use super::cue::{self, quotations_beside};
use super::hash::{Features, add, mix, name, step};
use super::view::{NONE, View, Word};

/// How far trees are climbed.
const REACH: usize = 24;

/// A cue as its neighbours see it.
#[derive(Debug)]
pub struct Anchor<'v, 'd> {
    view: &'v View<'d>,
    head: usize,
    cue: Range<usize>,
    /// From the head of the cue to the root.
    chain: Vec<usize>,
    /// Labels of the chain up to each step.
    labels: Vec<u32>,
    /// What hangs on the cue.
    frame: u32,
    quotations: (u32, u32),
    /// The subject, perhaps that of a verb above, and whether it is the cue's own.
    subject: Option<(usize, u32)>,
    source: Option<Range<usize>>,
}

/// How a token hangs together with the cue.
struct Relation {
    /// The branch off the cue's chain that the token is in.
    branch: Option<usize>,
    /// Way from the cue to the branch, its label included.
    way: u32,
    /// Labels from the branch down to the token.
    down: u32,
    /// The highest node of the branch whose words start here, and the highest whose words end here.
    starts: usize,
    ends: usize,
}

/// What a token's many features share.
#[derive(Clone, Copy, Debug)]
pub struct At<'v> {
    token: usize,
    word: &'v Word,
    side: u32,
    way: u32,
    branch: u32,
    quote: u32,
}

impl<'v, 'd> Anchor<'v, 'd> {
    /// A cue with its main word.
    pub fn new(view: &'v View<'d>, head: usize, cue: Range<usize>) -> Self {
        let (mut chain, mut labels, mut at) = (vec![head], vec![7], head);
        while view.words[at].head != at && chain.len() < REACH {
            labels.push(mix(labels[labels.len() - 1], view.words[at].label));
            at = view.words[at].head;
            chain.push(at);
        }
        let quotations = quotations_beside(view, head);
        let frame = frame(view, head);
        let subject = cue::subject(view, head).map(|at| (at, u32::from(view.words[at].head == head)));
        Anchor { view, head, cue, chain, labels, frame, quotations, subject, source: None }
    }

    /// The same once the source is known.
    #[must_use]
    pub fn with_source(self, source: Option<Range<usize>>) -> Self {
        Anchor { source, ..self }
    }

    /// What speaks for and against a token belonging to the source or the content.
    pub fn features(&self, token: usize, out: &mut Features) -> At<'v> {
        let relation = self.relation(token);
        let at = self.at(token, &relation);
        self.tree(&at, &relation, out);
        self.edges(&at, &relation, out);
        self.words(&at, out);
        self.quotes(&at, out);
        self.between(&at, out);
        self.towards_subject(&at, out);
        at
    }

    /// More of the same for the content, which lies around a known source.
    pub fn content_features(&self, at: &At<'_>, out: &mut Features) {
        let place = self.place_of_source(at.token);
        let gap = self.source.as_ref().map_or(9, |source| step(distance(source, at.token)).min(3));
        add!(out, "source", place, at.side);
        add!(out, "source gap", place, gap);
        add!(out, "source way", place, at.way);
        add!(out, "source quote", place, at.quote, at.side);
        add!(out, "source lemma", place, at.side, self.word().lemma);
        add!(out, "source form", place, gap, at.word.form);
        add!(out, "source frame", place, self.frame, at.side);
    }

    /// What speaks for and against a token belonging to the cue.
    pub fn cue_features(&self, token: usize, out: &mut Features) {
        let (head, word) = (self.word(), &self.view.words[token]);
        let relation = self.relation(token);
        let at = self.at(token, &relation);
        let offset = (token as i64 - self.head as i64).clamp(-4, 4) as u32;
        let view = self.view;
        let (before, after) = (view.form(token.checked_sub(1)), view.form(Some(token + 1)));
        add!(out, "cue always", offset);
        add!(out, "cue form", word.form, at.side);
        add!(out, "cue form offset", word.form, offset);
        add!(out, "cue lemma form", head.lemma, word.form, at.side);
        add!(out, "cue lemma offset", head.lemma, offset);
        add!(out, "cue way", at.way, offset);
        add!(out, "cue way form", at.way, word.form);
        add!(out, "cue way tag", at.way, word.tag, at.side);
        add!(out, "cue lemma way", head.lemma, at.way);
        add!(out, "cue tag", word.tag, offset);
        add!(out, "cue tags", word.tag, head.tag, at.side);
        add!(out, "cue next", after, at.side, word.label);
        add!(out, "cue next tag", view.tag(Some(token + 1)), word.tag, at.side);
        add!(out, "cue before", before, at.side, word.label);
        add!(out, "cue pair", word.form, after, at.side);
        add!(out, "cue lemma next", head.lemma, word.form, after);
        add!(out, "cue lemma frame", head.lemma, self.frame, word.form);
        add!(out, "cue frame", self.frame, word.form, word.label);
        add!(out, "cue down", at.way, relation.down, offset);
        add!(out, "cue size", at.way, step(word.end - word.start));
        add!(out, "cue passive", self.frame, head.tag, offset);
    }

    fn word(&self) -> &'v Word {
        &self.view.words[self.head]
    }

    /// Climbs from a token to the chain above the cue.
    fn relation(&self, token: usize) -> Relation {
        let words = &self.view.words;
        let mut found = Relation { branch: None, way: NONE, down: 7, starts: token, ends: token };
        if words[token].sentence != words[self.head].sentence {
            let steps = words[token].sentence as i64 - words[self.head].sentence as i64;
            found.way = 100_u32.wrapping_add_signed(steps.clamp(-2, 3) as i32);
            return found;
        }
        let (mut at, mut step) = (token, None);
        for _ in 0..REACH {
            step = self.step_of(at);
            if step.is_some() || words[at].head == at {
                break;
            }
            if words[at].start == token {
                found.starts = at;
            }
            if words[at].last == token + 1 || words[at].end == token + 1 {
                found.ends = at;
            }
            found.down = mix(found.down, words[at].label);
            found.branch = Some(at);
            at = words[at].head;
        }
        if let Some(step) = step {
            let label = found.branch.map_or(NONE, |branch| words[branch].label);
            found.way = mix(self.labels[step], label);
        }
        found
    }

    fn step_of(&self, token: usize) -> Option<usize> {
        let depth = self.view.words[token].depth;
        let step = self.word().depth.checked_sub(depth)? as usize;
        (self.chain.get(step) == Some(&token)).then_some(step)
    }

    fn at(&self, token: usize, relation: &Relation) -> At<'v> {
        let view = self.view;
        let word = &view.words[token];
        At {
            token,
            word,
            side: u32::from(token >= self.cue.end) + 2 * u32::from(self.cue.contains(&token)),
            way: relation.way,
            branch: relation.branch.map_or(NONE, |branch| view.words[branch].label),
            quote: self.quote(token),
        }
    }

    /// Where a token stands towards the quotations next to the cue.
    fn quote(&self, token: usize) -> u32 {
        let word = &self.view.words[token];
        let Some(quotation) = self.view.quotations.around(token) else { return 0 };
        let own = quotation.contains(&self.head);
        let near = if quotation.start >= self.cue.end { self.quotations.1 } else { self.quotations.0 };
        1 + u32::from(own) + 2 * u32::from(word.mark) + 4 * near
    }

    fn tree(&self, at: &At<'_>, relation: &Relation, out: &mut Features) {
        let (cue, word, view) = (self.word(), at.word, self.view);
        add!(out, "always");
        add!(out, "way", at.way);
        add!(out, "way side", at.way, at.side);
        add!(out, "lemma way", cue.lemma, at.way);
        add!(out, "lemma way side", cue.lemma, at.way, at.side);
        add!(out, "tag way", cue.tag, at.way);
        add!(out, "lemma side", cue.lemma, at.side);
        add!(out, "lemma side branch", cue.lemma, at.side, at.branch);
        add!(out, "way down", at.way, relation.down);
        add!(out, "branch down", at.branch, relation.down, at.side);
        add!(out, "frame side", self.frame, at.side);
        add!(out, "frame way", self.frame, at.way);
        add!(out, "lemma frame way", cue.lemma, self.frame, at.way);
        add!(out, "frame branch", self.frame, at.branch, at.side);
        add!(out, "word", at.side, step(self.gap(at.token)), at.branch);
        add!(out, "word label", word.label, at.way);
        if let Some(branch) = relation.branch {
            let top = &view.words[branch];
            let first = view.words[top.start].form;
            add!(out, "branch tag", at.way, top.tag);
            add!(out, "branch lemma", at.way, top.lemma);
            add!(out, "branch entity", at.way, top.entity);
            add!(out, "branch first", at.way, first);
            add!(out, "lemma branch first", cue.lemma, at.way, first);
            add!(out, "lemma branch tag", cue.lemma, at.way, top.tag);
            add!(out, "branch size", at.way, step(top.end - top.start), at.side);
            add!(out, "branch sides", at.way, branch < self.head, at.side);
        }
    }

    fn edges(&self, at: &At<'_>, relation: &Relation, out: &mut Features) {
        let view = self.view;
        let (starts, ends) = (&view.words[relation.starts], &view.words[relation.ends]);
        let (before, after) = (view.form(at.token.checked_sub(1)), view.form(Some(at.token + 1)));
        let opens = u32::from(starts.start == at.token);
        let closes = u32::from(ends.last == at.token + 1) + 2 * u32::from(ends.end == at.token + 1);
        let above = |word: &Word| mix(view.words[word.head].label, word.label);
        add!(out, "opens", at.way, starts.label, opens);
        add!(out, "opens above", at.way, above(starts), opens);
        add!(out, "opens before", starts.label, before, opens, at.side);
        add!(out, "opens form", starts.label, at.word.form, opens, at.way);
        add!(out, "opens whole", at.way, Some(relation.starts) == relation.branch, opens);
        add!(out, "lemma opens", self.word().lemma, at.way, starts.label, opens);
        add!(out, "closes", at.way, ends.label, closes);
        add!(out, "closes above", at.way, above(ends), closes);
        add!(out, "closes after", ends.label, after, closes, at.side);
        add!(out, "closes after way", at.way, after, closes);
        add!(out, "closes whole", at.way, Some(relation.ends) == relation.branch, closes);
        add!(out, "lemma closes", self.word().lemma, at.way, ends.label, closes);
        let next = view.words.get(at.token + 1).filter(|next| next.sentence == at.word.sentence);
        let label = next.map_or(NONE, |next| mix(next.label, u32::from(next.head < at.token)));
        add!(out, "next label", at.way, label);
        add!(out, "next label after", label, after, at.side, closes);
        let next_start = next.map_or(NONE, |next| self.top_start(at.token + 1, next));
        add!(out, "next start", at.way, next_start, after);
        add!(out, "next start two", next_start, after, view.form(Some(at.token + 2)), at.side);
    }

    /// The label of the highest node that starts at a token.
    fn top_start(&self, token: usize, word: &Word) -> u32 {
        let words = &self.view.words;
        let mut at = word;
        for _ in 0..REACH {
            let head = &words[at.head];
            if head.start != token || std::ptr::eq(head, at) {
                break;
            }
            at = head;
        }
        at.label
    }

    fn words(&self, at: &At<'_>, out: &mut Features) {
        let (view, word) = (self.view, at.word);
        let before = |steps: usize| at.token.checked_sub(steps);
        let after = |steps: usize| Some(at.token + steps);
        let (left, right) = (view.form(before(1)), view.form(after(1)));
        add!(out, "form", word.form, at.side);
        add!(out, "form way", word.form, at.way);
        add!(out, "form branch", word.form, at.branch);
        add!(out, "tag side", word.tag, at.side);
        add!(out, "tag way", word.tag, at.way);
        add!(out, "entity", word.entity, at.side, at.branch);
        add!(out, "left", left, at.side);
        add!(out, "right", right, at.side);
        add!(out, "left form", left, word.form, at.side);
        add!(out, "form right", word.form, right, at.side);
        add!(out, "left way", left, at.way);
        add!(out, "right two", right, view.form(after(2)), at.side);
        add!(out, "left two", left, view.form(before(2)), at.side);
        add!(out, "tags", view.tag(before(1)), word.tag, view.tag(after(1)), at.side);
        add!(out, "tags after", word.tag, view.tag(after(1)), view.tag(after(2)), at.branch);
        let touches = self.touches(at.token);
        add!(out, "touches", touches, word.form);
        add!(out, "touches tag", touches, word.tag, self.word().tag);
        add!(out, "touches lemma", touches, self.word().lemma, word.form);
        add!(out, "touches way", touches, at.way);
    }

    /// Which side of the cue the token touches, if any.
    fn touches(&self, token: usize) -> u32 {
        u32::from(token + 1 == self.cue.start) + 2 * u32::from(token == self.cue.end)
    }

    fn gap(&self, token: usize) -> usize {
        distance(&self.cue, token)
    }

    fn quotes(&self, at: &At<'_>, out: &mut Features) {
        let cue = self.word();
        let (view, word) = (self.view, at.word);
        let edge = view.quotations.around(at.token).map_or(0, |quotation| {
            1 + u32::from(quotation.start == at.token) + 2 * u32::from(quotation.end == at.token + 1)
        });
        let next = view.words.get(at.token + 1).map_or(2, |next| u32::from(next.quoted));
        let before = at.token.checked_sub(1).map_or(2, |at| u32::from(view.words[at].quoted));
        let beside = mix(self.quotations.0, self.quotations.1);
        let sentence = (word.sentence as i64 - cue.sentence as i64).clamp(-3, 4) as u32;
        add!(out, "quote", at.quote, at.side, cue.quoted);
        add!(out, "quote way", at.quote, at.way);
        add!(out, "quote edge", at.quote, edge, at.side);
        add!(out, "quote edge way", edge, before, next, at.way);
        add!(out, "quote neighbours", before, at.quote, next, at.side);
        add!(out, "quote beside", at.quote, beside, at.side);
        add!(out, "quote lemma", at.quote, cue.lemma, at.side);
        add!(out, "quote frame", at.quote, self.frame, at.side);
        add!(out, "quote beside frame", at.quote, beside, self.frame, at.side);
        add!(out, "quote sentence", at.quote, sentence, at.side);
        add!(out, "quote sentence beside", at.quote, sentence, beside, self.frame);
        add!(out, "sentence form", sentence, word.form);
        add!(out, "sentence edge", sentence, edge, self.quotations.0);
    }

    /// What stands between the cue and the token.
    fn between(&self, at: &At<'_>, out: &mut Features) {
        let words = &self.view.words;
        let (low, high) = if at.token < self.cue.start {
            (at.token, self.cue.start - 1)
        } else {
            (self.cue.end.min(at.token + 1) - 1, at.token)
        };
        let commas = words[high].commas.abs_diff(words[low].commas).min(3);
        let stops = words[high].stops.abs_diff(words[low].stops).min(2);
        let subjects = words[high].subjects.abs_diff(words[low].subjects).min(3);
        let sentence = &self.view.sentences[at.word.sentence];
        let (from, to) = (step(at.token - sentence.start), step(sentence.end - at.token));
        add!(out, "commas", commas, at.side);
        add!(out, "commas way", commas, at.way);
        add!(out, "commas stops", commas, stops, at.side, at.branch);
        add!(out, "commas subjects", commas, subjects, at.side, self.word().label);
        add!(out, "commas quote", commas, at.quote, at.side);
        add!(out, "stops lemma", stops, self.word().lemma, at.side);
        add!(out, "from start", from.min(4), at.side, at.way);
        add!(out, "to end", to.min(5), at.side, at.way);
        add!(out, "to end form", to.min(4), at.word.form);
        add!(out, "from start form", from.min(4), at.word.form);
        add!(out, "gap", step(self.gap(at.token)), at.side, self.frame);
        add!(out, "gap lemma", step(self.gap(at.token)).min(4), at.side, self.word().lemma);
    }

    fn towards_subject(&self, at: &At<'_>, out: &mut Features) {
        let Some((subject, own)) = self.subject else {
            add!(out, "no subject", at.side, self.word().tag);
            return;
        };
        let top = &self.view.words[subject];
        let inside = at.token >= top.start && at.token < top.end && !self.cue.contains(&at.token);
        if !inside {
            add!(out, "outside subject", own, top.tag, at.way);
            return;
        }
        let edges = u32::from(at.token == top.start) + 2 * u32::from(at.token + 1 == top.last);
        let past = u32::from(at.token > subject);
        add!(out, "in subject", own, edges, past);
        add!(out, "in subject tag", own, top.tag, past, at.word.label);
        add!(out, "in subject lemma", own, self.word().lemma, top.tag);
        add!(out, "in subject label", own, self.word().label, edges);
        add!(out, "in subject entity", own, top.entity, self.word().label);
        add!(out, "in subject quote", own, at.quote, edges);
        add!(out, "in subject edges", own, edges, past, top.label);
    }

    fn place_of_source(&self, token: usize) -> u32 {
        let Some(source) = &self.source else { return 0 };
        let side = u32::from(source.start >= self.cue.end);
        let here = if token < source.start { 1 } else { 2 };
        1 + here + 4 * side
    }
}

/// The complements that a cue has.
fn frame(view: &View<'_>, head: usize) -> u32 {
    const KINDS: [u32; 9] = [
        name("ccomp"),
        name("xcomp"),
        name("dobj"),
        name("prep"),
        name("nsubj"),
        name("nsubjpass"),
        name("acl"),
        name("agent"),
        name("oprd"),
    ];
    let mut bits = 0;
    for child in view.children(head) {
        if let Some(kind) = KINDS.iter().position(|kind| *kind == view.words[child].label) {
            bits |= 1 << (2 * kind + usize::from(child > head));
        }
    }
    bits
}

/// Tokens between a range and a token outside it.
pub(super) fn distance(range: &Range<usize>, token: usize) -> usize {
    if token < range.start { range.start - token - 1 } else { token.saturating_sub(range.end) }
}
