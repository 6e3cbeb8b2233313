//! Photos, videos and documents: "a photo purporting to show… has been debunked".

use claimant_model::VerificationStatus;
use claimant_parse::Token;

use crate::context::Context;
use crate::draft::{Draft, Rule, Under, What};
use crate::lexicon::NounClass;
use crate::tree::{first_conjunct, is_noun, is_verb};

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
        let standing = standing(&under.context, token);
        if purports.is_none() && standing.is_none() {
            return;
        }
        let mut draft = Draft::new(self.name(), token, What::Authenticity { item: token, medium, purports });
        draft.set.standing = standing;
        out.push(draft);
    }
}

/// What it is said to show: "purporting to show X", "that allegedly shows X".
fn purports(item: Token<'_>) -> Option<std::ops::Range<usize>> {
    let document = item.document();
    let within = item.subtree();
    let verb = document
        .token_range(within.clone())
        .find(|t| matches!(t.lemma(), "purport" | "claim" | "appear") && is_verb(*t))?;
    let shown = document
        .token_range(verb.index()..within.end)
        .find(|t| matches!(t.lemma(), "show" | "depict" | "be" | "portray"))?;
    let object = shown.children().find(|c| matches!(c.label(), "dobj" | "attr" | "ccomp"))?;
    Some(object.subtree())
}

/// What is said of it: the verb or adjective it is the subject of.
fn standing(context: &Context<'_>, item: Token<'_>) -> Option<(VerificationStatus, std::ops::Range<usize>)> {
    let verb = first_conjunct(item).head();
    // "Appear to be authentic".
    let seems = matches!(verb.lemma(), "appear" | "seem" | "prove" | "believe" | "think" | "know");
    let verb = verb.child("xcomp").filter(|_| seems).unwrap_or(verb);
    let words = std::iter::once(verb)
        .chain(verb.children().filter(|c| matches!(c.label(), "acomp" | "attr" | "oprd")));
    let mut words = words;
    words.find_map(|word| {
        crate::standing::status(context, word).map(|status| (status, word.index()..word.index() + 1))
    })
}
