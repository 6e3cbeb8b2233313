//! "According to…", and nouns of saying: "the claim that…", "a statement by… that…".

use std::ops::Range;

use claimant_model::Act;
use claimant_parse::Token;

use super::Saying;
use super::span::{source, trim_content, without};
use crate::context::Context;
use crate::lexicon::{NounClass, WordKind};
use crate::tree::{is_noun, oblique};

/// "…, according to the ministry".
pub(super) fn according_to(context: &Context<'_>, token: Token<'_>) -> Option<Saying> {
    let cue = context.word(token)?.cues.iter().find(|cue| cue.kind == WordKind::Preposition)?;
    if !token.text().eq_ignore_ascii_case("according") {
        return None;
    }
    let to = token.children().find(|child| child.text() == "to")?;
    let noun = to.child("pobj")?;
    let words = token.index()..to.index() + 1;
    let source = (noun.index(), source(noun, token));
    let host = clause_above(token);
    let phrase = words.start.min(source.1.start)..words.end.max(source.1.end);
    let sentence = token.sentence().token_range();
    let range = host.subtree();
    let range = range.start.max(sentence.start)..range.end.min(sentence.end);
    let content = without(token, range, &phrase);
    Some(Saying {
        act: cue.act.unwrap_or(Act::Say),
        certainty: None,
        cue: words,
        cue_head: token.index(),
        quoted: false,
        source: Some(source),
        content,
        content_head: Some(host.index()),
    })
}

/// The clause that a phrase at its edge speaks of.
fn clause_above(token: Token<'_>) -> Token<'_> {
    let mut at = token.head();
    for above in token.ancestors() {
        at = above;
        if crate::tree::is_verb(above)
            && matches!(above.label(), "ROOT" | "ccomp" | "conj" | "advcl" | "relcl")
        {
            break;
        }
    }
    at
}

/// "the allegation that…", "her claim of…".
pub(super) fn of_noun(context: &Context<'_>, noun: Token<'_>) -> Option<Saying> {
    if !is_noun(noun) {
        return None;
    }
    let cue = context.word(noun)?.cues.iter().find(|cue| cue.kind == WordKind::Noun)?;
    let clause = noun.children().find(|child| {
        matches!(child.label(), "acl" | "ccomp" | "relcl")
            && child.children().any(|c| c.label() == "mark" && c.lemma() == "that")
            && child.index() > noun.index()
    });
    let raised = raised_clause(noun).filter(|_| clause.is_none());
    let clause = clause.or(raised)?;
    let speaker =
        noun.child("poss").or_else(|| oblique(noun, &["by", "from"])).or_else(|| oblique(noun, &["of"]));
    // "Spread lies that": who spreads them.
    let spreads = cue.act == Some(Act::Claim) && noun.label() == "dobj" || raised.is_some();
    let speaker = speaker.or_else(|| noun.head().child("nsubj").filter(|_| spreads));
    let content: Vec<Range<usize>> = vec![trim_content(clause, clause.subtree())];
    Some(Saying {
        act: cue.act.unwrap_or(Act::Say),
        certainty: cue.certainty,
        cue: noun.index()..noun.index() + 1,
        cue_head: noun.index(),
        quoted: false,
        source: speaker.map(|speaker| (speaker.index(), source(speaker, noun))),
        content,
        content_head: Some(clause.index()),
    })
}

/// "Is spreading lies that 20 were killed": right behind the noun, the parser may hang what it says on the verb.
fn raised_clause(noun: Token<'_>) -> Option<Token<'_>> {
    let that = noun.next().filter(|that| that.lemma() == "that" && that.label() == "mark")?;
    let clause = Some(that.head()).filter(|clause| clause.label() == "ccomp")?;
    (noun.label() == "dobj" && clause.head() == noun.head()).then_some(clause)
}

/// Words before a colon that can be a speaker.
const LONGEST_SPEAKER: usize = 6;

/// "Governor: No new taxes": a name at the start of a line, a colon, and what is said.
pub(super) fn colon(context: &Context<'_>, token: Token<'_>) -> Option<Saying> {
    if token.text() != ":" {
        return None;
    }
    let document = context.document;
    let line_start = line_start(token);
    let speaker = line_start..token.index();
    let proper = !speaker.is_empty()
        && speaker.len() <= LONGEST_SPEAKER
        && document
            .token_range(speaker.clone())
            .all(|t| t.tag().starts_with("NN") || matches!(t.tag(), "DT" | "IN" | "HYPH" | "JJ" | ","))
        && document.token(token.index() - 1).tag().starts_with("NN")
        && document.token_range(speaker.clone()).any(|word| can_speak(context, word));
    let end = line_end(token);
    let content = trim_content(token, token.index() + 1..end);
    if !proper || content.len() < 3 {
        return None;
    }
    let head = token.index() - 1;
    Some(Saying {
        act: Act::Say,
        certainty: None,
        cue: token.index()..token.index() + 1,
        cue_head: token.index(),
        quoted: false,
        source: Some((head, speaker)),
        content: vec![content],
        content_head: None,
    })
}

/// People, bodies and names of them; "Update:" and "Mali:" say what follows, not who says it.
fn can_speak(context: &Context<'_>, word: Token<'_>) -> bool {
    // "LAHORE:" opens a report.
    let place = word.index() == 0 && context.names_place(word) && word.text().chars().all(char::is_uppercase);
    let named = context.names.country(word).is_none()
        && !place
        && (context.names.party(word).is_some() || matches!(context.entity_label(word), "PERSON" | "ORG"));
    named || context.people(word).is_some() || context.is(word, NounClass::Group)
}

fn line_start(token: Token<'_>) -> usize {
    let document = token.document();
    let mut at = token.index();
    while at > 0 && token.index() - at <= LONGEST_SPEAKER + 1 {
        let gap = document.token(at - 1).span().end..document.token(at).span().start;
        if document.text()[gap].contains('\n') || document.token(at - 1).text().contains('\n') {
            return at;
        }
        at -= 1;
    }
    at
}

fn line_end(token: Token<'_>) -> usize {
    let document = token.document();
    (token.index() + 1..document.len())
        .find(|&at| {
            document.text()[document.token(at - 1).span().end..document.token(at).span().start].contains('\n')
        })
        .unwrap_or(document.len())
}
