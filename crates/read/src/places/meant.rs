//! Towns that a report means without naming them: "the capital", "Mali's capital", "this city" under a dateline.

use claimant_parse::Token;
use claimant_resolve::actors::Iso3;
use claimant_resolve::places::{Country, Gazetteer, Place};

use crate::context::Context;

/// `GeoNames` code of a capital.
const CAPITAL: &str = "PPLC";

/// What the words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The capital of this country.
    Of(Iso3),
    /// The capital of the country that the story plays in.
    Home,
    /// Where the report was sent from.
    Here,
}

/// What a noun means, if it means a town without a name.
pub(super) fn meant(context: &Context<'_>, noun: Token<'_>) -> Option<Meant> {
    match noun.lemma() {
        "city" if noun.children().any(|child| is_capital_of_city(child)) => capital(context, noun),
        "city" | "town" => is_bare_this(noun).then_some(Meant::Here),
        "capital" if noun.label() != "compound" => capital(context, noun),
        _ => None,
    }
}

fn is_capital_of_city(child: Token<'_>) -> bool {
    child.label() == "compound" && child.lemma() == "capital"
}

/// "In this city", with nothing that tells which.
fn is_bare_this(noun: Token<'_>) -> bool {
    let this = |child: Token<'_>| child.label() == "det" && child.lemma() == "this";
    noun.tag() == "NN" && noun.children().len() == 1 && noun.children().any(this)
}

/// "The capital", "the Malian capital", "the capital of Mali"; not "the provincial capital", "the capital of the north",
/// "Bamako, the capital", "the capital, Bamako", where a name says it, nor capital that is money.
fn capital(context: &Context<'_>, noun: Token<'_>) -> Option<Meant> {
    if noun.tag() != "NN" || noun.label() == "appos" {
        return None;
    }
    let mut definite = false;
    let mut country = None;
    for child in noun.children() {
        match child.label() {
            "det" if matches!(child.lemma(), "the" | "this") => definite = true,
            "compound" if is_capital_of_city(child) => {}
            "amod" | "poss" | "compound" | "nmod" => country = Some(named_country(context, child)?),
            "prep" if child.lemma() == "of" => {
                country = Some(child.child("pobj").and_then(|of| named_country(context, of))?);
            }
            "appos" | "det" | "nummod" => return None,
            _ => {}
        }
    }
    country.map(Meant::Of).or(definite.then_some(Meant::Home))
}

fn named_country(context: &Context<'_>, word: Token<'_>) -> Option<Iso3> {
    context.names.country(word).map(|word| word.iso3)
}

/// The capital of a country.
pub(super) fn capital_of<'g>(
    context: &Context<'_>,
    gazetteer: &'g Gazetteer,
    country: Country,
) -> Option<Place<'g>> {
    let iso3 = Iso3::parse(country.code())?;
    let own = |place: &Place<'_>| place.country() == Some(country) && place.feature().code() == CAPITAL;
    let mut names = context.names.capitals(iso3);
    names.find_map(|name| gazetteer.lookup(name).into_iter().map(|(place, _)| place).find(own))
}
