//! Statements in the first person: "Communiqué of the Northern Brigades. Our fighters destroyed two tanks."
//!
//! Such a text is no report of others: who signs it claims what it says, and "we" and "our fighters" are the signer's. It
//! takes both, somebody named where a statement names its author, and a first person outside quotation marks.

use std::ops::Range;

use claimant_model::ActorKind;
use claimant_parse::{Pos, Token};
use claimant_resolve::actors::{Entry, Match, best};

use super::Actors;
use crate::attribution::Sayings;
use crate::context::Context;
use crate::tree::lower;

/// Who speaks in a statement.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    /// The actor.
    pub actor: usize,
    /// The words that name it; none where only the record says who it is.
    pub words: Option<Range<usize>>,
    /// "statement", "communiqué".
    pub cue: Option<usize>,
}

/// Lines at the head and at the end of a text that may name its author.
const LINES: usize = 3;
/// So far from a word quotation marks are looked for.
const QUOTE: usize = 200;
/// Tokens of the longest such line.
const LONGEST: usize = 40;
/// Tokens of the longest line that is nothing but the name of a ministry or a force.
const LETTERHEAD: usize = 8;

impl Actors {
    /// Finds the author; `byline` is what is known of it beforehand.
    pub(super) fn sign(&mut self, context: &Context<'_>, byline: Option<&str>) {
        if !context.document.tokens().any(|token| is_first_person(context, token)) {
            return;
        }
        // A report is no statement of the agency that it comes from; what a party's own station says is the party's.
        let names = &context.names;
        let speaks = |entry: &&Entry| {
            entry.kind != ActorKind::Media || !names.register.wholes(entry, names.on()).is_empty()
        };
        let named = signature(context).or_else(|| letterhead(context));
        if let Some((entry, words, cue)) = named.filter(|(entry, ..)| speaks(entry)) {
            let actor = self.party(context, entry);
            self.all[actor].mentions.push((words.end - 1, words.clone()));
            self.author = Some(Author { actor, words: Some(words), cue });
        } else if let Some(entry) = byline.and_then(|name| known(context, name)).filter(speaks) {
            let actor = self.party(context, entry);
            self.author = Some(Author { actor, words: None, cue: None });
        }
    }

    /// The author, where a word is of the line that names him.
    pub(super) fn signed(&self, token: Token<'_>) -> Option<usize> {
        let author = self.author.as_ref()?;
        author.words.as_ref().is_some_and(|words| words.contains(&token.index())).then_some(author.actor)
    }

    /// "I" in a quotation is the speaker, "we" are those for whom he speaks. Needs to know who says what.
    pub(crate) fn speakers(&mut self, context: &Context<'_>, sayings: &Sayings) {
        let is_one_of = |token: Token<'_>, words: &[&str]| {
            words.iter().any(|word| token.text().eq_ignore_ascii_case(word))
        };
        for token in context.document.tokens().filter(|token| matches!(token.tag(), "PRP" | "PRP$")) {
            let plural = is_one_of(token, &["we", "our", "us", "ours"]);
            let singular = is_one_of(token, &["I", "me", "my", "mine"]);
            if !(plural || singular) || self.of(token).is_some() {
                continue;
            }
            let said = sayings.above(token.index());
            let source = said.last().and_then(|saying| saying.source.as_ref()).map(|(head, _)| *head);
            if let Some(speaker) = source.and_then(|head| self.of(context.token(head))) {
                let body = self.all[speaker].member_of.filter(|_| plural && self.all[speaker].person);
                self.by_head.insert(token.index(), body.unwrap_or(speaker));
            }
            let body = source.and_then(|head| self.body_of(context, context.token(head)));
            if let Some(body) = body.filter(|_| is_own_force(context, token)) {
                self.by_head.insert(token.head().index(), body);
            }
        }
    }

    /// Those for whom somebody speaks: "the militia's commander", "a colonel of the army", the army itself.
    fn body_of(&self, context: &Context<'_>, speaker: Token<'_>) -> Option<usize> {
        let body = |actor: &usize| self.all[*actor].kind.is_armed() && !self.all[*actor].person;
        let of = |token: Token<'_>| self.of(token).filter(body);
        let above = |actor: usize| self.all[actor].member_of.filter(body);
        let own = self.of_phrase(context, speaker);
        let whole = crate::tree::oblique(speaker, &["of", "for", "from", "in", "with"]).and_then(of);
        let before = || speaker.children().filter(|c| matches!(c.label(), "poss" | "compound")).find_map(of);
        own.filter(body).or_else(|| own.and_then(above)).or(whole).or_else(before)
    }

    /// "We", "our": the author, outside quotation marks.
    pub(super) fn first_person(&self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let author = self.author.as_ref()?;
        is_first_person(context, token).then_some(author.actor)
    }
}

/// "Our men", "my comrades": those who fight with who says so; not "our people".
fn is_own_force(context: &Context<'_>, owner: Token<'_>) -> bool {
    let noun = owner.head();
    let people = context.people(noun);
    let fights = people.is_some_and(|sense| sense.status == claimant_model::VictimStatus::Combatant);
    let force = people.is_some_and(|sense| matches!(sense.family, Some("army" | "force")));
    let men =
        matches!(noun.text(), "men" | "boys" | "guys") || context.is(noun, crate::lexicon::NounClass::Unit);
    owner.label() == "poss" && (fights || force || men)
}

fn known<'a>(context: &Context<'a>, name: &str) -> Option<&'a Entry> {
    let candidates = context.names.register.lookup(name, &context.names.main_story());
    best(&candidates).map(|candidate| candidate.entry)
}

/// The line that names the author: it speaks of a statement, or is nothing but a name.
fn signature<'a>(context: &Context<'a>) -> Option<(&'a Entry, Range<usize>, Option<usize>)> {
    let lines = lines(context);
    let last = lines.len().saturating_sub(LINES).max(LINES.min(lines.len()));
    let edges = lines.iter().take(LINES).chain(&lines[last..]);
    edges.filter(|line| line.len() <= LONGEST).find_map(|line| signed(context, line))
}

fn signed<'a>(
    context: &Context<'a>,
    line: &Range<usize>,
) -> Option<(&'a Entry, Range<usize>, Option<usize>)> {
    let tokens = || context.document.token_range(line.clone());
    // "A statement by the command, as read out on Sunday" says nothing itself.
    let says = |token: Token<'_>| {
        matches!(token.tag(), "VBD" | "VBZ" | "VBP")
            && context.word(token).is_some_and(|w| !w.cues.is_empty())
    };
    if tokens().any(says) {
        return None;
    }
    let party =
        tokens().find_map(|token| context.names.party(token).filter(|party| party.entry.is_some()))?;
    let cue = tokens().find(|token| is_statement(*token)).map(Token::index);
    let words = tokens().filter(|token| token.pos() != Pos::Punct && token.pos() != Pos::Space).count();
    let only_name = party.tokens.len() + 4 >= words;
    (cue.is_some() || only_name).then_some((party.entry?, party.tokens.clone(), cue))
}

/// "MINISTRY OF DEFENCE", in one of the first lines: that of the country whose capital opens a line, else of the story.
fn letterhead<'a>(context: &Context<'a>) -> Option<(&'a Entry, Range<usize>, Option<usize>)> {
    let lines = lines(context);
    let issued = lines.iter().find_map(|line| context.names.capital(context.token(line.start)));
    let mut story = context.names.main_story();
    let home = issued.map(|word| [word.iso3]);
    if let Some(home) = &home {
        story.countries = home;
    }
    let heads = lines.iter().take(LINES).filter(|line| line.len() <= LETTERHEAD && is_title(context, line));
    heads.into_iter().find_map(|line| {
        let text = &context.document.text()[context.document.byte_span(line.clone())];
        let said = context.names.register.describe(text, &story);
        let found = best(&said.parties).filter(|found| found.by == Match::Described)?;
        (said.role.is_none() && found.entry.organ().is_some()).then(|| (found.entry, line.clone(), None))
    })
}

/// Nothing but names and nouns, with capitals.
fn is_title(context: &Context<'_>, line: &Range<usize>) -> bool {
    context.document.token_range(line.clone()).all(|token| match token.pos() {
        Pos::Propn | Pos::Noun | Pos::Adj => token.text().starts_with(char::is_uppercase),
        pos => matches!(pos, Pos::Adp | Pos::Det | Pos::Cconj | Pos::Space),
    })
}

fn is_statement(token: Token<'_>) -> bool {
    let word = lower(token.text());
    matches!(
        word.as_ref(),
        "statement" | "communique" | "communiqué" | "bulletin" | "declaration" | "announcement" | "release"
    )
}

/// Lines that are not blank, in tokens.
fn lines(context: &Context<'_>) -> Vec<Range<usize>> {
    let document = context.document;
    let mut lines = Vec::new();
    let (mut start, mut last) = (0, 0);
    for token in document.tokens() {
        let blank = token.pos() == Pos::Space && token.text().contains('\n');
        if blank || document.text()[last..token.span().start].contains('\n') {
            lines.push(start..token.index());
            start = token.index() + usize::from(blank);
        }
        last = token.span().end;
    }
    lines.push(start..document.len());
    lines.retain(|line| line.start < line.end);
    lines
}

fn is_first_person(context: &Context<'_>, token: Token<'_>) -> bool {
    let word = token.text();
    let first = ["we", "our", "us", "ours"].iter().any(|one| word.eq_ignore_ascii_case(one));
    // "By our correspondent": the paper's, not a party's.
    let papers =
        matches!(token.head().lemma(), "correspondent" | "reporter" | "staff" | "newspaper" | "paper");
    first && matches!(token.tag(), "PRP" | "PRP$") && !papers && !is_quoted(context, token)
}

/// The first token after the last line break before a token, as far back as quotation marks are looked for.
fn paragraph_start(context: &Context<'_>, token: Token<'_>) -> usize {
    let document = context.document;
    let breaks = |at: &usize| {
        let gap = document.token(at - 1).span().end..document.token(*at).span().start;
        document.text()[gap].contains('\n') || document.token(at - 1).text().contains('\n')
    };
    let first = token.index().saturating_sub(QUOTE).max(1);
    (first..=token.index()).rev().find(breaks).unwrap_or(0)
}

/// Whether a quotation is open at a token, in its sentence or since one before it in the paragraph.
fn is_quoted(context: &Context<'_>, token: Token<'_>) -> bool {
    let sentence = token.sentence().token_range();
    let start = paragraph_start(context, token).max(token.index().saturating_sub(QUOTE));
    let mut open = false;
    for before in context.document.token_range(start..token.index()) {
        match before.text() {
            "\"" | "''" => open = !open,
            "“" | "``" | "«" => open = true,
            "”" | "»" => open = false,
            _ => {}
        }
    }
    let after = token.index()..sentence.end.min(token.index() + QUOTE);
    let closes = context.document.token_range(after).find(|t| matches!(t.text(), "\"" | "“" | "”"));
    open || closes.is_some_and(|mark| mark.text() == "”")
}
