//! Verbs of saying: "X said that…", "…, X said", "X claims to have…", "X told reporters: “…”".

use std::ops::Range;

use claimant_model::{Act, Certainty};
use claimant_parse::Token;

use super::Saying;
use super::quotation::Quotations;
use super::span::{cue, source, trim_content, without};
use crate::clause;
use crate::context::Context;
use crate::lexicon::{Cue, WordKind};
use crate::misplaced;
use crate::tree::is_verb;

/// The saying that a verb makes, if it is a cue here.
pub(super) fn of_verb(context: &Context<'_>, quotations: &Quotations, verb: Token<'_>) -> Option<Saying> {
    if !is_verb(verb) {
        return None;
    }
    let cues: Vec<&Cue> = context.word(verb)?.cues.iter().filter(|cue| cue.kind == WordKind::Verb).collect();
    if cues.is_empty() || matches!(verb.label(), "amod" | "aux" | "auxpass" | "compound") {
        return None;
    }
    if is_how_it_was_made_known(verb) {
        return None;
    }
    let arguments = clause::of_verb(verb);
    let words = cue(verb, arguments.passive);
    let speaker = speaker(verb, &arguments);
    let found =
        cues.iter().find_map(|cue| content(quotations, verb, cue, &words, &arguments).map(|c| (*cue, c)))?;
    let (row, (mut content, mut content_head)) = found;
    if let Some(other) = content.last().and_then(|last| set_against(context, quotations, verb, last)) {
        end_before(&mut content, &mut content_head, other);
    }
    let mut source = speaker.map(|noun| (noun.index(), source(noun, verb)));
    if let (Some(first), Some(last), Some((_, words))) =
        (misplaced::speaker(verb), content.last_mut(), source.as_mut())
    {
        let start = misplaced::own_start(first);
        words.start = words.start.max(start);
        *last = trim_content(verb, last.start..last.end.max(start).min(verb.index()));
    }
    // "The claim could not be verified": nobody keeps it back.
    if arguments.passive && source.is_none() && act(row, verb) == Act::Withhold {
        return None;
    }
    let words = if leads_to_content(verb, &words, &content) { cue(verb, true) } else { words };
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in content {
        pieces.extend(cut(verb, piece, &words, source.as_ref().map(|(_, s)| s)));
    }
    pieces.sort_by_key(|piece| piece.start);
    Some(Saying {
        act: act(row, verb),
        certainty: row.certainty.or_else(|| hedged(verb)),
        cue: words,
        cue_head: verb.index(),
        quoted: !quotations.is_outside(verb.index()),
        source,
        content: pieces,
        content_head,
    })
}

/// "The army said it had lost eleven men, while the rebels put the number at 40", "…; residents spoke of 30": the verb of
/// another who says something else, which the parser takes into what is said. Its clause begins where the first range ends.
fn set_against<'d>(
    context: &Context<'d>,
    quotations: &Quotations,
    verb: Token<'_>,
    content: &Range<usize>,
) -> Option<(usize, Token<'d>)> {
    if content.start < verb.index() || quotations.around(content.start).is_some() {
        return None;
    }
    let mut others = context.document.token_range(content.clone()).filter(|other| says(context, *other));
    others.find_map(|other| {
        let contrast = |child: &Token<'_>| {
            child.label() == "mark" && matches!(child.lemma(), "while" | "whereas" | "although" | "though")
        };
        let marked = other.children().find(contrast).map(Token::index);
        let subject = other.child("nsubj").map(|subject| subject.subtree().start)?;
        let parted = subject.checked_sub(1).filter(|&at| context.token(at).text() == ";");
        let start = marked.or(parted)?;
        (start > content.start + 1).then_some((start, other))
    })
}

/// Whether a verb reports what its own subject says, or the figure that it gives: "spoke of 30", "put the toll at 30".
fn says(context: &Context<'_>, verb: Token<'_>) -> bool {
    let figure = matches!(verb.lemma(), "speak" | "talk" | "put" | "place" | "count");
    let cue = || {
        figure
            || context.word(verb).is_some_and(|word| word.cues.iter().any(|cue| cue.kind == WordKind::Verb))
    };
    is_verb(verb) && verb.child("nsubj").is_some() && cue()
}

/// Ends what is said before the clause of another speaker.
fn end_before(content: &mut [Range<usize>], head: &mut Option<usize>, (start, other): (usize, Token<'_>)) {
    if let Some(last) = content.last_mut() {
        *last = trim_content(other, last.start..start);
    }
    if *head == Some(other.index()) {
        let said = other.children().find(|child| child.label() == "ccomp" && child.index() < start);
        *head = said.map(Token::index);
    }
}

/// Whether only a preposition stands between the cue and what is said.
fn leads_to_content(verb: Token<'_>, words: &Range<usize>, content: &[Range<usize>]) -> bool {
    content.first().is_some_and(|piece| piece.start == words.end + 1)
        && verb.document().token(words.end).label() == "prep"
}

fn cut(
    verb: Token<'_>,
    piece: Range<usize>,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
) -> Vec<Range<usize>> {
    let mut pieces = without(verb, piece, cue);
    if let Some(source) = source {
        pieces = pieces.into_iter().flat_map(|piece| without(verb, piece, source)).collect();
    }
    pieces
}

/// "did not confirm", "refused to confirm" says nothing of the kind; the act stays what was refused.
pub(super) fn act(cue: &Cue, verb: Token<'_>) -> Act {
    let act = cue.act.unwrap_or(Act::Say);
    let negated = crate::tree::is_negated(verb);
    match act {
        Act::Confirm | Act::Say if negated && verb.lemma() != "say" => Act::Withhold,
        _ => act,
    }
}

pub(super) fn hedged(verb: Token<'_>) -> Option<Certainty> {
    crate::tree::is_put_as_possible(verb).then_some(Certainty::Possible)
}

/// Who speaks: whom another quotes, else the deep subject.
fn speaker<'d>(verb: Token<'d>, arguments: &clause::Arguments<'d>) -> Option<Token<'d>> {
    quoted_by_another(verb).or_else(|| misplaced::speaker(verb)).or_else(|| subject(verb, arguments))
}

/// "quoted a nurse as saying", "a nurse was quoted by the paper as saying": it is the nurse who says it.
fn quoted_by_another(verb: Token<'_>) -> Option<Token<'_>> {
    let phrase = verb.head();
    if verb.label() != "pcomp" || !phrase.text().eq_ignore_ascii_case("as") {
        return None;
    }
    let host = phrase.head();
    let quoted = |noun: &Token<'_>| matches!(noun.label(), "dobj" | "nsubjpass");
    if is_verb(host) { host.children().find(quoted) } else { Some(host).filter(quoted) }
}

/// The deep subject.
fn subject<'d>(verb: Token<'d>, arguments: &clause::Arguments<'d>) -> Option<Token<'d>> {
    let first = |tokens: &[Token<'d>]| tokens.iter().copied().find(|t| !matches!(t.tag(), "EX"));
    let noun = first(&arguments.agents)?;
    let own = verb.children().find(|child| matches!(child.label(), "nsubj" | "agent"));
    match own {
        // A relative pronoun is itself the source.
        Some(subject) if subject.label() == "nsubj" && matches!(subject.tag(), "WDT" | "WP") => Some(subject),
        _ => Some(noun),
    }
}

type Content = (Vec<Range<usize>>, Option<usize>);

fn content<'d>(
    quotations: &Quotations,
    verb: Token<'d>,
    cue: &Cue,
    words: &Range<usize>,
    arguments: &clause::Arguments<'d>,
) -> Option<Content> {
    if (cue.takes.that || cue.takes.quote)
        && let Some(found) = complement_clause(quotations, verb, cue)
    {
        return Some(found);
    }
    let object_first = cue.takes.np
        && arguments
            .patients
            .first()
            .is_some_and(|o| o.index() > verb.index() && o.subtree().end <= verb.subtree().end);
    if cue.takes.quote
        && !object_first
        && quotations.is_outside(verb.index())
        && let Some(found) = quotation(quotations, verb, words)
    {
        return Some(found);
    }
    if cue.takes.to
        && let Some(infinitive) = verb.children().find(|c| c.label() == "xcomp" && c.tag().starts_with("VB"))
    {
        let range = infinitive.subtree();
        let range = range.start..circumstances(infinitive).unwrap_or(range.end);
        let start = verb
            .child("dobj")
            .filter(|_| verb.lemma() != "tell")
            .map_or(range.start, |o| o.subtree().start.min(range.start));
        return Some((vec![widen(quotations, verb, start..range.end)], Some(infinitive.index())));
    }
    if cue.takes.for_ {
        let of = verb
            .children()
            .find(|c| c.label() == "prep" && matches!(c.text(), "for" | "on") && c.index() == words.end);
        if let Some(object) = of.and_then(|of| of.child("pobj").or_else(|| of.child("pcomp"))) {
            let end = verb
                .children()
                .filter(|c| c.label() == "xcomp" || c.label() == "advcl" && c.tag() == "VB")
                .map(|c| c.subtree().end)
                .max();
            let range = trim_content(verb, object.subtree());
            let range = range.start..end.unwrap_or(range.end).max(range.end);
            return Some((vec![widen(quotations, verb, range)], Some(object.index())));
        }
    }
    if cue.takes.ing {
        let gerund = verb.children().find(|c| c.label() == "xcomp" && c.tag() == "VBG");
        let after_to = crate::tree::oblique(verb, &["to"]);
        if let Some(clause) = gerund.or(after_to) {
            return Some((vec![clause.subtree()], Some(clause.index())));
        }
    }
    if cue.takes.of
        && cue.act == Some(Act::Accuse)
        && let Some(blame) = crate::tree::oblique(verb, &["of", "for"])
    {
        let start = arguments
            .patients
            .first()
            .map_or(blame.head().index(), |p| p.subtree().start.min(blame.head().index()));
        let start = if start > verb.index() { start } else { blame.head().index() };
        // "…of shelling the town, killing ten": what came of it is part of the accusation.
        let outcome = |c: &Token<'_>| {
            c.label() == "advcl" && c.tag() == "VBG" && c.index() > blame.index() && c.child("mark").is_none()
        };
        let end = verb.children().filter(outcome).map(|c| c.subtree().end).max();
        let range = start..end.unwrap_or(0).max(blame.subtree().end);
        return Some((vec![range], Some(blame.index())));
    }
    if cue.takes.oprd {
        let mut after = verb.children().filter(|c| c.index() > verb.index());
        let predicate = after.find(|c| matches!(c.label(), "oprd" | "ccomp"))?;
        let start = verb
            .child("dobj")
            .map_or(predicate.subtree().start, |o| o.subtree().start.min(predicate.subtree().start));
        return Some((
            vec![widen(quotations, verb, start..predicate.subtree().end)],
            Some(predicate.index()),
        ));
    }
    if cue.takes.np {
        let object = arguments.patients.first().copied().filter(|o| o.index() != verb.index())?;
        let range = trim_content(object, object.subtree());
        let as_phrase =
            verb.children().find(|c| c.label() == "prep" && c.text() == "as" && c.index() >= range.end);
        let end = as_phrase.map_or(range.end, |phrase| phrase.subtree().end);
        return Some((vec![widen(quotations, verb, range.start..end)], Some(object.index())));
    }
    if cue.takes.quote
        && quotations.is_outside(verb.index())
        && let Some(found) = quotation(quotations, verb, words)
    {
        return Some(found);
    }
    if cue.takes.that { parenthetical(verb) } else { None }
}

/// Where a clause of time that ends an infinitive begins: "ordered them to dig when the rebels came".
fn circumstances(infinitive: Token<'_>) -> Option<usize> {
    let when = |c: Token<'_>| matches!(c.lemma(), "when" | "after" | "as" | "while" | "before");
    let ends = |clause: &Token<'_>| {
        clause.label() == "advcl"
            && clause.index() > infinitive.index()
            && clause.subtree().end + 1 >= infinitive.subtree().end
            && clause.children().any(|c| matches!(c.label(), "advmod" | "mark") && when(c))
    };
    infinitive.children().find(ends).map(|clause| clause.subtree().start)
}

/// "To prevent trouble, he said, officials should be watchful": the verb stands in the clause that it reports.
fn parenthetical(verb: Token<'_>) -> Option<Content> {
    if let Some(speaker) = misplaced::speaker(verb) {
        let said = verb.head();
        let start = verb.sentence().token_range().start;
        let content = trim_content(verb, start..misplaced::own_start(speaker));
        return Some((vec![content], Some(said.index())));
    }
    let document = verb.document();
    let own = verb.subtree();
    let comma = |index: usize| {
        index < document.len()
            && matches!(document.token(index).text(), "," | "." | "”" | "\"" | "—" | "–" | "--")
    };
    // The full stop may hang on the verb itself.
    let closes = || own.end == verb.sentence().token_range().end && comma(own.end - 1);
    let inserted = !verb.is_root()
        && verb.child("nsubj").is_some()
        && own.start > 0
        && comma(own.start - 1)
        && (comma(own.end) || closes());
    let host = verb.head();
    if !inserted
        || !matches!(verb.label(), "parataxis" | "ccomp" | "advcl" | "dep" | "conj" | "relcl" | "intj")
        || host.subtree() == own
    {
        return None;
    }
    let pieces = without(verb, host.subtree(), &own);
    (!pieces.is_empty()).then_some((pieces, Some(host.index())))
}

/// "said in a statement posted online that…": the clause that the parser hangs on how the statement was made known.
fn clause_of_statement(verb: Token<'_>) -> Option<Token<'_>> {
    let statements = crate::tree::prepositions(verb).map(|(_, statement)| statement);
    let after = |statement: Token<'_>| statement.index() > verb.index() && crate::tree::is_noun(statement);
    statements.filter(|statement| after(*statement)).find_map(|statement| {
        let published = statement.children().find(|child| child.label() == "acl" && child.tag() == "VBN")?;
        published.children().find(|child| child.label() == "ccomp" && is_marked(*child))
    })
}

/// Whether a verb is the "posted" of "said in a statement posted online that…".
fn is_how_it_was_made_known(verb: Token<'_>) -> bool {
    let above = verb.head().head().head();
    verb.label() == "acl"
        && verb.head().label() == "pobj"
        && is_verb(above)
        && !above.children().any(|child| child.label() == "ccomp")
        && clause_of_statement(above).is_some_and(|clause| clause.head() == verb)
}

fn is_marked(clause: Token<'_>) -> bool {
    clause.children().any(|child| child.label() == "mark" && child.lemma() == "that")
}

/// A clause that is said, before or after the verb.
fn complement_clause(quotations: &Quotations, verb: Token<'_>, cue: &Cue) -> Option<Content> {
    let own = verb.children().find(|child| {
        // "They accuse him; the party calls it a lie": what a semicolon parts from the verb is not said.
        let end = child.subtree().end;
        let parted = end < verb.index()
            && (end.saturating_sub(1)..=end).any(|index| verb.document().token(index).text() == ";");
        !parted && child.label() == "ccomp" && (cue.takes.that || quotations.around(child.index()).is_some())
    });
    let clause = own.or_else(|| clause_of_statement(verb).filter(|_| cue.takes.that))?;
    let mut range = clause.subtree();
    // A conjoined clause right after it, still before the end of the sentence, belongs to it already by the tree.
    let direct = verb
        .children()
        .any(|c| c.label() == "dobj" && c.index() > verb.index() && c.index() < clause.index());
    if direct && !clause.children().any(|c| c.label() == "mark") && verb.lemma() != "tell" {
        range.start = clause.subtree().start;
    }
    Some((with_continuation(quotations, verb, range), Some(clause.index())))
}

/// The range, widened to the quotation it starts or ends in, and the quotation that goes on after the cue.
fn with_continuation(quotations: &Quotations, verb: Token<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let before = range.end <= verb.index();
    let wide = widen(quotations, verb, range.clone());
    let quoted =
        quotations.around(range.start).is_some() || quotations.around(range.end.saturating_sub(1)).is_some();
    let mut pieces = vec![wide];
    if before
        && quoted
        && let Some(next) = continued(quotations, verb)
    {
        pieces.push(next);
    }
    pieces
}

/// Stretches a range to the whole of the quotations it touches, but never over the verb.
fn widen(quotations: &Quotations, verb: Token<'_>, range: Range<usize>) -> Range<usize> {
    let mut range = trim_content(verb, range);
    if range.is_empty() {
        return range;
    }
    for edge in [range.start, range.end - 1] {
        if let Some(quotation) = quotations.around(edge) {
            let within = quotation.start > verb.index() || quotation.end <= verb.index();
            if within {
                range = range.start.min(quotation.start)..range.end.max(quotation.end);
            }
        }
    }
    range
}

/// A quotation next to the cue: before it ("…", he said), or after it (he said: "…").
fn quotation(quotations: &Quotations, verb: Token<'_>, words: &Range<usize>) -> Option<Content> {
    let sentence = verb.sentence().token_range();
    let after =
        quotations.after(words.end).filter(|q| q.start <= words.end + 12 && q.start < sentence.end + 1);
    let before = quotations
        .before(verb.index())
        .filter(|q| q.end + 8 >= clause_start(verb) && q.end >= sentence.start.saturating_sub(0));
    let adjacent_before = before.filter(|q| clause_start(verb).saturating_sub(q.end) <= 1);
    if let Some(quotation) = adjacent_before {
        let mut pieces = vec![quotation.clone()];
        pieces.extend(continued(quotations, verb));
        return Some((pieces, None));
    }
    after.map(|quotation| (vec![quotation.clone()], None))
}

/// Where the clause of a verb starts: its subject, its own words.
fn clause_start(verb: Token<'_>) -> usize {
    verb.children()
        .filter(|child| matches!(child.label(), "nsubj" | "aux" | "advmod" | "nsubjpass" | "auxpass"))
        .map(|child| child.subtree().start)
        .min()
        .unwrap_or(verb.index())
        .min(verb.index())
}

/// A quotation before the cue goes on in the next sentence when that opens with a quotation mark.
fn continued(quotations: &Quotations, verb: Token<'_>) -> Option<Range<usize>> {
    let end = verb.sentence().token_range().end;
    let next = quotations.after(verb.index())?;
    let same_sentence = next.start < end;
    let direct = (verb.index() + 1..next.start).all(|index| {
        let token = verb.document().token(index);
        !crate::tree::is_verb(token) && token.label() != "mark"
    });
    let resumes = if same_sentence { direct } else { next.start <= end + 1 };
    resumes.then(|| next.clone())
}
