//! Polarity and certainty of what a word says, in the sense of `FactBank`, read off the tree above it.

use claimant_model::{Act, Certainty, Polarity};
use claimant_parse::{Pos, Token};

use crate::attribution::Saying;
use crate::context::Context;
use crate::lexicon::{Does, Governor, Governors, List, Lists, WordKind};
use crate::tree::{has_determiner, is_negated, lower};

/// How a predicate is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each may be so whatever the others are")]
pub(crate) struct Factuality {
    /// So or not so.
    pub polarity: Polarity,
    /// How surely.
    pub certainty: Certainty,
    /// Whether it lies ahead.
    pub future: bool,
    /// Whether it was tried and failed.
    pub attempted: bool,
    /// Whether it was threatened, not done.
    pub threatened: bool,
    /// Whether it took place however the clause above is put: "they will punish those who killed him".
    pub presumed: bool,
}

impl Factuality {
    const PLAIN: Factuality = Factuality {
        polarity: Polarity::Affirmed,
        certainty: Certainty::Certain,
        future: false,
        attempted: false,
        threatened: false,
        presumed: false,
    };

    /// Whether it was tried, and nothing says that it failed.
    pub(crate) fn is_tried(self) -> bool {
        self.attempted && self.polarity == Polarity::Affirmed
    }

    fn weaken(&mut self, certainty: Certainty) {
        self.certainty = weaker(self.certainty, certainty);
    }

    /// Takes over what a governor sets.
    fn put(&mut self, word: Governor) {
        self.attempted |= word.attempted;
        self.threatened |= word.threatened;
        self.future |= word.future;
        word.certainty.into_iter().for_each(|certainty| self.weaken(certainty));
    }

    fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Negated,
            Polarity::Negated => Polarity::Affirmed,
        };
    }
}

/// The one of two that says less.
pub(crate) fn weaker(one: Certainty, other: Certainty) -> Certainty {
    if rank(other) > rank(one) { other } else { one }
}

fn rank(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Certain => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Hypothetical => 3,
        Certainty::Unknown => 4,
    }
}

/// Walks from a predicate up to `stop` (the head of what is attributed, or the root) and gathers what bears on it.
pub(crate) fn of(context: &Context<'_>, predicate: Token<'_>, stop: Option<usize>) -> Factuality {
    let mut found = Factuality::PLAIN;
    let mut below = predicate;
    // "no one was killed in the clash": the clash itself took place.
    let adjunct =
        crate::tree::is_noun(predicate) && predicate.label() == "pobj" && predicate.head().text() != "of";
    own(&mut found, context, predicate, predicate);
    if let Some(word) = is_an_attempt(predicate) {
        found.put(*word);
    }
    if Some(predicate.index()) == stop {
        return found;
    }
    for above in predicate.ancestors() {
        if is_parted(below, above) {
            break;
        }
        // "Tried to take the town and killed four": done, though it hangs on what was tried.
        if below.label() == "conj" && below.tag() == "VBD" && above.tag() == "VB" {
            break;
        }
        let embedded = matches!(
            below.label(),
            "xcomp"
                | "ccomp"
                | "dobj"
                | "pobj"
                | "prep"
                | "pcomp"
                | "acl"
                | "nsubjpass"
                | "nsubj"
                | "conj"
                | "oprd"
                | "acomp"
        );
        let conditional = below.children().any(opens_condition);
        if conditional {
            found.weaken(Certainty::Hypothetical);
        }
        if !conditional && (took_place(below) || is_presumed(predicate, below, above)) {
            found.presumed = true;
            break;
        }
        if embedded {
            governor(&mut found, above, below);
        }
        let same_clause = matches!(
            below.label(),
            "xcomp" | "dobj" | "pobj" | "prep" | "conj" | "auxpass" | "nsubjpass" | "pcomp"
        );
        if same_clause && !adjunct && below.label() != "conj" {
            own(&mut found, context, above, below);
        }
        if !adjunct && is_or_done(above, below) && (is_negated(above) || subject_is_nobody(above, below)) {
            found.negate();
        }
        if Some(above.index()) == stop {
            break;
        }
        below = above;
    }
    question(&mut found, predicate);
    found
}

/// "Bomb kills four; rebels suspected": a clause of its own before a semicolon.
fn is_parted(below: Token<'_>, above: Token<'_>) -> bool {
    let end = below.subtree().end;
    let document = below.document();
    below.label() == "ccomp"
        && end < above.index()
        && (end - 1..=end).any(|at| document.token(at).text() == ";")
}

/// "No civilians were injured or killed": "or" between verbs of one subject.
fn is_or_done(above: Token<'_>, below: Token<'_>) -> bool {
    let or = || above.children().any(|child| child.label() == "cc" && matches!(child.text(), "or" | "nor"));
    let own = below.children().any(|child| matches!(child.label(), "nsubj" | "nsubjpass"));
    below.label() == "conj" && !own && crate::tree::is_verb(above) && or()
}

/// "If it is confirmed that the rebels did it": what is said on a condition only is not said.
pub(crate) fn on_condition(context: &Context<'_>, found: &mut Factuality, chain: &[&Saying]) {
    let holds_if = |saying: &&Saying| context.token(saying.cue_head).children().any(opens_condition);
    if chain.last().is_some_and(holds_if) {
        found.weaken(Certainty::Hypothetical);
    }
}

/// Negation, modals and adverbs on one word, reached from the one below it, whose own "no" is counted there: "caused no
/// injuries".
fn own(found: &mut Factuality, context: &Context<'_>, token: Token<'_>, below: Token<'_>) {
    if is_negated(token) && passes_on(token, below) || subject_is_nobody(token, below) {
        found.negate();
    }
    for child in token.children() {
        match (child.label(), child.lemma()) {
            ("aux", "will" | "shall" | "’ll" | "'ll") if child.tag() == "MD" => found.future = true,
            ("aux", "may" | "might" | "could") if child.tag() == "MD" && !after_ability(child) => {
                found.weaken(Certainty::Possible);
            }
            ("aux", "would" | "should" | "must") if child.tag() == "MD" => {
                found.weaken(Certainty::Hypothetical);
            }
            ("mark", _) if opens_condition(child) => found.weaken(Certainty::Hypothetical),
            ("advcl", _) if is_condition(child) => found.weaken(Certainty::Hypothetical),
            ("advmod", _) => adverb(found, context, child),
            ("amod", adjective) => {
                let find = |word: &str| Governors::embedded().find(word, WordKind::Adjective, Does::Marks);
                let known = find(adjective).or_else(|| find(&lower(child.text())));
                if let Some(word) = known {
                    found.put(*word);
                }
            }
            _ => {}
        }
    }
}

/// "If the report is true, 30 died": not "even if", nor a condition of a verb of telling.
fn is_condition(clause: Token<'_>) -> bool {
    let mark = clause.children().find(|child| opens_condition(*child) && child.lemma() != "whether");
    mark.is_some_and(|mark| mark.previous().is_none_or(|before| before.lemma() != "even"))
}

/// "If", "unless" or "whether" before a clause.
fn opens_condition(word: Token<'_>) -> bool {
    word.label() == "mark" && matches!(word.lemma(), "if" | "unless" | "whether")
}

/// "No evidence of an attack" is no attack; there may be no survivors of one, and no pictures.
fn passes_on(token: Token<'_>, below: Token<'_>) -> bool {
    let of = below.label() == "prep" && crate::tree::is_noun(token);
    !of || Lists::embedded().has(List::PassesNo, token.lemma())
}

/// "nobody was hurt", "no one was killed", "none of them died", "not a single soldier died".
fn subject_is_nobody(token: Token<'_>, below: Token<'_>) -> bool {
    token.children().filter(|child| *child != below).any(|child| {
        matches!(child.label(), "nsubj" | "nsubjpass" | "dobj")
            && (crate::quantity::counts_nobody(child) || has_determiner(child, &["no"]) || is_not_one(child))
    })
}

/// "Not a single soldier", "not one civilian"; not "not more than three", "not 12 but 20".
fn is_not_one(noun: Token<'_>) -> bool {
    let document = noun.document();
    let mut words = noun.subtree().map(|index| document.token(index));
    let not = words.next().is_some_and(|word| word.text().eq_ignore_ascii_case("not"));
    not && words.next().is_some_and(|word| matches!(word.text(), "a" | "one"))
}

/// "could see" of ability in the past is no doubt.
fn after_ability(modal: Token<'_>) -> bool {
    modal.head().children().any(|child| child.label() == "neg") && modal.lemma() == "could"
}

fn adverb(found: &mut Factuality, context: &Context<'_>, adverb: Token<'_>) {
    let certainty = context.word(adverb).and_then(|word| word.cues.iter().find_map(|cue| cue.certainty));
    if let Some(certainty) = certainty {
        found.weaken(certainty);
    }
}

/// What the word above does to what it governs, by `governors.tsv`.
fn governor(found: &mut Factuality, above: Token<'_>, below: Token<'_>) {
    let label = below.label();
    let is = |does| Governors::embedded().find(above.lemma(), kind(above), does);
    let fails = is(Does::Fails).or_else(|| is(Does::Refuses));
    let tries = is(Does::Tries).filter(|word| is_tried(word.kind, label));
    let ahead = is(Does::Ahead).filter(|word| is_ahead(word.kind, below));
    if let Some(word) = fails
        && matches!(label, "xcomp" | "ccomp" | "dobj" | "pcomp" | "nsubjpass" | "prep")
    {
        found.put(*word);
        if word.does == Does::Fails || label != "xcomp" {
            found.negate();
        }
    } else if let Some(word) = tries {
        found.put(*word);
    } else if let Some(word) = ahead {
        found.put(*word);
        found.threatened = word.threatened;
        found.future = true;
    } else if let Some(word) = is(Does::Doubts)
        && matches!(label, "xcomp" | "oprd" | "ccomp" | "acomp")
    {
        found.put(*word);
        if is_outlived(above) {
            found.weaken(Certainty::Hypothetical);
        }
    }
}

/// "The leader, who was presumed dead, appeared": he did something afterwards.
fn is_outlived(held: Token<'_>) -> bool {
    let who = held.head();
    let past = held.children().any(|child| child.label() == "auxpass" && child.tag() == "VBD");
    held.label() == "relcl" && past && who.label() == "nsubj" && crate::tree::is_verb(who.head())
}

fn is_tried(kind: WordKind, label: &str) -> bool {
    matches!((kind, label), (WordKind::Verb, "xcomp" | "acl") | (WordKind::Noun, "acl" | "prep" | "pobj"))
}

fn is_ahead(kind: WordKind, below: Token<'_>) -> bool {
    match kind {
        WordKind::Noun => matches!(below.label(), "acl" | "pobj" | "prep" | "pcomp"),
        _ => matches!(below.label(), "xcomp" | "ccomp") && is_infinitive(below),
    }
}

fn kind(token: Token<'_>) -> WordKind {
    if crate::tree::is_noun(token) { WordKind::Noun } else { WordKind::Verb }
}

fn is_infinitive(verb: Token<'_>) -> bool {
    verb.tag() == "VB" && verb.children().any(|child| child.label() == "aux" && child.lemma() == "to")
}

/// "An assassination attempt", "made an attempt on his life": tried by its own name.
fn is_an_attempt(predicate: Token<'_>) -> Option<&'static Governor> {
    let tries = |noun: Token<'_>| Governors::embedded().find(noun.lemma(), WordKind::Noun, Does::Tries);
    if crate::tree::is_noun(predicate) {
        return tries(predicate);
    }
    let object =
        |child: &Token<'_>| matches!(child.label(), "dobj" | "nsubjpass") && crate::tree::is_noun(*child);
    predicate.children().filter(object).find_map(tries)
}

/// Questions assert nothing.
fn question(found: &mut Factuality, predicate: Token<'_>) {
    let asks = predicate.sentence().tokens().next_back().is_some_and(|last| last.text() == "?");
    if asks {
        found.weaken(Certainty::Hypothetical);
    }
}

/// What somebody promises, threatens or asks for lies ahead.
pub(crate) fn ahead(context: &Context<'_>, found: &mut Factuality, predicate: Token<'_>, chain: &[&Saying]) {
    let Some(last) = chain.last() else { return };
    if found.presumed || is_past(predicate) {
        return;
    }
    let infinitive = last.content_head.is_some_and(|head| is_infinitive(context.token(head)));
    if is_polite(context, last) {
        return;
    }
    if infinitive && matches!(last.act, Act::Promise | Act::Threaten | Act::Demand | Act::Request) {
        found.future = true;
        found.threatened |= last.act == Act::Threaten;
    }
}

/// "wishes to inform the public of an attack", "would like to announce": it is said in saying so.
pub(crate) fn is_polite(context: &Context<'_>, saying: &Saying) -> bool {
    let wishes = matches!(context.token(saying.cue_head).lemma(), "wish" | "like" | "desire" | "beg");
    let speaks = |verb: Token<'_>| {
        let cue = context.word(verb).is_some_and(|w| w.cues.iter().any(|cue| cue.act == Some(Act::Say)));
        is_infinitive(verb) && cue && verb.label() == "xcomp"
    };
    wishes && saying.content_head.is_some_and(|head| speaks(context.token(head)))
}

/// "The helicopter that was captured", "all those they have abducted", "a citizen kidnapped last week": done, or under way,
/// whatever is to become of the helicopter.
fn took_place(clause: Token<'_>) -> bool {
    let auxiliary = |child: Token<'_>| matches!(child.label(), "aux" | "auxpass");
    let modal = || clause.children().any(|child| auxiliary(child) && matches!(child.tag(), "MD" | "TO"));
    let under_way = || {
        clause.children().any(|child| auxiliary(child) && matches!(child.tag(), "VBP" | "VBZ")) && !modal()
    };
    match clause.label() {
        "advcl" => is_past(clause),
        "relcl" => is_past(clause) || under_way(),
        "acl" => clause.tag() == "VBN" && !clause.children().any(auxiliary),
        _ => false,
    }
}

/// "Will investigate the murder", "those responsible for the massacre", "they will leave after the attack".
fn is_presumed(predicate: Token<'_>, below: Token<'_>, above: Token<'_>) -> bool {
    let direct = below == predicate || below.label() == "prep" && below.children().any(|c| c == predicate);
    let presumes = |kind| Governors::embedded().has(above.lemma(), kind, Does::Presumes);
    let by_kind = || match (above.pos(), below.label()) {
        (Pos::Adj, "prep") => presumes(WordKind::Adjective),
        (_, "dobj" | "nsubjpass" | "prep") => presumes(kind(above)),
        _ => false,
    };
    let after = || {
        below.label() == "pobj" && matches!(lower(above.lemma()).as_ref(), "after" | "following" | "since")
    };
    // "will condemn any attack".
    let open = || predicate.children().any(|child| matches!(child.lemma(), "any" | "every" | "each"));
    crate::tree::is_noun(predicate) && direct && (after() || by_kind()) && !open()
}

/// A verb in the past tense, or with an auxiliary in it.
fn is_past(verb: Token<'_>) -> bool {
    verb.tag() == "VBD"
        || verb.children().any(|child| matches!(child.label(), "aux" | "auxpass") && child.tag() == "VBD")
}
