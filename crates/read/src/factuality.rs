//! Polarity and certainty of what a word says, in the sense of `FactBank`, read off the tree above it.

use claimant_model::{Act, Certainty, Polarity};
use claimant_parse::Token;

use crate::attribution::Saying;
use crate::context::Context;
use crate::tree::is_negated;

/// How a predicate is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Factuality {
    /// So or not so.
    pub polarity: Polarity,
    /// How surely.
    pub certainty: Certainty,
    /// Whether it lies ahead.
    pub future: bool,
    /// Whether it was tried and failed.
    pub attempted: bool,
    /// Whether it was threatened or promised, not done.
    pub threatened: bool,
}

impl Factuality {
    const PLAIN: Factuality = Factuality {
        polarity: Polarity::Affirmed,
        certainty: Certainty::Certain,
        future: false,
        attempted: false,
        threatened: false,
    };

    fn weaken(&mut self, certainty: Certainty) {
        if rank(certainty) > rank(self.certainty) {
            self.certainty = certainty;
        }
    }

    fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Negated,
            Polarity::Negated => Polarity::Affirmed,
        };
    }
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

/// Verbs whose complement did not come true.
const FAILED: [&str; 13] = [
    "fail", "avoid", "refuse", "decline", "prevent", "thwart", "foil", "avert", "stop", "block", "refrain",
    "abstain", "deny",
];
/// Verbs whose complement was only tried.
const TRIED: [&str; 5] = ["try", "attempt", "seek", "bid", "struggle"];
/// Verbs whose complement lies ahead.
const AHEAD: [&str; 22] = [
    "plan", "threaten", "intend", "promise", "vow", "pledge", "want", "expect", "prepare", "agree", "order",
    "demand", "urge", "ask", "call", "request", "warn", "aim", "hope", "decide", "offer", "refuse",
];

/// Walks from a predicate up to `stop` (the head of what is attributed, or the root) and gathers what bears on it.
pub(crate) fn of(context: &Context<'_>, predicate: Token<'_>, stop: Option<usize>) -> Factuality {
    let mut found = Factuality::PLAIN;
    let mut below = predicate;
    // "no one was killed in the clash": the clash itself took place.
    let adjunct =
        crate::tree::is_noun(predicate) && predicate.label() == "pobj" && predicate.head().text() != "of";
    own(&mut found, context, predicate, true);
    if Some(predicate.index()) == stop {
        return found;
    }
    for above in predicate.ancestors() {
        let embedded = matches!(
            below.label(),
            "xcomp" | "ccomp" | "dobj" | "pobj" | "prep" | "pcomp" | "acl" | "nsubjpass" | "nsubj" | "conj"
        );
        if embedded {
            governor(&mut found, above, below);
        }
        let conditional =
            below.children().any(|c| c.label() == "mark" && matches!(c.lemma(), "if" | "unless" | "whether"));
        if conditional {
            found.weaken(Certainty::Hypothetical);
        }
        let same_clause = matches!(
            below.label(),
            "xcomp" | "dobj" | "pobj" | "prep" | "conj" | "auxpass" | "nsubjpass" | "pcomp"
        );
        own(&mut found, context, above, same_clause && !adjunct && below.label() != "conj");
        if Some(above.index()) == stop {
            break;
        }
        below = above;
    }
    question(&mut found, predicate);
    found
}

/// Negation, modals and adverbs on one word.
fn own(found: &mut Factuality, context: &Context<'_>, token: Token<'_>, counts: bool) {
    if !counts {
        return;
    }
    if is_negated(token) || subject_is_nobody(token) {
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
            ("mark", "if" | "unless" | "whether") => found.weaken(Certainty::Hypothetical),
            ("advmod", _) => adverb(found, context, child),
            ("amod", "alleged" | "suspected" | "apparent" | "reported" | "presumed") => {
                found.weaken(Certainty::Probable);
            }
            ("amod", "possible" | "potential") => found.weaken(Certainty::Possible),
            ("amod", "attempted" | "failed" | "foiled" | "thwarted" | "unsuccessful" | "abortive") => {
                found.attempted = true;
            }
            ("amod", "planned" | "future" | "upcoming") => found.future = true,
            _ => {}
        }
    }
}

/// "nobody was hurt", "no one was killed", "none of them died".
fn subject_is_nobody(token: Token<'_>) -> bool {
    token.children().any(|child| {
        matches!(child.label(), "nsubj" | "nsubjpass" | "dobj")
            && (matches!(child.lemma(), "nobody" | "none" | "noone" | "no-one")
                || child.children().any(|c| c.label() == "det" && c.lemma() == "no"))
    })
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

/// What the word above does to what it governs.
fn governor(found: &mut Factuality, above: Token<'_>, below: Token<'_>) {
    let lemma = above.lemma();
    if FAILED.contains(&lemma)
        && matches!(below.label(), "xcomp" | "ccomp" | "dobj" | "pcomp" | "nsubjpass" | "prep")
    {
        match lemma {
            "fail" | "thwart" | "foil" | "avert" => found.attempted = true,
            "refuse" | "decline" => found.weaken(Certainty::Hypothetical),
            _ => {}
        }
        if lemma == "fail" || below.label() != "xcomp" || lemma != "refuse" {
            found.negate();
        }
    } else if TRIED.contains(&lemma) && matches!(below.label(), "xcomp" | "acl")
        || matches!(lemma, "attempt" | "bid" | "effort") && matches!(below.label(), "acl" | "prep" | "pobj")
    {
        found.attempted = true;
    } else if AHEAD.contains(&lemma) && matches!(below.label(), "xcomp" | "ccomp") && is_infinitive(below) {
        found.future = true;
        found.threatened = matches!(lemma, "threaten" | "warn" | "vow" | "plan" | "prepare" | "intend");
    } else if matches!(lemma, "fear" | "believe" | "think" | "presume" | "suspect")
        && matches!(below.label(), "xcomp" | "oprd" | "ccomp" | "acomp")
    {
        found.weaken(Certainty::Probable);
    } else if matches!(lemma, "threat" | "plan" | "plot" | "warning")
        && matches!(below.label(), "acl" | "pobj" | "prep" | "pcomp")
    {
        found.threatened = true;
        found.future = true;
    }
}

fn is_infinitive(verb: Token<'_>) -> bool {
    verb.tag() == "VB" && verb.children().any(|child| child.label() == "aux" && child.lemma() == "to")
}

/// Questions assert nothing.
fn question(found: &mut Factuality, predicate: Token<'_>) {
    let asks = predicate.sentence().tokens().next_back().is_some_and(|last| last.text() == "?");
    if asks {
        found.weaken(Certainty::Hypothetical);
    }
}

/// What somebody promises, threatens or asks for lies ahead.
pub(crate) fn ahead(context: &Context<'_>, found: &mut Factuality, chain: &[&Saying]) {
    let Some(last) = chain.last() else { return };
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
