//! The rules. One rule one file; each says what it reads, with an example.

mod accident;
mod affected;
mod among;
mod another_place;
mod authenticity;
mod blame;
mod breakdown;
mod buried;
mod captor;
mod casualties;
mod casualty_noun;
mod count_alone;
mod damage;
mod dead;
mod doers;
mod event;
mod hands;
mod hurt;
mod intention;
mod involvement;
mod joint;
mod lives;
mod materiel;
mod named;
mod parts;
mod put_at;
mod relation;
mod responsibility;
mod site;
mod spoke_of;
mod strength;
mod strength_put;
mod taken;
mod toll;
mod treated;
mod two_sides;
mod unclear;
mod unreported;
mod victim_list;
mod victims;
mod victims_of;
mod withheld;
mod wounded_people;

use crate::draft::Rule;
pub(crate) use accident::is_of as is_accident;
pub(crate) use blame::BLAME;
pub(crate) use parts::mostly;
pub(crate) use responsibility::{is_somebody, names_nobody};

/// All rules, in the order they are applied.
pub(crate) const ALL: &[&dyn Rule] = &[
    &event::Event,
    &casualties::Casualties,
    &another_place::AnotherPlace,
    &casualty_noun::CasualtyNoun,
    &captor::Captor,
    &taken::Taken,
    &dead::Dead,
    &wounded_people::WoundedPeople,
    &hurt::Hurt,
    &lives::Lives,
    &buried::Buried,
    &treated::Treated,
    &among::Among,
    &breakdown::Breakdown,
    &toll::Toll,
    &put_at::PutAt,
    &count_alone::CountAlone,
    &spoke_of::SpokeOf,
    &unreported::Unreported,
    &victims_of::VictimsOf,
    &withheld::Withheld,
    &materiel::Materiel,
    &damage::DamageDone,
    &strength::Strength,
    &strength_put::StrengthPut,
    &relation::Relation,
    &authenticity::Authenticity,
    &involvement::Involvement,
    &responsibility::Responsibility,
    &blame::Blame,
    &hands::Hands,
    &intention::Intention,
    &unclear::Unclear,
];
