//! Which acts of violence are one happening: those of one tense, unless kind, day, place, victims or the words themselves
//! ("another attack") say otherwise.

use std::collections::{HashMap, HashSet};

use claimant_model::{ActorKind, Outcome, Role, Tense, VictimStatus};
use claimant_parse::{Pos, Token};
use jiff::ToSpan;
use jiff::civil::Date;

use super::anew;
use super::groups::Groups;
use super::region::{self, Division};
use crate::claims::{Made, Workshop};
use crate::lexicon::{List, Lists};

/// Happenings kept in view while claims are joined, latest last: a report does not go back further.
const IN_VIEW: usize = 32;
/// From so many people on, the same number of dead told again is most likely of the same happening.
const TELLING: u64 = 3;
/// UCDP `where_prec` up to which two places of different names are two places.
const TOWN: u8 = 3;

/// Days for which a happening is news.
const NEWS: i64 = 2;

/// Shorter words of a name are initials and "de", "van".
const INITIALS: usize = 4;

/// UCDP `date_prec` up to which two times that do not meet are of two happenings: "on Thursday", "last week".
const WEEK: u8 = 3;

/// UCDP `date_prec` of "in June".
const MONTH: u8 = 4;
/// Days between a month and another time from which on they are of two happenings.
const APART: i64 = 14;

/// How the words of an act of violence set it against what was told before.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// Not at all.
    On,
    /// Its sentence goes on with something else or says anew when.
    Anew,
    /// They say that it is another.
    Another,
}

impl Told {
    fn of(made: &[Made<'_>], group: &[usize]) -> Told {
        if group.iter().any(|&index| is_another(made[index].draft.predicate)) {
            Told::Another
        } else if anew::opens(made[group[0]].draft.predicate) || is_also_said(made, group) {
            Told::Anew
        } else {
            Told::On
        }
    }
}

/// "It was also reported that rebels burned a bus", by others than "they" or "the attackers"; who else fell is of what was told
/// before.
fn is_also_said(made: &[Made<'_>], group: &[usize]) -> bool {
    let claims = || group.iter().map(|&index| &made[index]);
    let attackers = |who: Token<'_>| Lists::embedded().has(List::Attacker, who.lemma());
    let known = |who: Token<'_>| {
        who.pos() == Pos::Pron
            || attackers(who) && crate::tree::has_determiner(who, &["the", "these", "those"])
    };
    let doers = || claims().flat_map(|one| &one.draft.participants).filter(|one| one.role == Role::Initiator);
    anew::is_also_said(made[group[0]].draft.predicate)
        && !claims().any(|one| one.claim.casualties.is_some())
        && !doers().any(|one| known(one.token))
}

/// What a growing cluster of violence is compared by.
struct Happening {
    first: usize,
    /// The sentence that it is told in first.
    began: usize,
    tense: Tense,
    kidnapping: bool,
    days: Option<(Date, Date)>,
    /// The month that is told instead of a day.
    month: Option<(Date, Date)>,
    /// The last sentence that tells of it.
    sentence: usize,
    /// Towns that its clauses name.
    towns: HashSet<usize>,
    /// First-level divisions that its clauses name, or that their towns lie in.
    divisions: HashSet<Division>,
    /// Countries that its clauses name, and those that all of its places lie in.
    named_countries: HashSet<region::Country>,
    countries: HashSet<region::Country>,
    /// Persons with a name to whom it was done.
    persons: HashSet<usize>,
    /// Their family names.
    families: HashSet<String>,
    /// Numbers of people and what became of them, from [`TELLING`] on.
    figures: HashSet<(Outcome, u64)>,
    told: Told,
    /// Whether the words set it apart even within a sentence: "another 50 died in a separate attack".
    separate: bool,
    /// Nouns for whom and what it was done to.
    sufferers: HashSet<String>,
    /// Whether it gives a figure that sums up several: "30 were killed in the two attacks".
    sum: bool,
    /// Who struck from the air.
    struck: HashSet<usize>,
    /// Whose fighters fell.
    fell: HashSet<usize>,
}

impl Happening {
    /// What a group of claims, linked by their trees, says.
    fn of(workshop: &Workshop<'_, '_>, made: &[Made<'_>], group: &[usize]) -> Happening {
        let first = group[0];
        let claims = || group.iter().map(|&index| &made[index]);
        let told = |one: &Made<'_>, fits: fn(u8) -> bool| {
            let own = one.when.as_ref().filter(|when| fits(when.precision) && !is_time_of_talk(one, when));
            own.and_then(|when| when.days)
        };
        let persons: HashSet<usize> = claims().flat_map(|one| persons(workshop, one)).collect();
        let name = |person: &usize| workshop.under.actors.all[*person].name.as_str();
        Happening {
            first,
            began: made[first].sentence,
            tense: made[first].claim.tense,
            kidnapping: claims().any(|one| one.draft.codes.mode == Some("abduct")),
            days: claims().find_map(|one| told(one, |precision| precision <= WEEK)),
            month: claims().find_map(|one| told(one, |precision| precision == MONTH)),
            sentence: made[group[group.len() - 1]].sentence,
            named_countries: claims().filter_map(|one| region::country(workshop, one.place?, true)).collect(),
            countries: claims().filter_map(|one| region::country(workshop, one.place?, false)).collect(),
            divisions: claims().filter_map(|one| Division::of(workshop, one.place?)).collect(),
            towns: claims().filter_map(|one| one.place).filter(|place| is_town(workshop, *place)).collect(),
            families: persons.iter().flat_map(|person| family(name(person))).collect(),
            persons,
            figures: claims().filter_map(figure).collect(),
            told: Told::of(made, group),
            separate: claims().any(|one| is_separate(one.draft.predicate)),
            sufferers: claims().flat_map(anew::sufferers).collect(),
            sum: claims().any(|one| is_several(one.draft.predicate))
                && claims().any(|one| one.claim.casualties.is_some()),
            struck: claims()
                .filter(|one| is_from_the_air(one))
                .flat_map(|one| doers(workshop, one))
                .collect(),
            fell: claims().filter_map(|one| fallen(workshop, one)).collect(),
        }
    }

    /// One happening unless something says otherwise. History and plans are joined within a sentence only, unless they tell
    /// of persons with a name whom the other tells of as well: whoever was killed "after he had been kidnapped last week".
    fn fits(&self, workshop: &Workshop<'_, '_>, new: &Happening) -> bool {
        let elsewhere = self.sentence != new.sentence;
        // "They were at the scene of the attack when another blast destroyed a shop": told apart from the sentences before.
        let another = new.told == Told::Another && self.began != new.sentence;
        let other_days = matches!((self.days, new.days), (Some(a), Some(b)) if a.1 < b.0 || b.1 < a.0)
            || self.is_of_other_month(workshop, new);
        let same_persons = self.same_persons(new);
        let done = [self.tense, new.tense].iter().all(|tense| *tense != Tense::Future);
        let same_kind = same_persons && done || self.tense == new.tense && self.kidnapping == new.kidnapping;
        let apart = self.tense != Tense::Current && !(same_persons && done)
            || self.befell_others(workshop, new)
            || self.befell_other_persons(new);
        let apart = apart || self.fell_elsewhere(workshop, new) || new.fell_elsewhere(workshop, self);
        let told_apart = elsewhere && apart || another || other_days || new.separate;
        // "Taken in Zalo. He was at the Weir estate when they took him": one of the two is in the other, for all we know.
        let unknown = |happening: &Happening| {
            happening.towns.iter().all(|&town| workshop.places.all[town].known.precision.is_none())
        };
        let one_place = !self.persons.is_disjoint(&new.persons) && unknown(new);
        let other_place = other_towns(workshop, &self.towns, &new.towns)
            || Division::differ(&self.divisions, &new.divisions)
            || self.is_known_abroad(workshop, new)
            || self.is_abroad(new)
            || new.is_abroad(self);
        same_kind && !told_apart && (one_place || !other_place)
    }

    /// In divisions of two countries that the report names both.
    fn is_known_abroad(&self, workshop: &Workshop<'_, '_>, new: &Happening) -> bool {
        let mut all = self.divisions.iter().chain(&new.divisions);
        Division::lie_abroad(&self.divisions, &new.divisions)
            && all.all(|division| division.is_of_named_country(workshop))
    }

    /// "In Burkina Faso, gunmen shot three herders": in a country by its name, and the other in another.
    fn is_abroad(&self, other: &Happening) -> bool {
        let named = !self.named_countries.is_empty() && !other.countries.is_empty();
        named && self.countries.is_disjoint(&other.countries)
    }

    /// "Gunmen killed 17 people on Monday. In June, 31 people died in an attack": a month long over is not the time of the news.
    fn is_of_other_month(&self, workshop: &Workshop<'_, '_>, new: &Happening) -> bool {
        let long_before =
            |(_, end): (Date, Date), day: Date| day.checked_sub(APART.days()).is_ok_and(|limit| end < limit);
        let start = |one: &Happening| one.days.or(one.month).map(|(start, _)| start).or(workshop.today);
        let before = |one: &Happening, other: &Happening| {
            one.month
                .filter(|_| one.days.is_none())
                .zip(start(other))
                .is_some_and(|(month, day)| long_before(month, day))
        };
        before(self, new) || before(new, self)
    }

    /// Whether it was done to others, and the new one's sentence begins anew, names the first town, or a day long before the
    /// news.
    fn befell_others(&self, workshop: &Workshop<'_, '_>, new: &Happening) -> bool {
        let elsewhere = self.towns.is_empty() && !new.towns.is_empty();
        let old = self.days.is_none() && new.days.is_some_and(|days| is_old(workshop, days));
        (new.told == Told::Anew || elsewhere || old)
            && anew::of_others(&self.sufferers, &new.sufferers)
            && !self.same_figures(new)
            && !self.same_persons(new)
    }

    /// "Air strikes killed nine people. Two soldiers of the air force's side fell in Rafah": nobody falls to his own strikes.
    fn fell_elsewhere(&self, workshop: &Workshop<'_, '_>, other: &Happening) -> bool {
        let among = |fallen: &HashSet<usize>, striker: usize| {
            fallen.iter().any(|fallen| workshop.sides.same(&workshop.under.actors, striker, *fallen))
        };
        self.struck.iter().any(|&striker| among(&other.fell, striker) && !among(&self.fell, striker))
    }

    /// Whether it was done to one of those whom the other names, by all that the names say.
    fn same_persons(&self, other: &Happening) -> bool {
        !self.persons.is_disjoint(&other.persons) || !self.families.is_disjoint(&other.families)
    }

    /// Both name persons, none in common.
    fn befell_other_persons(&self, new: &Happening) -> bool {
        !self.persons.is_empty() && !new.persons.is_empty() && !self.same_persons(new)
    }

    fn same_figures(&self, other: &Happening) -> bool {
        !self.figures.is_disjoint(&other.figures)
    }

    fn add(&mut self, new: Happening) {
        self.sentence = new.sentence;
        self.days = self.days.or(new.days);
        self.month = self.month.or(new.month);
        self.towns.extend(new.towns);
        self.divisions.extend(new.divisions);
        self.named_countries.extend(new.named_countries);
        self.countries.extend(new.countries);
        self.persons.extend(new.persons);
        self.families.extend(new.families);
        self.figures.extend(new.figures);
        self.sufferers.extend(new.sufferers);
        self.struck.extend(new.struck);
        self.fell.extend(new.fell);
    }
}

/// Joins the acts of violence that tell of one happening.
pub(super) fn join(workshop: &Workshop<'_, '_>, made: &[Made<'_>], general: &[bool], groups: &mut Groups) {
    let violent = |i: &usize| made[*i].draft.codes.is_assault() && !general[*i];
    let mut linked: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order = Vec::new();
    for index in (0..made.len()).filter(violent) {
        let root = groups.root(index);
        let group = linked.entry(root).or_insert_with(|| {
            order.push(root);
            Vec::new()
        });
        group.push(index);
    }
    let mut seen: Vec<Happening> = Vec::new();
    for root in order {
        let new = Happening::of(workshop, made, &linked[&root]);
        let view = seen.len().saturating_sub(IN_VIEW);
        let fitting = || (view..seen.len()).rev().filter(|&at| seen[at].fits(workshop, &new));
        let same_persons = fitting().find(|&at| seen[at].same_persons(&new));
        if new.sum {
            // Its figure is of all of them: they are told as one.
            fitting().for_each(|at| groups.join(seen[at].first, new.first));
        }
        let same_figures = || fitting().find(|&at| seen[at].same_figures(&new));
        let latest = (view..seen.len()).map(|at| seen[at].sentence).max();
        // Nobody goes back behind what was told last to tell of others.
        let goes_on = |at: &usize| {
            let latest = Some(seen[*at].sentence) == latest;
            latest || !anew::of_others(&seen[*at].sufferers, &new.sufferers)
        };
        let last = || fitting().filter(goes_on).max_by_key(|&at| (seen[at].sentence, at));
        match same_persons.or_else(same_figures).or_else(last) {
            Some(at) => {
                groups.join(seen[at].first, new.first);
                seen[at].add(new);
            }
            None => seen.push(new),
        }
    }
}

/// Whether it was over some days before the report: what a report gives no day for is news.
fn is_old(workshop: &Workshop<'_, '_>, days: (Date, Date)) -> bool {
    let news = workshop.today.and_then(|today| today.checked_sub(NEWS.days()).ok());
    news.is_some_and(|news| days.1 < news)
}

pub(super) fn is_town(workshop: &Workshop<'_, '_>, place: usize) -> bool {
    let place = &workshop.places.all[place];
    !place.is_country && place.known.precision.is_none_or(|precision| precision <= TOWN)
}

/// Persons with a name among those to whom it was done.
fn persons<'m>(workshop: &'m Workshop<'_, '_>, made: &'m Made<'_>) -> impl Iterator<Item = usize> + 'm {
    let actors = &workshop.under.actors;
    let targets = made.draft.participants.iter().filter(|one| one.role == Role::Target);
    targets
        .filter_map(|one| actors.of_phrase(&workshop.under.context, one.token))
        .filter(|&actor| actors.all[actor].kind == ActorKind::Person)
        .filter(|&actor| actors.all[actor].name.starts_with(char::is_uppercase))
}

fn is_from_the_air(one: &Made<'_>) -> bool {
    matches!(one.draft.codes.mode, Some("aerial" | "drone"))
}

/// Who did it, by the claim's own words.
fn doers<'m>(workshop: &'m Workshop<'_, '_>, made: &'m Made<'_>) -> impl Iterator<Item = usize> + 'm {
    let doers = made.draft.participants.iter().filter(|one| one.role == Role::Initiator);
    doers.filter_map(|one| workshop.under.actors.of_phrase(&workshop.under.context, one.token))
}

/// Whose fighters the claim says were killed or hurt.
fn fallen(workshop: &Workshop<'_, '_>, one: &Made<'_>) -> Option<usize> {
    let victims = &one.claim.casualties.as_ref()?.victims;
    let id = victims.actor.as_ref().filter(|_| victims.status == VictimStatus::Combatant)?;
    (0..workshop.under.actors.all.len()).find(|actor| crate::ids::actor_id(*actor) == *id)
}

/// The words of a name without the given name, which is the first of several: "Dr Torres" may be "Ana Torres Vega".
fn family(name: &str) -> impl Iterator<Item = String> {
    let given = usize::from(name.split_whitespace().nth(1).is_some());
    let words = name.split_whitespace().skip(given);
    words.filter(|word| word.chars().count() >= INITIALS).map(str::to_lowercase)
}

/// "The minister today condemned the murder": a noun for what is known already, under a verb that has the time to itself.
fn is_time_of_talk(one: &Made<'_>, when: &crate::dates::When) -> bool {
    let noun = one.draft.predicate;
    let object = matches!(crate::tree::first_conjunct(noun).label(), "dobj" | "pobj");
    let definite = noun.children().any(|child| matches!(child.lemma(), "the" | "this" | "that"));
    crate::tree::is_noun(noun) && object && definite && !noun.subtree().contains(&when.tokens.start)
}

/// So many people met such an end.
fn figure(one: &Made<'_>) -> Option<(Outcome, u64)> {
    let casualties = one.claim.casualties.as_ref()?;
    let number = casualties.figure.low.filter(|number| *number >= TELLING)?;
    Some((casualties.outcome, number))
}

/// Both name some, and none in common.
fn differ(a: &HashSet<usize>, b: &HashSet<usize>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Both name towns, none in common, and none that lies in another.
pub(super) fn other_towns(workshop: &Workshop<'_, '_>, a: &HashSet<usize>, b: &HashSet<usize>) -> bool {
    let within = |inner, outer| is_within(workshop, inner, outer);
    differ(a, b) && !a.iter().any(|&x| b.iter().any(|&y| within(x, y) || within(y, x)))
}

/// Whether a place lies in a division that is another place.
pub(super) fn is_within(workshop: &Workshop<'_, '_>, inner: usize, outer: usize) -> bool {
    let known = |place: usize| &workshop.places.all[place].known;
    let division = known(inner).admin1.as_deref();
    inner != outer && division.is_some_and(|division| division.starts_with(known(outer).name.as_str()))
}

/// "the two attacks", "both bombings".
fn is_several(predicate: Token<'_>) -> bool {
    let number = predicate.children().any(|child| child.label() == "nummod");
    let definite = |child: Token<'_>| matches!(child.lemma(), "the" | "these" | "those");
    crate::tree::is_noun(predicate)
        && crate::tree::is_plural(predicate)
        && predicate.children().any(|child| child.lemma() == "both" || number && definite(child))
}

/// "A separate attack", "in a separate incident".
fn is_separate(predicate: Token<'_>) -> bool {
    let says =
        |noun: Token<'_>| noun.children().any(|child| child.label() == "amod" && child.lemma() == "separate");
    let within = || {
        crate::tree::prepositions(predicate)
            .any(|(_, object)| !crate::tree::is_plural(object) && says(object))
    };
    says(predicate) && !crate::tree::is_plural(predicate) || within()
}

/// "another attack", "a second bomb", "in a separate incident".
fn is_another(predicate: Token<'_>) -> bool {
    let says = |token: Token<'_>| {
        token.children().any(|child| {
            matches!(child.label(), "det" | "amod")
                && matches!(child.lemma(), "another" | "second" | "third" | "separate" | "other")
        })
    };
    let incident = |token: Token<'_>| {
        crate::tree::prepositions(token).any(|(_, object)| {
            matches!(object.lemma(), "incident" | "attack" | "action" | "case" | "event") && says(object)
        })
    };
    if sums_up_days(predicate) {
        return true;
    }
    let subject = predicate.child("nsubj").or_else(|| predicate.child("nsubjpass"));
    let bomb = subject.filter(|s| matches!(s.lemma(), "bomb" | "explosion" | "charge" | "device" | "attack"));
    if anew::is_apart(predicate) {
        return true;
    }
    says(predicate) && crate::tree::is_noun(predicate) || incident(predicate) || bomb.is_some_and(says)
}

/// "Lost 1,200 men over the past day": a sum over all fronts, beside what was told of one place.
pub(super) fn sums_up_days(predicate: Token<'_>) -> bool {
    let span = |noun: Token<'_>| {
        let past = |child: Token<'_>| matches!(child.lemma(), "past" | "last" | "previous");
        matches!(noun.lemma(), "day" | "hour" | "week" | "month") && noun.children().any(past)
    };
    let document = predicate.document();
    // "In the Kharkiv area over the past day": the parser may hang it on any noun of the clause.
    document.token_range(predicate.subtree()).any(|noun| {
        let prep = noun.head();
        noun.label() == "pobj"
            && matches!(prep.lemma(), "over" | "in" | "during" | "within")
            && prep.index() > predicate.index()
            && span(noun)
    })
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn a_given_name_and_initials_are_no_family_name() {
        assert_eq!(family("Ana de Leon Vega").collect::<Vec<_>>(), ["leon", "vega"]);
        assert_eq!(family("Torres").collect::<Vec<_>>(), ["torres"]);
        assert_eq!(family("").count(), 0);
    }
}
