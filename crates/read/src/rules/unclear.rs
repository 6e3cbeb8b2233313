//! What the report says is not known: "the extent of cooperation is unclear", "the outcome of this request is uncertain".

use claimant_model::Certainty;
use claimant_parse::Token;

use crate::draft::{Codes, Draft, Rule, Under, What};
use crate::frames;
use crate::tree::{is_negated, is_noun, is_verb, lower};

/// "Unclear", "uncertain", "unknown".
pub(super) struct Unclear;

impl Rule for Unclear {
    fn name(&self) -> &'static str {
        "unclear/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(subject) = left_open(token).and_then(what_is_left_open) else { return };
        let happening = under
            .context
            .document
            .token_range(subject.subtree())
            .find_map(|t| frames::of(under, t).map(|f| (t, f)));
        let clause = is_verb(subject);
        if clause && happening.is_none() {
            return;
        }
        let mut draft = Draft::new(self.name(), token, What::Event);
        if let Some((happening, framed)) = happening {
            // What a question asks after is told by the claim of its own verb.
            let plover = framed.frame.plover.filter(|_| !clause);
            draft.codes = Codes { plover, ..Codes::default() };
            draft.participants = super::event::participants(under, &framed);
            draft.links.push(happening.index());
        }
        draft.set.certainty = Some(Certainty::Unknown);
        out.push(draft);
    }
}

/// The verb of "is unclear", "is not clear", "is not known".
fn left_open(word: Token<'_>) -> Option<Token<'_>> {
    let verb = word.head();
    let adjective = word.label() == "acomp" && is_verb(verb);
    match word.lemma() {
        "unclear" | "uncertain" | "unknown" => Some(verb).filter(|_| adjective),
        "clear" | "certain" => Some(verb).filter(|_| adjective && is_negated(verb)),
        "know" => Some(word).filter(|_| word.child("auxpass").is_some() && is_negated(word)),
        _ => None,
    }
}

/// The subject, or the question that "it" announces: "it is not clear whether the two groups cooperated".
fn what_is_left_open(verb: Token<'_>) -> Option<Token<'_>> {
    let subject = |child: &Token<'_>| matches!(child.label(), "nsubj" | "nsubjpass" | "csubj" | "csubjpass");
    let subject = verb.children().find(subject)?;
    if subject.text().eq_ignore_ascii_case("it") {
        return verb.child("ccomp").filter(|clause| asks(*clause));
    }
    // "The group is not known for attacks", "he is not known to be a rebel".
    let known = verb.lemma() == "know" && verb.children().any(|c| matches!(c.label(), "prep" | "xcomp"));
    Some(subject).filter(|subject| !known && (is_noun(*subject) || asks(*subject)))
}

/// "Whether…", "who…", "how many…".
fn asks(clause: Token<'_>) -> bool {
    let first = clause.document().token(clause.subtree().start);
    first.tag().starts_with('W') || matches!(lower(first.text()).as_ref(), "whether" | "if")
}
