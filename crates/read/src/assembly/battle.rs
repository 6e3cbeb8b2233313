//! Whether what is told as an attack was a battle. ACLED's codebook keeps "Attack" for violence against the unarmed: what
//! fighters do to fighters, their posts and their vehicles is an armed clash, and so is a clash in which people are shot. A
//! killing aimed at one person stays an attack.

use claimant_model::{ActorKind, ItemClass, Polarity, Role, VictimStatus};
use claimant_parse::Token;

use crate::claims::{Made, Workshop};
use crate::draft::What;
use crate::frames;
use crate::lexicon::{List, Lists};
use crate::tree::lower;

/// ACLED's sub-event for violence against the unarmed, which frames give where only the deed is known.
const ATTACK: &str = "Attack";
/// ACLED's sub-event for violence among the armed.
const CLASH: &str = "Armed clash";

/// The sub-event of an event whose main claim has this code.
pub(super) fn code<'c>(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    code: &'c str,
) -> &'c str {
    let all = || claims.iter().map(|&i| &made[i]);
    if code != ATTACK || all().any(|one| one.draft.codes.mode == Some("targeted")) {
        return code;
    }
    let victims: Vec<Sort> = all().filter_map(sort).collect();
    let targets = super::sides(workshop, made, claims, &[Role::Target]);
    if victims.contains(&Sort::Others) || !targets.iter().all(|side| side.kind.is_armed()) {
        return code;
    }
    let on_fighters = !targets.is_empty() && (victims.is_empty() || victims.contains(&Sort::Fighters));
    let clashed = all().any(|one| one.draft.codes.acled == Some(CLASH) && super::is_actual(&one.claim));
    let unarmed = all().any(|one| hits_unarmed(workshop, one));
    if (on_fighters || clashed) && !unarmed { CLASH } else { code }
}

/// What kind of people the victims of a claim are.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Fighters,
    /// "18", "another", "some 20 others".
    Bare,
    Others,
}

/// `None` for what is no claim of victims, or says that there were none.
fn sort(one: &Made<'_>) -> Option<Sort> {
    let What::Casualties(draft) = &one.draft.what else { return None };
    let status = one.claim.casualties.as_ref()?.victims.status;
    if one.claim.polarity == Polarity::Negated {
        return None;
    }
    let bare = |token: Token<'_>| {
        matches!(token.tag(), "CD" | "DT" | "PRP") || matches!(token.lemma(), "other" | "one" | "casualty")
    };
    Some(match status {
        VictimStatus::Combatant => Sort::Fighters,
        VictimStatus::Unknown if draft.victims.is_none_or(bare) => Sort::Bare,
        _ => Sort::Others,
    })
}

/// Whether a claim is of a thing that is not the armed's.
fn hits_unarmed(workshop: &Workshop<'_, '_>, one: &Made<'_>) -> bool {
    let things = one
        .draft
        .participants
        .iter()
        .filter(|part| part.class.is_some())
        .map(|part| (part.class, part.token));
    let lost = match &one.draft.what {
        What::Materiel { item, class, .. } => Some((Some(*class), *item)),
        _ => None,
    };
    things.chain(lost).any(|(class, token)| !is_of_the_armed(workshop, class, token))
}

/// "A military vehicle", "an army convoy", "the barracks", "a helicopter of the air force", "their rifles".
fn is_of_the_armed(workshop: &Workshop<'_, '_>, class: Option<ItemClass>, token: Token<'_>) -> bool {
    let arms = matches!(
        class,
        Some(
            ItemClass::Weapon
                | ItemClass::Armour
                | ItemClass::Artillery
                | ItemClass::Drone
                | ItemClass::Helicopter
        )
    );
    let said = |word: Token<'_>| {
        matches!(lower(word.lemma()).as_ref(), "military" | "army" | "naval" | "enemy" | "guerrilla")
    };
    let owner = |word: Token<'_>| said(word) || frames::kinds(workshop.under, word).any(ActorKind::is_armed);
    let before = || token.children().filter(|c| matches!(c.label(), "compound" | "amod" | "nmod" | "poss"));
    let after = || crate::tree::oblique(token, &["of"]);
    arms || Lists::embedded().has(List::Post, token.lemma())
        || before().any(owner)
        || after().is_some_and(owner)
}
