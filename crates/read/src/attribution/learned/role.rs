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
#[derive(Clone, Copy, Debug)]
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

/// What a token's many features share: the facts that they combine.
#[derive(Clone, Copy, Debug)]
pub struct At<'v> {
    token: usize,
    word: &'v Word,
    relation: Relation,
    side: u32,
    /// The label of the branch.
    branch: u32,
    quote: u32,
    /// Whether the token opens and closes its quotation.
    edge: u32,
    /// Whether the tokens beside it stand in a quotation; 2 where there is none.
    beside: (u32, u32),
    /// Sentences from that of the cue.
    sentence: u32,
    /// Commas, other stops, and subjects between it and the cue.
    between: (u32, u32, u32),
    /// Steps from the start of its sentence, and to the end.
    from: u32,
    to: u32,
    /// Steps from the cue.
    gap: u32,
    in_subject: bool,
}

/// Features that depend on so little that neighbours mostly have them alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of the branch off the cue's chain.
    Branch,
    /// Of quotations.
    Quote,
    /// Of what stands between token and cue.
    Between,
    /// Of the place in the sentence.
    Place,
    /// Of the source, for the content.
    Source,
}

/// All that the features of one kind depend on, beside the cue.
pub type Key = [u32; 7];

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
        let at = self.at(token);
        self.own_features(&at, out);
        for kind in [Kind::Branch, Kind::Quote, Kind::Between, Kind::Place] {
            self.shared_features(kind, &at, out);
        }
        at
    }

    /// More of the same for the content, which lies around a known source.
    pub fn content_features(&self, at: &At<'_>, out: &mut Features) {
        self.own_content_features(at, out);
        self.shared_features(Kind::Source, at, out);
    }

    /// Those of [`Anchor::features`] that hardly any other token has.
    pub(super) fn own_features(&self, at: &At<'_>, out: &mut Features) {
        Self::tree(at, out);
        self.edges(at, out);
        self.words(at, out);
        if at.in_subject {
            self.in_subject(at, out);
        }
    }

    /// Those of [`Anchor::content_features`] that hardly any other token has.
    pub(super) fn own_content_features(&self, at: &At<'_>, out: &mut Features) {
        add!(out, "source form", self.place_of_source(at.token), self.gap_to_source(at.token), at.word.form);
    }

    /// The features of one kind: tokens of one [`Anchor::key`] have the same.
    pub(super) fn shared_features(&self, kind: Kind, at: &At<'_>, out: &mut Features) {
        match kind {
            Kind::Branch => self.branch(at, out),
            Kind::Quote => self.quotes(at, out),
            Kind::Between => self.between(at, out),
            Kind::Place => self.place(at, out),
            Kind::Source => self.source(at, out),
        }
    }

    /// What the features of a kind depend on at a token.
    pub(super) fn key(&self, kind: Kind, at: &At<'_>) -> Key {
        let (side, way) = (at.side, at.relation.way);
        match kind {
            Kind::Branch => {
                let branch = at.relation.branch.map_or(NONE, |branch| branch as u32);
                [branch, u32::from(at.relation.branch.is_some()), way, side, u32::from(at.in_subject), 0, 0]
            }
            Kind::Quote => [at.quote, at.edge, at.beside.0, at.beside.1, at.sentence, side, way],
            Kind::Between => [at.between.0, at.between.1, at.between.2, at.quote, at.branch, side, way],
            Kind::Place => [at.from.min(4), at.to.min(5), at.gap, at.branch, side, way, 0],
            Kind::Source => {
                [self.place_of_source(at.token), self.gap_to_source(at.token), at.quote, side, way, 0, 0]
            }
        }
    }

    fn source(&self, at: &At<'_>, out: &mut Features) {
        let place = self.place_of_source(at.token);
        add!(out, "source", place, at.side);
        add!(out, "source gap", place, self.gap_to_source(at.token));
        add!(out, "source way", place, at.relation.way);
        add!(out, "source quote", place, at.quote, at.side);
        add!(out, "source lemma", place, at.side, self.word().lemma);
        add!(out, "source frame", place, self.frame, at.side);
    }

    fn gap_to_source(&self, token: usize) -> u32 {
        self.source.as_ref().map_or(9, |source| step(distance(source, token)).min(3))
    }

    /// What speaks for and against a token belonging to the cue.
    pub fn cue_features(&self, token: usize, out: &mut Features) {
        let (head, word) = (self.word(), &self.view.words[token]);
        let relation = self.relation(token);
        let (way, side) = (relation.way, self.side(token));
        let offset = (token as i64 - self.head as i64).clamp(-4, 4) as u32;
        let view = self.view;
        let (before, after) = (view.form(token.checked_sub(1)), view.form(Some(token + 1)));
        add!(out, "cue always", offset);
        add!(out, "cue form", word.form, side);
        add!(out, "cue form offset", word.form, offset);
        add!(out, "cue lemma form", head.lemma, word.form, side);
        add!(out, "cue lemma offset", head.lemma, offset);
        add!(out, "cue way", way, offset);
        add!(out, "cue way form", way, word.form);
        add!(out, "cue way tag", way, word.tag, side);
        add!(out, "cue lemma way", head.lemma, way);
        add!(out, "cue tag", word.tag, offset);
        add!(out, "cue tags", word.tag, head.tag, side);
        add!(out, "cue next", after, side, word.label);
        add!(out, "cue next tag", view.tag(Some(token + 1)), word.tag, side);
        add!(out, "cue before", before, side, word.label);
        add!(out, "cue pair", word.form, after, side);
        add!(out, "cue lemma next", head.lemma, word.form, after);
        add!(out, "cue lemma frame", head.lemma, self.frame, word.form);
        add!(out, "cue frame", self.frame, word.form, word.label);
        add!(out, "cue down", way, relation.down, offset);
        add!(out, "cue size", way, step(word.end - word.start));
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

    /// Looks at a token.
    pub(super) fn at(&self, token: usize) -> At<'v> {
        let view = self.view;
        let (word, relation) = (&view.words[token], self.relation(token));
        let sentence = &view.sentences[word.sentence];
        let quoted =
            |at: Option<usize>| at.and_then(|at| view.words.get(at)).map_or(2, |w| u32::from(w.quoted));
        let (quote, edge) = self.quote(token);
        At {
            token,
            word,
            relation,
            side: self.side(token),
            branch: relation.branch.map_or(NONE, |branch| view.words[branch].label),
            quote,
            edge,
            beside: (quoted(token.checked_sub(1)), quoted(Some(token + 1))),
            sentence: (word.sentence as i64 - self.word().sentence as i64).clamp(-3, 4) as u32,
            between: self.stops_between(token),
            from: step(token - sentence.start),
            to: step(sentence.end - token),
            gap: step(distance(&self.cue, token)),
            in_subject: self.is_in_subject(token),
        }
    }

    /// Before, after or in the cue.
    fn side(&self, token: usize) -> u32 {
        u32::from(token >= self.cue.end) + 2 * u32::from(self.cue.contains(&token))
    }

    /// Commas, other stops, and subjects between the cue and a token.
    fn stops_between(&self, token: usize) -> (u32, u32, u32) {
        let words = &self.view.words;
        let (low, high) = if token < self.cue.start {
            (token, self.cue.start - 1)
        } else {
            (self.cue.end.min(token + 1) - 1, token)
        };
        let (low, high) = (&words[low], &words[high]);
        let commas = high.commas.abs_diff(low.commas).min(3);
        (commas, high.stops.abs_diff(low.stops).min(2), high.subjects.abs_diff(low.subjects).min(3))
    }

    fn is_in_subject(&self, token: usize) -> bool {
        self.subject.is_some_and(|(subject, _)| {
            let top = &self.view.words[subject];
            token >= top.start && token < top.end && !self.cue.contains(&token)
        })
    }

    /// Where a token stands towards the quotations next to the cue, and towards the edges of its own.
    fn quote(&self, token: usize) -> (u32, u32) {
        let word = &self.view.words[token];
        let Some(quotation) = self.view.quotations.around(token) else { return (0, 0) };
        let own = quotation.contains(&self.head);
        let near = if quotation.start >= self.cue.end { self.quotations.1 } else { self.quotations.0 };
        let edge = 1 + u32::from(quotation.start == token) + 2 * u32::from(quotation.end == token + 1);
        (1 + u32::from(own) + 2 * u32::from(word.mark) + 4 * near, edge)
    }

    fn tree(at: &At<'_>, out: &mut Features) {
        let (way, down) = (at.relation.way, at.relation.down);
        add!(out, "way down", way, down);
        add!(out, "branch down", at.branch, down, at.side);
        add!(out, "word label", at.word.label, way);
        add!(out, "sentence form", at.sentence, at.word.form);
        add!(out, "to end form", at.to.min(4), at.word.form);
        add!(out, "from start form", at.from.min(4), at.word.form);
    }

    fn branch(&self, at: &At<'_>, out: &mut Features) {
        let (cue, view, way) = (self.word(), self.view, at.relation.way);
        add!(out, "always");
        add!(out, "way", way);
        add!(out, "way side", way, at.side);
        add!(out, "lemma way", cue.lemma, way);
        add!(out, "lemma way side", cue.lemma, way, at.side);
        add!(out, "tag way", cue.tag, way);
        add!(out, "lemma side", cue.lemma, at.side);
        add!(out, "lemma side branch", cue.lemma, at.side, at.branch);
        add!(out, "frame side", self.frame, at.side);
        add!(out, "frame way", self.frame, way);
        add!(out, "lemma frame way", cue.lemma, self.frame, way);
        add!(out, "frame branch", self.frame, at.branch, at.side);
        match self.subject {
            None => add!(out, "no subject", at.side, cue.tag),
            Some((subject, own)) if !at.in_subject => {
                add!(out, "outside subject", own, view.words[subject].tag, way);
            }
            Some(_) => {}
        }
        if let Some(branch) = at.relation.branch {
            let top = &view.words[branch];
            let first = view.words[top.start].form;
            add!(out, "branch tag", way, top.tag);
            add!(out, "branch lemma", way, top.lemma);
            add!(out, "branch entity", way, top.entity);
            add!(out, "branch first", way, first);
            add!(out, "lemma branch first", cue.lemma, way, first);
            add!(out, "lemma branch tag", cue.lemma, way, top.tag);
            add!(out, "branch size", way, step(top.end - top.start), at.side);
            add!(out, "branch sides", way, branch < self.head, at.side);
        }
    }

    fn edges(&self, at: &At<'_>, out: &mut Features) {
        let (view, relation, way) = (self.view, &at.relation, at.relation.way);
        let (starts, ends) = (&view.words[relation.starts], &view.words[relation.ends]);
        let (before, after) = (view.form(at.token.checked_sub(1)), view.form(Some(at.token + 1)));
        let opens = u32::from(starts.start == at.token);
        let closes = u32::from(ends.last == at.token + 1) + 2 * u32::from(ends.end == at.token + 1);
        let above = |word: &Word| mix(view.words[word.head].label, word.label);
        add!(out, "opens", way, starts.label, opens);
        add!(out, "opens above", way, above(starts), opens);
        add!(out, "opens before", starts.label, before, opens, at.side);
        add!(out, "opens form", starts.label, at.word.form, opens, way);
        add!(out, "opens whole", way, Some(relation.starts) == relation.branch, opens);
        add!(out, "lemma opens", self.word().lemma, way, starts.label, opens);
        add!(out, "closes", way, ends.label, closes);
        add!(out, "closes above", way, above(ends), closes);
        add!(out, "closes after", ends.label, after, closes, at.side);
        add!(out, "closes after way", way, after, closes);
        add!(out, "closes whole", way, Some(relation.ends) == relation.branch, closes);
        add!(out, "lemma closes", self.word().lemma, way, ends.label, closes);
        let next = view.words.get(at.token + 1).filter(|next| next.sentence == at.word.sentence);
        let label = next.map_or(NONE, |next| mix(next.label, u32::from(next.head < at.token)));
        add!(out, "next label", way, label);
        add!(out, "next label after", label, after, at.side, closes);
        let next_start = next.map_or(NONE, |next| self.top_start(at.token + 1, next));
        add!(out, "next start", way, next_start, after);
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
        let (view, word, way) = (self.view, at.word, at.relation.way);
        let before = |steps: usize| at.token.checked_sub(steps);
        let after = |steps: usize| Some(at.token + steps);
        let (left, right) = (view.form(before(1)), view.form(after(1)));
        add!(out, "form", word.form, at.side);
        add!(out, "form way", word.form, way);
        add!(out, "form branch", word.form, at.branch);
        add!(out, "tag side", word.tag, at.side);
        add!(out, "tag way", word.tag, way);
        add!(out, "entity", word.entity, at.side, at.branch);
        add!(out, "left", left, at.side);
        add!(out, "right", right, at.side);
        add!(out, "left form", left, word.form, at.side);
        add!(out, "form right", word.form, right, at.side);
        add!(out, "left way", left, way);
        add!(out, "right two", right, view.form(after(2)), at.side);
        add!(out, "left two", left, view.form(before(2)), at.side);
        add!(out, "tags", view.tag(before(1)), word.tag, view.tag(after(1)), at.side);
        add!(out, "tags after", word.tag, view.tag(after(1)), view.tag(after(2)), at.branch);
        let touches = self.touches(at.token);
        add!(out, "touches", touches, word.form);
        add!(out, "touches tag", touches, word.tag, self.word().tag);
        add!(out, "touches lemma", touches, self.word().lemma, word.form);
        add!(out, "touches way", touches, way);
    }

    /// Which side of the cue the token touches, if any.
    fn touches(&self, token: usize) -> u32 {
        u32::from(token + 1 == self.cue.start) + 2 * u32::from(token == self.cue.end)
    }

    fn quotes(&self, at: &At<'_>, out: &mut Features) {
        let (cue, way, quote) = (self.word(), at.relation.way, at.quote);
        let (before, next) = at.beside;
        let beside = mix(self.quotations.0, self.quotations.1);
        add!(out, "quote", quote, at.side, cue.quoted);
        add!(out, "quote way", quote, way);
        add!(out, "quote edge", quote, at.edge, at.side);
        add!(out, "quote edge way", at.edge, before, next, way);
        add!(out, "quote neighbours", before, quote, next, at.side);
        add!(out, "quote beside", quote, beside, at.side);
        add!(out, "quote lemma", quote, cue.lemma, at.side);
        add!(out, "quote frame", quote, self.frame, at.side);
        add!(out, "quote beside frame", quote, beside, self.frame, at.side);
        add!(out, "quote sentence", quote, at.sentence, at.side);
        add!(out, "quote sentence beside", quote, at.sentence, beside, self.frame);
        add!(out, "sentence edge", at.sentence, at.edge, self.quotations.0);
    }

    /// What stands between the cue and the token.
    fn between(&self, at: &At<'_>, out: &mut Features) {
        let (commas, stops, subjects) = at.between;
        add!(out, "commas", commas, at.side);
        add!(out, "commas way", commas, at.relation.way);
        add!(out, "commas stops", commas, stops, at.side, at.branch);
        add!(out, "commas subjects", commas, subjects, at.side, self.word().label);
        add!(out, "commas quote", commas, at.quote, at.side);
        add!(out, "stops lemma", stops, self.word().lemma, at.side);
    }

    /// How far from the cue, and from both ends of its sentence.
    fn place(&self, at: &At<'_>, out: &mut Features) {
        add!(out, "word", at.side, at.gap, at.branch);
        add!(out, "gap", at.gap, at.side, self.frame);
        add!(out, "gap lemma", at.gap.min(4), at.side, self.word().lemma);
        add!(out, "from start", at.from.min(4), at.side, at.relation.way);
        add!(out, "to end", at.to.min(5), at.side, at.relation.way);
    }

    fn in_subject(&self, at: &At<'_>, out: &mut Features) {
        let Some((subject, own)) = self.subject else { return };
        let top = &self.view.words[subject];
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
