//! What is said, by what a verb of saying takes: a clause, a quotation, an infinitive, an object.

use std::ops::Range;

use claimant_model::Act;
use claimant_parse::Token;

use super::quotation::Quotations;
use super::span::{trim_content, without};
use crate::clause::Arguments;
use crate::lexicon::{Cue, List, Lists};
use crate::misplaced;
use crate::tree::{is_noun, is_verb, oblique, prepositions};

/// The pieces of what is said, and the head of its clause where it is one.
pub(super) type Content = (Vec<Range<usize>>, Option<usize>);

/// What a verb of saying says; `words` are those of the cue.
pub(super) fn of_cue<'d>(
    quotations: &Quotations,
    verb: Token<'d>,
    cue: &Cue,
    words: &Range<usize>,
    arguments: &Arguments<'d>,
) -> Option<Content> {
    let takes = &cue.takes;
    let quoted = || quotation(quotations, verb, words).filter(|_| quotations.is_outside(verb.index()));
    let quoted = || if takes.quote { quoted() } else { None };
    let clause = || complement_clause(quotations, verb, cue).filter(|_| takes.that || takes.quote);
    let object_first = takes.np && arguments.patients.first().is_some_and(|object| is_after(*object, verb));
    let found = clause()
        .or_else(|| if object_first { None } else { quoted() })
        .or_else(|| if takes.to { infinitive(quotations, verb) } else { None })
        .or_else(|| if takes.for_ { purpose(quotations, verb, words) } else { None })
        .or_else(|| if takes.ing { gerund(verb) } else { None })
        .or_else(|| if takes.of && cue.act == Some(Act::Accuse) { blame(verb, arguments) } else { None });
    match found {
        Some(found) => Some(found),
        None if takes.oprd => predicate(quotations, verb),
        None if takes.np => object(quotations, verb, arguments),
        None => quoted().or_else(|| if takes.that { parenthetical(verb) } else { None }),
    }
}

/// Whether an object stands behind its verb.
fn is_after(object: Token<'_>, verb: Token<'_>) -> bool {
    object.index() > verb.index() && object.subtree().end <= verb.subtree().end
}

/// "Ordered the troops to withdraw", "promised to leave".
fn infinitive(quotations: &Quotations, verb: Token<'_>) -> Option<Content> {
    let infinitive = verb.children().find(|c| c.label() == "xcomp" && c.tag().starts_with("VB"))?;
    let range = infinitive.subtree();
    let range = range.start..circumstances(infinitive).unwrap_or(range.end);
    let object = verb.child("dobj").filter(|_| verb.lemma() != "tell");
    let start = object.map_or(range.start, |object| object.subtree().start.min(range.start));
    Some((vec![widen(quotations, verb, start..range.end)], Some(infinitive.index())))
}

/// "Called for an end to the siege", "insisted on leaving".
fn purpose(quotations: &Quotations, verb: Token<'_>, words: &Range<usize>) -> Option<Content> {
    let for_or_on = |c: &Token<'_>| c.label() == "prep" && matches!(c.text(), "for" | "on");
    let prep = verb.children().find(|c| for_or_on(c) && c.index() == words.end)?;
    let object = prep.child("pobj").or_else(|| prep.child("pcomp"))?;
    let clause = |c: &Token<'_>| c.label() == "xcomp" || c.label() == "advcl" && c.tag() == "VB";
    let end = verb.children().filter(clause).map(|c| c.subtree().end).max();
    let range = trim_content(verb, object.subtree());
    let range = range.start..end.unwrap_or(range.end).max(range.end);
    Some((vec![widen(quotations, verb, range)], Some(object.index())))
}

/// "Denied shelling the town", "admitted to shelling it".
fn gerund(verb: Token<'_>) -> Option<Content> {
    let gerund = verb.children().find(|c| c.label() == "xcomp" && c.tag() == "VBG");
    let clause = gerund.or_else(|| oblique(verb, &["to"]))?;
    Some((vec![clause.subtree()], Some(clause.index())))
}

/// "Accused the army of shelling the town".
fn blame<'d>(verb: Token<'d>, arguments: &Arguments<'d>) -> Option<Content> {
    let blame = oblique(verb, &["of", "for"])?;
    let prep = blame.head().index();
    let start = arguments.patients.first().map_or(prep, |whom| whom.subtree().start.min(prep));
    let start = if start > verb.index() { start } else { prep };
    // "…of shelling the town, killing ten": what came of it is part of the accusation.
    let outcome = |c: &Token<'_>| {
        c.label() == "advcl" && c.tag() == "VBG" && c.index() > blame.index() && c.child("mark").is_none()
    };
    let end = verb.children().filter(outcome).map(|c| c.subtree().end).max();
    let range = start..end.unwrap_or(0).max(blame.subtree().end);
    Some((vec![range], Some(blame.index())))
}

/// "Called it a massacre", "declared the town liberated".
fn predicate(quotations: &Quotations, verb: Token<'_>) -> Option<Content> {
    let mut after = verb.children().filter(|c| c.index() > verb.index());
    let predicate = after.find(|c| matches!(c.label(), "oprd" | "ccomp"))?;
    let range = predicate.subtree();
    let start = verb.child("dobj").map_or(range.start, |object| object.subtree().start.min(range.start));
    Some((vec![widen(quotations, verb, start..range.end)], Some(predicate.index())))
}

/// "Condemned the attack", "described the attack as a massacre".
fn object<'d>(quotations: &Quotations, verb: Token<'d>, arguments: &Arguments<'d>) -> Option<Content> {
    let object = arguments.patients.first().copied().filter(|object| object.index() != verb.index())?;
    let range = trim_content(object, object.subtree());
    let as_phrase = |c: &Token<'_>| c.label() == "prep" && c.text() == "as" && c.index() >= range.end;
    let end = verb.children().find(as_phrase).map_or(range.end, |phrase| phrase.subtree().end);
    Some((vec![widen(quotations, verb, range.start..end)], Some(object.index())))
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
    if let Some(content) = closed_by_semicolon(verb) {
        return Some(content);
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
        || is_contrast(verb)
        || !matches!(verb.label(), "parataxis" | "ccomp" | "advcl" | "dep" | "conj" | "relcl" | "intj")
        || host.subtree() == own
    {
        return None;
    }
    let pieces = without(verb, host.subtree(), &own);
    (!pieces.is_empty()).then_some((pieces, Some(host.index())))
}

/// "…, while the ministry reported 45 deaths": what one says against another.
fn is_contrast(verb: Token<'_>) -> bool {
    let against = |mark: Token<'_>| matches!(mark.lemma(), "while" | "whereas");
    verb.label() == "advcl" && verb.child("mark").is_some_and(against)
}

/// Where the words end that are said in a clause: before what somebody else says against it.
fn end_of_said(quotations: &Quotations, clause: Token<'_>) -> usize {
    let speaks = |verb: Token<'_>| {
        let counts = Lists::embedded().has(List::CountsUp, verb.lemma());
        verb.child("nsubj").is_some() && (counts || verb.child("ccomp").is_some())
    };
    let others = clause.children().filter(|child| child.index() > clause.index() && is_contrast(*child));
    let mut others = others.filter(|verb| speaks(*verb) && quotations.around(verb.index()).is_none());
    others.next().map_or(clause.subtree().end, |verb| verb.subtree().start)
}

/// "Strikes killed 23, medics say; the army denies it": the clause before the comma, in a sentence of several speakers.
fn closed_by_semicolon(verb: Token<'_>) -> Option<Content> {
    let document = verb.document();
    let own = verb.subtree();
    let sentence = verb.sentence().token_range();
    let is = |index: usize, mark: &str| sentence.contains(&index) && document.token(index).text() == mark;
    let comma = own.start.checked_sub(1).filter(|&comma| is(comma, ","))?;
    let before = sentence.start..comma;
    let start = before.clone().rfind(|index| is(*index, ";")).map_or(sentence.start, |mark| mark + 1);
    let told = |child: &Token<'_>| is_verb(*child) && (start..before.end).contains(&child.index());
    let said = verb.head().children().rfind(told)?;
    let closes = is(own.end, ";") && verb.child("nsubj").is_some();
    closes.then_some((vec![trim_content(verb, start..before.end)], Some(said.index())))
}

/// "said in a statement posted online that…": the clause that the parser hangs on how the statement was made known.
fn clause_of_statement(verb: Token<'_>) -> Option<Token<'_>> {
    let statements = prepositions(verb).map(|(_, statement)| statement);
    let after = |statement: Token<'_>| statement.index() > verb.index() && is_noun(statement);
    statements.filter(|statement| after(*statement)).find_map(|statement| {
        let published = statement.children().find(|child| child.label() == "acl" && child.tag() == "VBN")?;
        published.children().find(|child| child.label() == "ccomp" && is_marked(*child))
    })
}

/// Whether a verb is the "posted" of "said in a statement posted online that…".
pub(super) fn is_how_it_was_made_known(verb: Token<'_>) -> bool {
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
        let mut between = child.subtree().end - 1..verb.index();
        let parted = between.any(|index| verb.document().token(index).text() == ";")
            || child.index() < verb.index() && says_what_stands_behind(verb, cue);
        !parted && child.label() == "ccomp" && (cue.takes.that || quotations.around(child.index()).is_some())
    });
    let clause = own.or_else(|| clause_of_statement(verb).filter(|_| cue.takes.that))?;
    let mut range = clause.subtree().start..end_of_said(quotations, clause);
    // A conjoined clause right after it, still before the end of the sentence, belongs to it already by the tree.
    let direct = verb
        .children()
        .any(|c| c.label() == "dobj" && c.index() > verb.index() && c.index() < clause.index());
    if direct && !clause.children().any(|c| c.label() == "mark") && verb.lemma() != "tell" {
        range.start = clause.subtree().start;
    }
    Some((with_continuation(quotations, verb, range), Some(clause.index())))
}

/// "Blast kills 26, separatists claim attack": a verb that has its own object behind it says that, not the clause before.
fn says_what_stands_behind(verb: Token<'_>, cue: &Cue) -> bool {
    let object = verb.child("dobj").filter(|object| object.index() > verb.index());
    cue.takes.np
        && object.is_some_and(|object| {
            !matches!(verb.lemma(), "tell" | "inform" | "assure") && object.tag() != "PRP"
        })
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
        !is_verb(token) && token.label() != "mark"
    });
    let resumes = if same_sentence { direct } else { next.start <= end + 1 };
    resumes.then(|| next.clone())
}
