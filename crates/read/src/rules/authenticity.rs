//! Photos, videos and documents: "a photo purporting to show… has been debunked".

use std::ops::Range;

use claimant_model::{Medium, VerificationStatus};
use claimant_parse::Token;

use crate::context::Context;
use crate::draft::{Draft, Rule, Under, What};
use crate::lexicon::{List, Lists, NounClass};
use crate::tree::{first_conjunct, is_negated, is_noun, is_verb, is_year, prepositions};

/// Records and what is said of them.
pub(super) struct Authenticity;

impl Rule for Authenticity {
    fn name(&self) -> &'static str {
        "authenticity/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_noun(token) || token.label() == "compound" {
            return;
        }
        let Some(medium) = under.context.noun(token, NounClass::Record).and_then(|sense| sense.medium) else {
            return;
        };
        let purports = purports(token);
        let standing = standing(&under.context, token)
            .or_else(|| its_authenticity(&under.context, token))
            .or_else(|| of_another_time(token).filter(|_| purports.is_some()))
            .or_else(|| from_another_year(token).filter(|_| medium != Medium::Document))
            .or_else(|| judged_later(&under.context, token).filter(|_| purports.is_some()))
            .or_else(|| shows_otherwise(token).filter(|_| medium != Medium::Document));
        if purports.is_none() && standing.is_none() {
            return;
        }
        let mut draft = Draft::new(self.name(), token, What::Authenticity { item: token, medium, purports });
        draft.set.standing = standing;
        out.push(draft);
    }
}

/// What it is said to show: "purporting to show X", "that allegedly shows X", "said to show X".
fn purports(item: Token<'_>) -> Option<Range<usize>> {
    let document = item.document();
    let within = item.subtree();
    let verb = document
        .token_range(within.clone())
        .find(|t| matches!(t.lemma(), "purport" | "claim" | "appear" | "say" | "allege") && is_verb(*t))
        .or_else(|| said_to_show(item))?;
    let end = within.end.max(verb.subtree().end);
    let shown = document
        .token_range(verb.index()..end)
        .find(|t| matches!(t.lemma(), "show" | "depict" | "be" | "portray"))?;
    let object = shown.children().find(|c| matches!(c.label(), "dobj" | "attr" | "ccomp"))?;
    // "Said to show the dead pilot was in fact taken in Syria": the parser makes one clause of both.
    let subject =
        object.child("nsubjpass").or_else(|| object.child("nsubj")).filter(|_| object.label() == "ccomp");
    Some(subject.unwrap_or(object).subtree())
}

/// "A photograph said to show", "a clip shared online that claimed to show": the verb, however the parser hangs it.
fn said_to_show(item: Token<'_>) -> Option<Token<'_>> {
    const NEAR: usize = 10;
    let says = |word: &Token<'_>| {
        matches!(
            word.lemma(),
            "say" | "allege" | "report" | "believe" | "claim" | "purport" | "appear" | "seem"
        )
    };
    let to_show = |said: &Token<'_>| {
        let show = said.next().filter(|to| to.text() == "to").and_then(Token::next);
        show.is_some_and(|show| matches!(show.lemma(), "show" | "depict" | "be" | "portray"))
    };
    let end = item.sentence().token_range().end.min(item.index() + NEAR);
    let after = item.document().token_range(item.index() + 1..end);
    after.take_while(|word| word.text() != ",").filter(says).find(to_show)
}

/// What is said of it, and by which words.
fn standing(context: &Context<'_>, item: Token<'_>) -> Option<(VerificationStatus, Range<usize>)> {
    let verb = first_conjunct(item).head();
    // "Appear to be authentic".
    let seems = matches!(verb.lemma(), "appear" | "seem" | "prove" | "believe" | "think" | "know");
    let verb = verb.child("xcomp").filter(|_| seems).unwrap_or(verb);
    let told = |c: &Token<'_>| matches!(c.label(), "acomp" | "attr" | "oprd");
    // "Footage verified by an agency".
    let participles = item.children().filter(|c| c.label() == "acl" && c.tag() == "VBN");
    let words = std::iter::once(verb).chain(verb.children().filter(told)).chain(participles);
    let said = words.into_iter().find_map(|word| Some((status(context, word)?, word)));
    let said = said.or_else(|| called(context, item).map(|word| (VerificationStatus::Disputed, word)));
    said.map(|(status, word)| (status, word.index()..word.index() + 1))
}

fn status(context: &Context<'_>, word: Token<'_>) -> Option<VerificationStatus> {
    let forged =
        Lists::embedded().has(List::Forged, word.lemma()) && !is_negated(word) && !is_negated(word.head());
    let checked = word.tag() == "VBN" && matches!(word.lemma(), "verify" | "confirm") && !is_negated(word);
    let own = forged.then_some(VerificationStatus::Refuted);
    let own = own.or(checked.then_some(VerificationStatus::Corroborated));
    crate::standing::status(context, word).or(own)
}

/// "The army called it fabricated": a party's word is a dispute.
fn called<'d>(context: &Context<'_>, item: Token<'d>) -> Option<Token<'d>> {
    let document = item.document();
    let after = document.token_range(item.index() + 1..item.sentence().token_range().end);
    let mut words = after.filter(|word| matches!(word.label(), "ccomp" | "oprd" | "xcomp" | "acomp"));
    words.find(|word| {
        let calls = matches!(word.head().lemma(), "call" | "label" | "describe" | "dismiss" | "declare");
        let it = |child: Token<'_>| matches!(child.lemma(), "it" | "they" | "them");
        let about = word
            .children()
            .chain(word.head().children())
            .any(|child| it(child) && child.index() > item.index());
        calls
            && about
            && matches!(
                status(context, *word),
                Some(VerificationStatus::Refuted | VerificationStatus::Disputed)
            )
    })
}

/// "A clip said to show rebels was found to be fake": what is said of it, where the parser takes what it shows for the subject.
fn judged_later(context: &Context<'_>, item: Token<'_>) -> Option<(VerificationStatus, Range<usize>)> {
    let after = context.document.token_range(item.index() + 1..item.sentence().token_range().end);
    let mut told = after.filter(|word| is_said_of_something(*word));
    told.find_map(|word| Some((self::status(context, word)?, word.index()..word.index() + 1)))
}

/// Whether a word is what somebody says that something is: "was fake", "to be authentic", "could not be verified".
fn is_said_of_something(word: Token<'_>) -> bool {
    let aux = |child: Token<'_>| matches!(child.label(), "aux" | "auxpass");
    let participle = word.tag() == "VBN" && word.children().any(aux);
    let copula = matches!(word.label(), "acomp" | "attr" | "oprd")
        && matches!(word.head().lemma(), "be" | "prove" | "appear" | "seem");
    participle || copula
}

/// "The picture actually shows a parade", "does not show the attack", "turned out to be from a film".
fn shows_otherwise(item: Token<'_>) -> Option<(VerificationStatus, Range<usize>)> {
    let after = item.document().token_range(item.index() + 1..item.sentence().token_range().end);
    let verb = after.into_iter().find(|verb| {
        let shows = matches!(verb.lemma(), "show" | "depict") && verb.child("nsubj") == Some(item);
        // "The videos do not show whether he was armed" says nothing of the videos.
        let shows = shows && verb.child("dobj").is_some();
        shows && (is_negated(*verb) || is_really(*verb)) || verb.lemma() == "be" && is_from_fiction(*verb)
    })?;
    Some((VerificationStatus::Refuted, verb.index()..verb.index() + 1))
}

fn is_really(verb: Token<'_>) -> bool {
    let adverb = |child: Token<'_>| matches!(child.text(), "actually" | "really" | "originally");
    verb.children().any(|child| adverb(child) || is_in_fact(child))
}

/// "From a video game".
fn is_from_fiction(verb: Token<'_>) -> bool {
    crate::tree::oblique(verb, &["from"])
        .is_some_and(|origin| Lists::embedded().has(List::Fiction, origin.lemma()))
}

fn is_in_fact(prep: Token<'_>) -> bool {
    prep.label() == "prep" && prep.child("pobj").is_some_and(|object| object.lemma() == "fact")
}

/// "The authenticity of the video could not be verified".
fn its_authenticity(context: &Context<'_>, item: Token<'_>) -> Option<(VerificationStatus, Range<usize>)> {
    let of = Some(item.head()).filter(|of| item.label() == "pobj" && of.lemma() == "of")?;
    let quality = Some(of.head()).filter(|quality| matches!(quality.lemma(), "authenticity" | "veracity"))?;
    standing(context, quality)
}

/// "A video said to show the raid was filmed in 2016", "was in fact taken in Syria": it shows something else.
fn of_another_time(item: Token<'_>) -> Option<(VerificationStatus, Range<usize>)> {
    let end = item.sentence().token_range().end;
    // The parser may take what is shown for the subject of what is said of the record.
    let mut after = item.document().token_range(item.index()..end);
    let verb = after.find(|verb| {
        let made = matches!(verb.lemma(), "film" | "take" | "shoot" | "record" | "date") && is_verb(*verb);
        made && !matches!(verb.label(), "relcl" | "acl") && tells_another_time(*verb)
    })?;
    Some((VerificationStatus::Refuted, verb.index()..verb.index() + 1))
}

/// "The footage was from 2016", "the images date from 2016", "date back to 2016".
fn from_another_year(item: Token<'_>) -> Option<(VerificationStatus, Range<usize>)> {
    let verb = first_conjunct(item).head();
    let of = |prep: Token<'_>| match verb.lemma() {
        "be" | "come" => prep.text() == "from",
        "date" => matches!(prep.text(), "from" | "to"),
        _ => false,
    };
    let said = item.label() == "nsubj" && !is_negated(verb);
    let back = verb.children().filter(|child| child.text() == "back");
    let year = prepositions(verb)
        .chain(back.flat_map(prepositions))
        .any(|(prep, object)| of(prep) && is_year(object.text()));
    (said && year).then(|| (VerificationStatus::Refuted, verb.index()..verb.index() + 1))
}

/// "Filmed in 2016", "in fact taken".
fn tells_another_time(verb: Token<'_>) -> bool {
    let mut after = verb.document().token_range(verb.index()..verb.subtree().end);
    is_really(verb)
        || after.any(|word| word.label() == "pobj" && is_year(word.text()) && word.head().lemma() == "in")
}
