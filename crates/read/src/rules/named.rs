//! The names of those whom a noun counts: "two lawyers, Ana Rivas and Pedro Lopez", "the following officers died: Captain …".

use claimant_model::{Figure, Qualifier};
use claimant_parse::Token;

use crate::draft::{CasualtyDraft, Under};
use crate::roll;
use crate::tree::is_plural;

/// The persons named behind a noun that means several; none where they are more than it counts.
pub(super) fn behind<'a>(under: &Under<'a>, several: Token<'a>) -> Vec<Token<'a>> {
    let context = &under.context;
    // "Two of her guards, Ana Rivas and Pedro Lopez".
    let counted = context.token(context.quantities().of(several).counted);
    let several = if is_plural(counted) { counted } else { several };
    if !is_plural(several) && !matches!(several.lemma(), "couple" | "pair" | "family") {
        return Vec::new();
    }
    let next = |child: &Token<'a>| {
        child.label() == "appos"
            && context.document.token_range(several.index()..child.index()).all(|mark| mark.text() != ";")
    };
    let apposed = several.children().find(|child| child.index() > several.index() && next(child));
    let Some(first) = apposed.or_else(|| after_comma(under, several)) else { return Vec::new() };
    those_counted(under, several, roll::names(context, first))
}

/// The names, where they are no more than the noun counts and none of them is who says it.
fn those_counted<'a>(under: &Under<'a>, counted: Token<'a>, names: Vec<Token<'a>>) -> Vec<Token<'a>> {
    let told = under.context.quantities().stated(counted).and_then(|quantity| quantity.figure.high);
    let fits = told.is_none_or(|told| names.len() as u64 <= told);
    let says = |name: &Token<'a>| under.sayings.names_source(name.index());
    if fits && !names.iter().any(says) { names } else { Vec::new() }
}

/// "Kidnapped nurses Ana Rivas and Pedro Lopez and their driver": the driver is one more, unless the number counts him too.
pub(super) fn others<'a>(under: &Under<'a>, several: Token<'a>) -> Vec<Token<'a>> {
    let names = behind(under, several);
    let Some(first) = names.first() else { return Vec::new() };
    let all = roll::people(&under.context, *first);
    let told = under.context.quantities().stated(several).and_then(|quantity| quantity.figure.high);
    if told.is_some_and(|told| all.len() as u64 <= told) {
        return Vec::new();
    }
    all.into_iter().filter(|one| !names.contains(one) && one.index() > first.index()).collect()
}

/// "Left two dead, Ana Rivas and Pedro Lopez", "two died: Ana Rivas and Pedro Lopez": names behind the word that says what became
/// of them.
pub(super) fn after<'a>(under: &Under<'a>, fate: Token<'a>, counted: Token<'a>) -> Vec<Token<'a>> {
    let row = |first: Token<'a>| roll::names(&under.context, first);
    let names = after_comma(under, fate).map(row).filter(|names| names.len() > 1);
    those_counted(under, counted, names.unwrap_or_default())
}

/// "Kidnapped a couple, Ana Rivas and Pedro Lopez, in Cali": the parser may hang the names on the verb.
fn after_comma<'a>(under: &Under<'a>, before: Token<'a>) -> Option<Token<'a>> {
    let comma = before.next().filter(|mark| matches!(mark.text(), "," | ":"))?;
    let mut name = comma.next()?;
    while name.label() == "compound" && name.head().index() > name.index() {
        name = name.head();
    }
    let beside = [before, before.head(), before.head().head()].contains(&name.head());
    let hung = beside && matches!(name.label(), "npadvmod" | "appos");
    (hung && roll::is_person(&under.context, name)).then(|| under.context.token(name.index()))
}

/// "The political leaders Ana Rivas and Pedro Lopez": as many as are named, where no number is told.
pub(super) fn count(casualties: &mut CasualtyDraft<'_>, names: &[Token<'_>]) {
    let figure = &casualties.figure;
    let untold = figure.qualifier == Qualifier::Vague && figure.term.is_none() && figure.low.is_none();
    if untold && names.len() > 1 {
        casualties.figure = Figure::implied(names.len() as u64);
    }
}
