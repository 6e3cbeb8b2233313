//! Who a claim comes from: the chain of those who say it.

use claimant_model::{Act, Attribution, Source, SourceKind};
use claimant_parse::Token;

use super::Workshop;
use super::contested::Contested;
use super::links::{Link, is_unspoken};
use crate::actors::author::Author;
use crate::attribution::{Saying, near};
use crate::draft::{Draft, Under};
use crate::ids::actor_id;
use crate::tree::{is_noun, is_plural, lower};

impl<'a> Workshop<'_, 'a> {
    pub(super) fn attribution(
        &self,
        chain: &[&Saying],
        draft: &Draft<'a>,
    ) -> (Vec<Attribution>, Option<usize>) {
        if chain.is_empty()
            && draft.set.said.is_none()
            && let Some(author) = &self.under.actors.author
        {
            return (vec![self.own_words(author)], Some(author.actor));
        }
        let links = self.links(chain);
        let mut found: Vec<Attribution> = links.iter().filter_map(|link| self.linked(link)).collect();
        let mut claimant = links
            .last()
            .and_then(|link| speaker(self.under, link.saying.source.as_ref().map(|(head, _)| *head)));
        if let Some((sayer, act, cue)) = &draft.set.said {
            let actor = speaker(self.under, sayer.map(claimant_parse::Token::index));
            if sayer.is_none()
                && let Some(last) = found.last_mut()
            {
                // "He said that no figures would be given": he gives none.
                last.act = *act;
                return (found, claimant);
            }
            let same = |saying: &Saying| {
                let head = saying.source.as_ref().map(|(head, _)| *head);
                head.is_some() && head == sayer.map(Token::index)
                    || actor.is_some() && speaker(self.under, head) == actor
            };
            let others = links.iter().filter(|link| !same(link.saying));
            found = others.filter_map(|link| self.said(link.saying)).collect();
            let words = sayer.and_then(|token| self.under.context.span(crate::tree::noun_phrase(token)));
            let kind = if words.is_none() { SourceKind::Unnamed } else { SourceKind::Actor };
            let source = Source { kind, actor: actor.map(actor_id), span: words };
            found.push(Attribution {
                source,
                act: *act,
                cue: self.under.context.span(cue.clone()),
                content: None,
                content_continued: Vec::new(),
            });
            claimant = actor;
        }
        (found, claimant)
    }

    /// A link of a chain as the contract has it.
    fn linked(&self, link: &Link<'_>) -> Option<Attribution> {
        let said = self.by_antecedent(link.saying, self.said(link.saying)?);
        Some(Attribution { act: self.said(link.innermost).map_or(said.act, |inner| inner.act), ..said })
    }

    /// A statement in the first person is its author's, not the report's.
    fn own_words(&self, author: &Author) -> Attribution {
        let context = &self.under.context;
        let span = author.words.clone().and_then(|words| context.span(words));
        let source = Source { kind: SourceKind::Actor, actor: Some(actor_id(author.actor)), span };
        Attribution {
            source,
            act: Act::Claim,
            cue: author.cue.and_then(|cue| context.span(cue..cue + 1)),
            content: None,
            content_continued: Vec::new(),
        }
    }

    /// Who said what another denies.
    pub(super) fn contested(&self, contested: &Contested<'a>) -> (Attribution, Option<usize>) {
        let context = &self.under.context;
        let actor = speaker(self.under, contested.source.map(Token::index));
        let words = contested.source.and_then(|source| context.span(crate::tree::noun_phrase(source)));
        let kind = if words.is_none() { SourceKind::Unnamed } else { SourceKind::Actor };
        let said = Attribution {
            source: Source { kind, actor: actor.map(actor_id), span: words },
            act: Act::Claim,
            cue: context.span(contested.noun.index()..contested.noun.index() + 1),
            content: context.span(contested.clause.subtree()),
            content_continued: Vec::new(),
        };
        (said, actor)
    }

    /// A saying as the contract has it; `None` where its words slice nothing.
    pub(crate) fn said(&self, saying: &Saying) -> Option<Attribution> {
        let context = &self.under.context;
        let mut content = saying.content.iter().filter_map(|piece| context.span(piece.clone()));
        let first = content.next()?;
        let counts =
            saying.source.as_ref().is_some_and(|(head, _)| context.token(*head).lemma() == "estimate");
        Some(Attribution {
            source: self.source(saying),
            act: match saying.act {
                _ if counts => Act::Estimate,
                _ if crate::factuality::is_polite(context, saying) => Act::Say,
                act => act,
            },
            cue: context.span(saying.cue.clone()),
            content: Some(first),
            content_continued: content.collect(),
        })
    }

    fn source(&self, saying: &Saying) -> Source {
        let Some((head, words)) = &saying.source else {
            return Source { kind: SourceKind::Unnamed, actor: None, span: None };
        };
        let context = &self.under.context;
        let token = context.token(*head);
        let actor = speaker(self.under, Some(*head));
        let kind = match actor.map(|actor| self.under.actors.all[actor].kind) {
            Some(claimant_model::ActorKind::Media) => SourceKind::Outlet,
            Some(_) => SourceKind::Actor,
            None => source_kind(token),
        };
        Source { kind, actor: actor.map(actor_id), span: context.span(words.clone()) }
    }

    /// "No group claimed…": nobody says it.
    pub(super) fn is_by_nobody(&self, saying: &Saying) -> bool {
        let head = saying.source.as_ref().map(|(head, _)| self.under.context.token(*head));
        head.is_some_and(crate::rules::names_nobody)
    }

    /// "…, and the group claimed responsibility", "the blast claimed ten lives": nothing is said of what stands before.
    pub(super) fn claims_deed(&self, saying: &Saying, predicate: Token<'a>) -> bool {
        let cue = self.under.context.token(saying.cue_head);
        let deed = |object: Token<'_>| matches!(object.lemma(), "responsibility" | "credit" | "life");
        // "Claimed responsibility for the raid that killed two": that two died is presupposed, whoever did it.
        let presupposed = || {
            let above = std::iter::once(predicate).chain(predicate.ancestors());
            above.take_while(|token| token.index() != cue.index()).any(|token| token.label() == "relcl")
        };
        let object = cue.child("dobj").filter(|object| deed(*object));
        object.is_some_and(|object| !object.subtree().contains(&predicate.index()) || presupposed())
    }

    /// "A were killed and B were wounded, according to C": what ends the sentence speaks for all of it.
    pub(super) fn source_of_sentence(&self, predicate: Token<'a>) -> Option<&Saying> {
        let sentence = predicate.sentence().token_range();
        let context = &self.under.context;
        let closes = |saying: &&Saying| {
            let according = context.token(saying.cue_head).text().eq_ignore_ascii_case("according");
            let end = saying.source.as_ref().map_or(0, |(_, words)| words.end);
            according
                && sentence.contains(&saying.cue_head)
                && (saying.cue.start == sentence.start
                    || end > saying.cue.start
                        && (end..sentence.end).all(|i| context.token(i).pos() == claimant_parse::Pos::Punct))
        };
        self.under.sayings.all.iter().find(closes)
    }

    /// The attribution that covers a word by what was learned, with a source. Its cue must be a verb of saying and of
    /// nothing else: "the rebels attacked the town" tells what they did, "the rebels want peace" what they want.
    pub(super) fn learned_above(&self, predicate: Token<'a>) -> Option<&Saying> {
        let at = predicate.index();
        let context = &self.under.context;
        let fits = |saying: &&Saying| {
            saying.source.is_some()
                && saying.covers(at)
                && !saying.cue.contains(&at)
                && context.only_says(context.token(saying.cue_head))
                && !is_unspoken(context.token(saying.cue_head))
                && !self.is_by_nobody(saying)
                && !self.claims_deed(saying, predicate)
                && !self.is_finding(saying, predicate)
        };
        near(self.learned, at).iter().find(fits)
    }

    /// "Troops found a man dead", "saw him shot": what they came upon, not what they say.
    pub(super) fn is_finding(&self, saying: &Saying, predicate: Token<'a>) -> bool {
        let cue = self.under.context.token(saying.cue_head);
        let state = matches!(predicate.tag(), "JJ" | "VBN")
            && !predicate.children().any(|child| matches!(child.label(), "aux" | "auxpass" | "mark"));
        matches!(cue.lemma(), "find" | "discover" | "see") && predicate.head() == cue && state
    }

    /// "the officer, who said": in claims the officer is the source, not "who".
    fn by_antecedent(&self, saying: &Saying, said: Attribution) -> Attribution {
        let head = saying.source.as_ref().map(|(head, _)| self.under.context.token(*head));
        let Some(noun) = head.and_then(antecedent) else { return said };
        let span = self.under.context.span(crate::tree::noun_phrase(noun));
        Attribution { source: Source { span, kind: SourceKind::Actor, ..said.source }, ..said }
    }
}

/// The actor who speaks: for a spokesman, the one he speaks for.
pub(crate) fn speaker(under: &Under<'_>, head: Option<usize>) -> Option<usize> {
    let token = under.context.token(head?);
    let token = antecedent(token).map_or(token, |noun| under.context.token(noun.index()));
    let mouthpiece = matches!(
        lower(token.lemma()).as_ref(),
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "official"
            | "source"
            | "statement"
            | "communique"
            | "officer"
            | "representative"
            | "leader"
    );
    if mouthpiece {
        let whole = crate::tree::oblique(token, &["for", "of", "from", "in", "by", "with", "at"])
            .or_else(|| token.child("poss"))
            .or_else(|| token.child("compound"))
            .or_else(|| issuer(token));
        // "Its spokesman in the north": whose he is, where "in" names no party.
        let owner = || token.child("poss").and_then(|owner| under.actors.of(owner));
        if let Some(actor) = whole.and_then(|whole| under.actors.of(whole)).or_else(owner) {
            return Some(actor);
        }
    }
    let own = under.actors.of_phrase(&under.context, token);
    own.or_else(|| speaker(under, Some(last_speaker(under, token)?.index())))
}

/// "A medic counted the dead, he said": the noun for who spoke last before "he", "she" or "they" says more, in the sentences
/// just before.
pub(super) fn last_speaker<'a>(under: &Under<'a>, pronoun: Token<'_>) -> Option<Token<'a>> {
    const SENTENCES: usize = 3;
    let plural = match lower(pronoun.text()).as_ref() {
        "he" | "she" => false,
        "they" => true,
        _ => return None,
    };
    if pronoun.tag() != "PRP" || pronoun.label() != "nsubj" || !under.context.only_says(pronoun.head()) {
        return None;
    }
    let sayings = &under.sayings.all;
    let before = &sayings[..sayings.partition_point(|saying| saying.cue_head < pronoun.index())];
    let near = |saying: &&Saying| {
        under.context.token(saying.cue_head).sentence().index() + SENTENCES >= pronoun.sentence().index()
    };
    let sources = before.iter().rev().take_while(near).filter(|saying| !saying.quoted);
    let heads =
        sources.filter_map(|saying| saying.source.as_ref().map(|(head, _)| under.context.token(*head)));
    let noun = heads.filter(|head| head.tag() != "PRP").find(|head| head.index() < pronoun.index())?;
    (is_noun(noun) && is_plural(noun) == plural).then_some(noun)
}

/// "The separatists put out a statement saying…": whose statement it is.
fn issuer(document: Token<'_>) -> Option<Token<'_>> {
    let verb = document.head();
    let issues =
        matches!(verb.lemma(), "put" | "issue" | "release" | "publish" | "circulate" | "post" | "send");
    let issued = document.label() == "dobj" && issues;
    issued.then(|| crate::clause::subjects(verb, 3).first().copied()).flatten()
}

/// What a relative pronoun stands for.
fn antecedent(pronoun: Token<'_>) -> Option<Token<'_>> {
    let relative = matches!(pronoun.tag(), "WP" | "WDT");
    let clause = pronoun.ancestors().find(|above| above.label() == "relcl").filter(|_| relative)?;
    Some(clause.head())
}

/// Whether a noun stands for what was written, printed or broadcast, or for nobody in particular.
pub(super) fn names_a_document(noun: Token<'_>) -> bool {
    source_kind(noun) != SourceKind::Actor
}

/// "Estimates", "reports": nobody. "A statement": a document.
fn source_kind(token: Token<'_>) -> SourceKind {
    match lower(token.lemma()).as_ref() {
        "estimate" | "report" | "rumor" | "rumour" | "figure" | "it" | "source" | "some" | "evidence"
        | "sign" => SourceKind::Unnamed,
        "statement" | "study" | "document" | "communique" | "communiqué" | "survey" | "poll" | "letter"
        | "record" | "data" => SourceKind::Document,
        "newspaper" | "agency" | "radio" | "television" | "media" | "press" | "channel" | "broadcaster"
        | "magazine" | "daily" => SourceKind::Outlet,
        _ => SourceKind::Actor,
    }
}
