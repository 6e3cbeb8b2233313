//! What a noun phrase says of whom it means: kind, country, part of a state, party.

use std::ops::Range;

use claimant_model::ActorKind;
use claimant_parse::{Pos, Token};
use claimant_resolve::actors::{Entry, Iso3, Origin, best};

use crate::context::Context;
use crate::lexicon::{List, Lists, NounClass, NounSense};
use crate::tree::{bare_noun_phrase, is_plural, lower, noun_phrase};

/// What a noun phrase says.
pub(super) struct Described<'a> {
    /// Its head.
    pub head: Token<'a>,
    /// What the lexicon says of the head.
    pub sense: Option<&'a NounSense>,
    /// The kind the register sees in its words.
    pub kind: ActorKind,
    /// The country that it says itself.
    pub country: Option<Iso3>,
    /// The country of the people named in it or of the story, where it says none.
    pub home: Option<Iso3>,
    /// The party it names, or the part of a state that it describes.
    pub party: Option<&'a Entry>,
    /// Whether the party is told by the country of the story alone.
    pub by_story: bool,
    /// "Tuareg".
    pub identity: Option<&'a str>,
    /// "spokesman", "member", "minister".
    pub role: Option<String>,
    /// Whether it is a name.
    pub proper: bool,
}

/// Reads the noun phrase around a head.
pub(super) fn describe<'a>(context: &Context<'a>, head: Token<'_>) -> Described<'a> {
    let head = context.token(head.index());
    let sense = context.people(head);
    let named = context.names.party(head).filter(|party| !party.behind);
    let mut described = Described {
        head,
        sense,
        kind: ActorKind::Unknown,
        country: None,
        home: None,
        party: named.and_then(|party| party.entry),
        by_story: false,
        identity: None,
        role: None,
        proper: false,
    };
    let people = sense.is_some()
        || context.is(head, NounClass::Unit)
        || is_relative(head)
        || head.lemma() == "mission"
        || is_plural(head) && context.word(head).is_none_or(|word| word.nouns.is_empty());
    if described.party.is_none() && people {
        described.read(context);
    }
    if of_several(head) {
        described.party = None;
    }
    described.country = described.country.or_else(|| country_of(context, head));
    let label = context.entity_label(head);
    let name = head.pos() == Pos::Propn || named.is_some() || context.names.country(head).is_some();
    let organisation = label == "ORG" && described.country.is_none();
    described.proper = name
        && (sense.is_none()
            || named.is_some()
            || label == "PERSON"
            || organisation && described.party.is_none());
    described
}

impl<'a> Described<'a> {
    /// What the register makes of the words.
    fn read(&mut self, context: &Context<'a>) {
        let words = context.document.byte_span(extended(context, self.head));
        let story = context.names.main_story();
        // What the report is about settles names; it stands in for no country that several may be.
        let said = context.names.register.describe(&context.document.text()[words], &story);
        self.kind = said.kind;
        self.identity = said.identity;
        self.role = said.role;
        self.party = best(&said.parties).map(|candidate| candidate.entry);
        // "Russian military bloggers" write of the army, and are none of it.
        if Lists::embedded().has(List::OwnVoice, self.head.lemma()) {
            self.party = None;
        }
        match said.origin {
            Origin::Said | Origin::Party => self.country = said.country,
            Origin::Identity | Origin::Story => self.home = said.country,
            Origin::None => {}
        }
        self.by_story =
            self.party.is_some_and(|party| party.organ().is_some()) && said.origin == Origin::Story;
        // "The firm SBM Intelligence" is no secret service.
        if self.by_story && self.head.pos() == Pos::Propn && self.head.children().any(is_acronym) {
            self.party = None;
            self.kind = ActorKind::Unknown;
        }
    }

    /// Whether the party is one with a name, no part of a state.
    pub(super) fn group(&self) -> Option<&'a Entry> {
        self.party.filter(|party| party.organ().is_none())
    }

    /// The part of a state that the words themselves tell.
    pub(super) fn organ(&self) -> Option<&'a Entry> {
        self.party.filter(|party| party.organ().is_some() && !self.by_story)
    }
}

fn is_acronym(token: Token<'_>) -> bool {
    let text = token.text();
    token.label() == "compound" && text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase())
}

/// A noun phrase with what follows in "of", "from", "for" and "in".
fn extended(context: &Context<'_>, head: Token<'_>) -> Range<usize> {
    let mut range = bare_noun_phrase(head);
    // "GOMA (AFP) - Gang members": the parser may take the dateline for a part of the phrase.
    let parts = |index: &usize| {
        let token = context.token(*index);
        token.tag() == ":" && token.text() != ":" || token.text() == "\u{97}"
    };
    if let Some(dash) = (range.start..head.index()).rev().find(parts) {
        range.start = dash + 1;
    }
    let troops = context.people(head).is_some_and(|sense| matches!(sense.family, Some("army" | "force")));
    for _ in 0..2 {
        let Some(next) = (range.end < context.document.len()).then(|| context.token(range.end)) else {
            break;
        };
        let wanted = matches!(next.text(), "of" | "from" | "for") || next.text() == "in" && !troops;
        let place = next.child("pobj").filter(|object| !is_division(*object));
        let Some(object) = place.filter(|_| wanted && next.label() == "prep") else { break };
        range.end = noun_phrase(object).end.max(range.end);
    }
    range
}

/// The country that modifiers say, or the owner.
fn country_of(context: &Context<'_>, head: Token<'_>) -> Option<Iso3> {
    let names = &context.names;
    let by_child = head.children().find_map(|child| match child.label() {
        "amod" | "compound" | "poss" | "nmod" => names.country(child).map(|word| word.iso3),
        "prep" if matches!(child.text(), "of" | "in") => {
            let object = child.child("pobj")?;
            let inner = || object.children().find_map(|part| names.country(context.token(part.index())));
            names.country(object).or_else(inner).map(|word| word.iso3)
        }
        _ => None,
    });
    // "Chad 's army", whatever the parser made of it.
    let owner = head
        .previous()
        .filter(|p| p.tag() == "POS" || matches!(p.text(), "'s" | "’s"))
        .and_then(Token::previous);
    by_child.or_else(|| owner.and_then(|owner| names.country(owner)).map(|word| word.iso3))
}

/// "A chief in Niger state": where he is, and no government.
pub(super) fn is_division(head: Token<'_>) -> bool {
    head.lemma() == "state"
        && head.label() == "pobj"
        && head.child("compound").is_some_and(|name| name.pos() == Pos::Propn)
}

/// Nouns that say how one group stands to another, not which it is.
pub(super) fn is_relative(noun: Token<'_>) -> bool {
    matches!(noun.lemma(), "affiliate" | "ally" | "branch" | "offshoot" | "rival" | "enemy" | "arm" | "wing")
}

/// The name a head stands for: its entity, else the run of proper nouns that ends in it.
pub(super) fn name_of(context: &Context<'_>, head: Token<'_>) -> String {
    let range = head.entity().filter(|e| e.token_range().end == head.index() + 1).map_or_else(
        || {
            let mut start = head.index();
            while start > 0
                && context.token(start - 1).pos() == Pos::Propn
                && context.token(start - 1).label() == "compound"
            {
                start -= 1;
            }
            start..head.index() + 1
        },
        claimant_parse::Entity::token_range,
    );
    let text = text_of(context, range);
    let text = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(&text);
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    let person = matches!(context.entity_label(head), "PERSON" | "");
    if person { without_honorifics(text) } else { text }.to_owned()
}

/// A name without the words of courtesy and rank before it, unless nothing else is there.
fn without_honorifics(name: &str) -> &str {
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        if !is_honorific(first) {
            break;
        }
        rest = after;
    }
    rest
}

/// Whether a word is one of courtesy or rank before a name.
pub(super) fn is_honorific(word: &str) -> bool {
    Lists::embedded().has(List::Honorific, &lower(word.trim_end_matches('.')))
}

/// Some tokens as text, white space made even.
pub(super) fn text_of(context: &Context<'_>, tokens: Range<usize>) -> String {
    context.document.text()[context.document.byte_span(tokens)]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// "French and UN forces".
pub(super) fn of_several(head: Token<'_>) -> bool {
    head.children().any(|child| child.index() < head.index() && child.children().any(|c| c.label() == "conj"))
}

/// The words that name whom a common noun means, without number, determiner, quantifier and what is done to them:
/// "Kenyan soldiers" in "more than 60 wounded Kenyan soldiers".
pub(super) fn name_range(context: &Context<'_>, head: Token<'_>) -> Range<usize> {
    let phrase = bare_noun_phrase(head);
    let number = context.quantities().stated(head).map_or(phrase.start, |q| q.tokens.end.min(head.index()));
    let mut start = phrase.start.max(number);
    let dropped = |t: Token<'_>| {
        matches!(t.label(), "det" | "predet" | "advmod" | "nummod" | "quantmod" | "cc" | "neg")
            || matches!(t.tag(), "CD" | "DT" | "PDT" | "JJR" | "JJS" | "VBN" | "VBG" | "WRB" | "HYPH" | "RB")
            || matches!(context.entity_label(t), "ORDINAL" | "CARDINAL" | "DATE" | "TIME")
            || matches!(
                t.lemma(),
                "many" | "several" | "few" | "some" | "other" | "such" | "same" | "own" | "dead" | "wounded"
            )
    };
    let named = |t: Token<'_>| matches!(t.text(), "armed" | "united" | "allied");
    while start < head.index() && dropped(context.token(start)) && !named(context.token(start)) {
        start += 1;
    }
    let of_name = context.token(phrase.end - 1).pos() == Pos::Propn;
    start..if of_name { phrase.end } else { head.index() + 1 }
}
