//! What the report says of a claim's standing: unverified, corroborated, disputed, refuted; also across sentences
//! ("these figures remain unverified", "the army corroborates this account", "the ministry dismissed the toll").

use std::ops::Range;

use claimant_model::{Outcome, VerificationStatus};
use claimant_parse::Token;

use crate::clause;
use crate::context::Context;
use crate::counts;
use crate::draft::Under;
use crate::lexicon::{List, Lists};
use crate::misplaced;
use crate::tree::{is_negated, is_verb, lower, oblique};

/// One thing said of other claims' standing.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    /// The standing.
    pub status: VerificationStatus,
    /// Who says so.
    pub by: Option<usize>,
    /// The words that say so.
    pub words: Range<usize>,
    /// What it is about.
    pub about: About,
    /// "The figure of 200": the number itself.
    pub number: Option<u64>,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Of two parties' accounts: "neither claim", "both versions".
    pub both: bool,
    /// Whose it is that is judged: "the rebels' claim".
    pub whose: Option<usize>,
    /// Whether more than one thing is: "the ministry's numbers".
    pub several: bool,
    /// Set behind what it judges: "…, a claim that the army rejects".
    pub set_after: bool,
}

/// What a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// "These figures": claims with numbers, in this sentence or the one before; of one outcome where the words name it
    /// ("the figures of the dead").
    Figures(Option<Outcome>),
    /// "This account", "the claim": claims of the sentences before that somebody else made.
    Account,
    /// "That", "it": what was said last.
    SaidLast,
}

/// The standing a word expresses.
pub(crate) fn status(context: &Context<'_>, word: Token<'_>) -> Option<VerificationStatus> {
    let standing = context.word(word)?.standing?;
    if is_left_open(word) {
        return None;
    }
    let negated = is_negated(word) || cannot(word) || is_of_neither(word);
    if !negated && word.lemma() == "confirm" && !is_done(word) {
        return None;
    }
    if negated { standing.negated } else { standing.plain }
}

/// "Has neither confirmed nor denied it".
fn is_left_open(word: Token<'_>) -> bool {
    let nor = |verb: Token<'_>| {
        let either = |child: &Token<'_>| matches!(child.label(), "cc" | "preconj") && child.lemma() == "nor";
        verb.children().any(|child| either(&child))
    };
    nor(word) || word.label() == "conj" && nor(word.head())
}

/// "Confirmed", "has confirmed"; not "if it is confirmed", "could confirm", "to confirm".
fn is_done(verb: Token<'_>) -> bool {
    let open = |child: Token<'_>| child.tag() == "MD" || child.label() == "mark" && child.lemma() != "that";
    let has = || verb.children().any(|child| child.label() == "aux" && child.lemma() == "have");
    matches!(verb.tag(), "VBD" | "VBZ" | "VBP" | "VBN")
        && matches!(verb.label(), "ROOT" | "conj" | "ccomp")
        && (verb.tag() != "VBN" || has())
        && !verb.children().any(open)
}

/// "Neither claim could be verified".
fn is_of_neither(word: Token<'_>) -> bool {
    let subject = word.child("nsubjpass").or_else(|| word.child("nsubj"));
    let none = |token: Token<'_>| matches!(lower(token.text()).as_ref(), "neither" | "none" | "no");
    // "Neither side's figures".
    let of_none =
        |subject: Token<'_>| subject.child("poss").and_then(|side| side.child("det")).is_some_and(none);
    subject.is_some_and(|subject| none(subject) || subject.child("det").is_some_and(none) || of_none(subject))
}

/// "Neither claim", "both accounts", "either side's figures", "the reports of both sides".
fn is_of_both(noun: Token<'_>) -> bool {
    let said = |child: Token<'_>| matches!(lower(child.text()).as_ref(), "neither" | "both" | "either");
    let of = |noun: Token<'_>| noun.children().any(said);
    // "Both sides exaggerate, and their claims cannot be checked."
    let sides = |side: Token<'_>| matches!(side.lemma(), "side" | "party") && of(side);
    let before = || noun.document().token_range(noun.sentence().token_range().start..noun.index());
    let theirs = || noun.child("poss").is_some_and(|owner| owner.text() == "their");
    of(noun) || whose(noun).is_some_and(of) || theirs() && before().any(sides)
}

/// "The rebels' claim", "the figures of the army".
fn whose(noun: Token<'_>) -> Option<Token<'_>> {
    noun.child("poss").or_else(|| oblique(noun, &["of", "by", "from"]))
}

/// "was unable to verify", "impossible to confirm", "is not true".
fn cannot(word: Token<'_>) -> bool {
    let head = word.head();
    match word.label() {
        "xcomp" if matches!(head.lemma(), "unable" | "impossible") => true,
        "xcomp" | "acomp" | "attr" => head.lemma() == "be" && is_negated(head),
        _ => false,
    }
}

/// All verdicts of a report; `speaker` knows the actor for whom the person at a token speaks.
pub(crate) fn find<'a>(under: &Under<'a>, speaker: impl Fn(Token<'a>) -> Option<usize>) -> Vec<Verdict> {
    let speaker = &speaker;
    under.context.document.tokens().filter_map(|token| verdict(under, token, speaker)).collect()
}

fn verdict<'a>(
    under: &Under<'a>,
    token: Token<'a>,
    speaker: impl Fn(Token<'a>) -> Option<usize> + Copy,
) -> Option<Verdict> {
    let status = status(&under.context, token)?;
    let sayer = under.sayings.above(token.index()).last().and_then(|saying| saying.source.as_ref());
    // "The rebels said they shot down a jet, a claim that could not be verified": they do not say that.
    let beside = is_clause_of(token) && is_set_after(token.head());
    let sayer = sayer.filter(|_| !beside).map(|(head, _)| under.context.token(*head));
    let (judged, judge) = if let Some((object, verb)) = called_in_quotes(token) {
        (vec![object], clause::subjects(verb, 3).first().copied().or(sayer))
    } else if is_verb(token) && !is_called(token) {
        let arguments = clause::of_verb(token);
        (judged_by_verb(token, arguments.patients), arguments.agents.first().copied().or(sayer))
    } else {
        judged_by_adjective(token, sayer)
    };
    let firm = judge.is_some();
    // "They accuse it of arming the rebels, which it denies": the whole of what was said before.
    let whole =
        (denies_all(token) && status == VerificationStatus::Disputed).then_some((token, About::Account));
    let told = || judged.iter().find_map(|noun| Some((*noun, about(*noun, firm)?)));
    let (noun, about) = whole.or_else(told)?;
    let number = oblique(noun, &["of"]).and_then(|number| under.context.quantities().number(number));
    // What somebody calls false is in dispute; what the report itself calls false is not so.
    let called = matches!(token.head().lemma(), "call" | "brand" | "label" | "describe" | "term" | "as")
        || called_in_quotes(token).is_some();
    let disputed = status == VerificationStatus::Refuted && (sayer.is_some() || called);
    Some(Verdict {
        status: if disputed { VerificationStatus::Disputed } else { status },
        by: judge.and_then(speaker),
        words: token.index()..token.index() + 1,
        about,
        number,
        sentence: token.sentence().index(),
        both: is_of_both(noun),
        whose: whose(noun).and_then(speaker),
        several: matches!(noun.tag(), "NNS" | "NNPS"),
        set_after: is_set_after(noun),
    })
}

fn calls(verb: Token<'_>) -> bool {
    matches!(verb.lemma(), "call" | "brand" | "label")
}

/// "Called the ministry's figures lies": a noun that the parser may take for a verb.
fn is_called(word: Token<'_>) -> bool {
    calls(word.head())
        && word.text() == "lies"
        && matches!(word.label(), "ccomp" | "oprd")
        && word.children().len() == 1
}

/// "Called the account of the raid “fabricated”": a word in quotation marks that the parser may hang on the noun before it; what
/// is called so, and the verb.
fn called_in_quotes(word: Token<'_>) -> Option<(Token<'_>, Token<'_>)> {
    let mark = word.previous().filter(|mark| matches!(mark.text(), "\"" | "“" | "``" | "''"))?;
    let noun = mark.previous().filter(|_| matches!(word.label(), "acl" | "amod"))?;
    let verb = word.ancestors().find(|above| is_verb(*above))?;
    let object = verb.child("dobj").filter(|object| object.subtree().contains(&noun.index()))?;
    (calls(verb) && noun.index() > verb.index()).then_some((object, verb))
}

/// The object, which the parser may take for a time: "The army corroborated this account".
fn judged_by_verb<'a>(verb: Token<'a>, patients: Vec<Token<'a>>) -> Vec<Token<'a>> {
    let after = |child: &Token<'a>| child.label() == "npadvmod" && child.index() > verb.index();
    if patients.is_empty() {
        return verb.children().find(after).into_iter().collect();
    }
    // "An allegation that Asmara denies": the parser may take "that" for a conjunction.
    let relative = |patient: Token<'a>| patient.tag() == "IN" && verb.label() == "acl";
    patients.into_iter().map(|patient| if relative(patient) { verb.head() } else { patient }).collect()
}

/// "the figure is not true", "called the toll exaggerated": what is judged, and who judges.
fn judged_by_adjective<'a>(word: Token<'a>, sayer: Option<Token<'a>>) -> (Vec<Token<'a>>, Option<Token<'a>>) {
    // "Described the group's figures as exaggerated".
    let phrase = word.head();
    if phrase.label() == "prep" && phrase.text() == "as" && is_verb(phrase.head()) {
        let judged = phrase.head().child("dobj").into_iter().collect();
        return (judged, clause::subjects(phrase.head(), 3).first().copied().or(sayer));
    }
    let verb = word.head();
    let subjects = || clause::subjects(verb, 3);
    // "Called the claim propaganda": the parser may take both nouns for one.
    let called = || word.child("compound").filter(|_| word.label() == "dobj" && calls(verb));
    if let Some(noun) = called() {
        return (vec![noun], subjects().first().copied().or(sayer));
    }
    if !matches!(word.label(), "acomp" | "oprd" | "attr" | "ccomp") {
        return (Vec::new(), None);
    }
    // "A figure the officers called exaggerated".
    if verb.label() == "relcl" && verb.child("dobj").is_none() && is_set_after(verb.head()) {
        return (vec![verb.head()], subjects().first().copied().or(sayer));
    }
    if let Some(object) = verb.child("dobj") {
        return (vec![object], subjects().first().copied().or(sayer));
    }
    if let Some(subject) = word.child("nsubj") {
        return (vec![subject], subjects().first().copied().or(sayer));
    }
    (subjects(), sayer)
}

/// "…, which the army denies".
fn denies_all(verb: Token<'_>) -> bool {
    let which = |child: Token<'_>| child.text() == "which" && matches!(child.label(), "dobj" | "nsubjpass");
    let parted = |which: Token<'_>| which.previous().is_some_and(|before| before.text() == ",");
    verb.label() == "relcl" && verb.children().any(|child| which(child) && parted(child))
}

/// Whether a noun stands for claims made before. "It" does where somebody judges it.
fn about(noun: Token<'_>, judged: bool) -> Option<About> {
    let definite = noun
        .children()
        .any(|c| matches!(c.label(), "det" | "poss" | "predet") && !matches!(c.lemma(), "a" | "an" | "no"))
        || noun.tag() == "DT"
        || noun.label() == "compound" && noun.head().child("det").is_some()
        || is_set_after(noun);
    let is_in = |list: List| Lists::embedded().has(list, noun.lemma());
    // "Rejected accusations that it had armed them": of what its own clause says.
    let own = |clause: Token<'_>| {
        matches!(clause.label(), "acl" | "ccomp")
            && clause.children().any(|mark| mark.label() == "mark" && mark.lemma() == "that")
    };
    if !definite && noun.children().any(own) {
        return None;
    }
    Some(match noun.lemma() {
        "number" if noun.tag() == "NN" && counts::outcome(noun).is_none() && !is_set_after(noun) => {
            return None;
        }
        _ if is_in(List::Figures) && definite => About::Figures(counts::outcome(noun)),
        _ if is_in(List::Account) && (definite || noun.tag() == "NNS") => About::Account,
        "this" | "that" if noun.tag() != "PRP" => About::SaidLast,
        "it" if judged => About::SaidLast,
        _ => return None,
    })
}

/// "It killed 90 soldiers, figures that could not be verified", "…, a claim the army rejects": what was told just before.
fn is_set_after(noun: Token<'_>) -> bool {
    // The comma before it may hang on it.
    let first = noun.document().token(noun.subtree().start);
    let parts = |word: Token<'_>| matches!(word.text(), "," | "—" | "–" | "-" | "--");
    let parted = parts(first) || first.previous().is_some_and(parts);
    let beside = noun.tag() == "VBZ"
        || matches!(noun.label(), "appos" | "conj" | "dep" | "npadvmod" | "parataxis" | "dobj" | "attr");
    parted && beside && noun.children().any(is_clause_of)
}

/// Whether a clause tells of the noun above it, which the parser may take for a verb.
fn is_clause_of(clause: Token<'_>) -> bool {
    let relative = || clause.child("nsubjpass").or_else(|| clause.child("nsubj"));
    let misread = || relative().and_then(|pronoun| misplaced::noun_before(pronoun, clause)).is_some();
    matches!(clause.label(), "relcl" | "acl") || misread()
}
