//! How much speaks for two accounts being of one happening.

#![allow(clippy::many_single_char_names)] // a and b are the pair, x and y what each has, w the weights

use claimant_model::{Outcome, Plover, Tense};

use super::profile::{Counted, Level, Profile, Spot};
use super::weights::Weights;
use crate::day;
use crate::words::shared;

/// Takes evidence; only one that prints it asks for the words.
trait Tally {
    fn add(&mut self, points: i32, reason: impl FnOnce() -> String);
}

struct Sum(i32);

impl Tally for Sum {
    fn add(&mut self, points: i32, _: impl FnOnce() -> String) {
        self.0 += points;
    }
}

struct Reasons(Vec<String>);

impl Tally for Reasons {
    fn add(&mut self, points: i32, reason: impl FnOnce() -> String) {
        if points != 0 {
            let sign = if points < 0 { '-' } else { '+' };
            let points = points.abs();
            self.0.push(format!("{sign}{}.{:02} {}", points / 100, points % 100, reason()));
        }
    }
}

/// The score of a pair in hundredths, the same in either order.
pub fn score(a: &Profile, b: &Profile, weights: &Weights) -> i32 {
    let mut sum = Sum(0);
    weigh(a, b, weights, &mut sum);
    sum.0
}

/// What speaks for and against a pair, in words, each with its points.
pub fn reasons(a: &Profile, b: &Profile, weights: &Weights) -> Vec<String> {
    let mut reasons = Reasons(Vec::new());
    weigh(a, b, weights, &mut reasons);
    reasons.0
}

fn weigh(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let (a, b) = if b.account < a.account { (b, a) } else { (a, b) };
    place(a, b, weights, tally);
    date(a, b, weights, tally);
    groups(a, b, weights, tally);
    figures(a, b, weights, tally);
    kind(a, b, weights, tally);
    rare_names(a, b, weights, tally);
    content(a, b, weights, tally);
    copies(a, b, weights, tally);
    victims(a, b, weights, tally);
    if a.rank > 0 || b.rank > 0 {
        aside(a, b, weights, tally);
    }
    let asides = i32::from(a.tense != Tense::Current) + i32::from(b.tense != Tense::Current);
    tally.add((weights.link - weights.background) * asides.min(1), || "one is history or a plan".into());
    if a.stage != b.stage {
        tally.add(weights.kind.other / 2, || "done in one, tried or threatened in the other".into());
    }
}

fn place(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.place;
    match (&a.place, &b.place) {
        (Some(x), Some(y)) => {
            if let Some(km) = kilometres(x, y) {
                points_apart(a, b, x, y, km, weights, tally);
            } else {
                wide(x, y, weights, tally);
                named_too(a, b, x, y, weights, tally);
            }
        }
        (Some(known), None) | (None, Some(known)) => {
            let other = if a.place.is_none() { a } else { b };
            if names(other, &known.name) {
                tally.add(w.mentioned, || format!("the other report names {} too", known.name));
            }
        }
        (None, None) => {
            if shared(&a.places, &b.places) > 0 {
                tally.add(w.mentioned, || "the reports name the same place".into());
            }
        }
    }
}

/// Two points so many kilometres apart.
fn points_apart(
    a: &Profile,
    b: &Profile,
    x: &Spot,
    y: &Spot,
    km: u32,
    weights: &Weights,
    tally: &mut impl Tally,
) {
    let w = &weights.place;
    let points = match km {
        0..=5 => w.same,
        6..=20 => w.near,
        21..=50 => w.apart,
        51..=100 => w.far,
        _ => w.very_far,
    };
    // A report that names both places may have been read with the wrong one.
    let named = names(a, &y.name) || names(b, &x.name);
    let points = if named { points.max(w.apart) } else { points };
    // A place that no sentence ties to the event says less, for and against.
    let points = if x.guessed || y.guessed { points * w.guessed / 100 } else { points };
    tally.add(points, || format!("{} and {} are {km} km apart", x.name, y.name));
}

/// A place known to the province or country only, where its report names the other's place: most reports name one town,
/// and it is where it happened.
fn named_too(a: &Profile, b: &Profile, x: &Spot, y: &Spot, weights: &Weights, tally: &mut impl Tally) {
    let (coarse, known) = if x.level > y.level { (a, y) } else { (b, x) };
    if known.level == Level::Point && names(coarse, &known.name) {
        tally.add(weights.place.named_too, || format!("the other report names {} too", known.name));
    } else if x.level != Level::Point && y.level != Level::Point && same_towns(a, b, x, y) {
        tally.add(weights.place.named_too, || "the reports name the same place besides".into());
    }
}

/// Whether two reports name a place in common, their events' provinces and countries left out.
fn same_towns(a: &Profile, b: &Profile, x: &Spot, y: &Spot) -> bool {
    let wide = [&x.name, &y.name].map(|name| crate::hash::word(&name.to_lowercase()));
    let own = |place: &&u32| b.places.binary_search(place).is_ok() && !wide.contains(place);
    a.towns.iter().any(|place| own(&place))
}

/// Whether the report of an account names a place.
fn names(account: &Profile, place: &str) -> bool {
    account.places.binary_search(&crate::hash::word(&place.to_lowercase())).is_ok()
}

/// A province or country against another place.
fn wide(x: &Spot, y: &Spot, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.place;
    let (Some(country), Some(other)) = (&x.country, &y.country) else { return };
    if country != other {
        tally.add(w.other_country, || format!("{} is not in the country of {}", x.name, y.name));
        return;
    }
    match (&x.admin1, &y.admin1) {
        (Some(p), Some(q)) if x.level != Level::Country && y.level != Level::Country => {
            let same = p == q;
            let points = if same { w.same_region } else { w.other_region };
            tally.add(points, || {
                format!("{p} and {q} are {}", if same { "one province" } else { "two provinces" })
            });
        }
        _ => tally.add(w.same_country, || format!("both in {country}")),
    }
}

/// The distance of two points on the sphere, rounded down.
fn kilometres(x: &Spot, y: &Spot) -> Option<u32> {
    if x.level != Level::Point || y.level != Level::Point {
        return None;
    }
    let ((north_a, east_a), (north_b, east_b)) = (x.point?, y.point?);
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let h = half(north_b - north_a)
        + north_a.to_radians().cos() * north_b.to_radians().cos() * half(east_b - east_a);
    Some((12_742.0 * h.clamp(0.0, 1.0).sqrt().asin()) as u32)
}

fn date(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.date;
    let (Some(x), Some(y)) = (a.days, b.days) else { return published(a, b, weights, tally) };
    let apart = (x.first - y.last).max(y.first - x.last).max(0);
    let exact = x.precision <= 1 && y.precision <= 1;
    let long = x.precision.max(y.precision) > 3;
    let points = match apart {
        0 if exact => w.same_day,
        0 if long => w.overlap_long,
        0 => w.overlap,
        1 => w.one_day,
        2 => w.two_days,
        3..=6 => w.some_days,
        _ => w.week,
    };
    tally.add(points, || match apart {
        0 if exact => format!("both on {}", day::print(x.first)),
        0 => "the times overlap".into(),
        _ => format!("{} and {}, {apart} days apart", day::print(x.first), day::print(y.first)),
    });
}

/// A date is missing in one: the days of publication have to do, where the events are the reports' own matter.
fn published(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.date;
    let (Some(x), Some(y)) = (a.published, b.published) else { return };
    let apart = (x - y).abs();
    let points = match apart {
        0 | 1 => w.published_near,
        2..=7 => 0,
        8..=21 => w.published_weeks,
        _ => w.published_far,
    };
    tally.add(points, || format!("published {apart} days apart, and one gives no date"));
}

fn groups(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.actors;
    let common: Vec<&String> =
        a.groups.iter().filter(|group| b.groups.binary_search(group).is_ok()).collect();
    match common.len() {
        0 if a.rebels.is_empty() || b.rebels.is_empty() => {}
        0 => tally.add(w.other_group, || format!("{} and {}", a.rebels.join(", "), b.rebels.join(", "))),
        1 => tally.add(w.same_group, || format!("{} in both", common[0])),
        _ => tally.add(w.same_pair, || format!("{} and {} in both", common[0], common[1])),
    }
    let kinds = a.kinds.iter().filter(|kind| b.kinds.contains(kind)).count().min(2);
    tally.add(w.same_kind * kinds as i32, || "the same kinds of people".into());
}

/// The best that speaks for the killed and the best that speaks for the wounded; others only where neither is counted.
fn figures(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let mut same = 0;
    for outcome in [Outcome::Killed, Outcome::Wounded, Outcome::Abducted, Outcome::Captured] {
        let of = |profile: &Profile| -> Vec<Counted> {
            profile.figures.iter().filter(|f| f.0 == outcome).copied().collect()
        };
        let (x, y) = (of(a), of(b));
        let pairs = x.iter().flat_map(|f| y.iter().map(move |g| (f, g)));
        let best = pairs.map(|(f, g)| (compare(f, g, a, b, weights), f, g)).max_by_key(|best| best.0);
        if let Some((points, f, g)) = best {
            let points = if outcome == Outcome::Killed { points } else { points * 2 / 3 };
            tally.add(points, || format!("{outcome:?}: {} and {}", f.1, g.1).to_lowercase());
            same += usize::from(f.1 > 1 && f.1 == g.1 && f.2 == g.2);
        }
    }
    if same > 1 {
        tally.add(weights.figures.same_twice, || format!("{same} figures are the same"));
    }
}

fn compare(f: &Counted, g: &Counted, a: &Profile, b: &Profile, weights: &Weights) -> i32 {
    let w = &weights.figures;
    if f.1 == g.1 && f.2 == g.2 {
        return match f.1 {
            0..=4 => w.same_few,
            5..=19 => w.same_some,
            _ => w.same_many,
        };
    }
    if f.1 <= g.2 && g.1 <= f.2 {
        return w.overlap;
    }
    let (small, large) = (f.1.min(g.1).max(1), f.1.max(g.1));
    // The report with the higher figure is not the earlier one; of two of one day it is not known.
    let growing = match (a.published, b.published) {
        (Some(x), Some(y)) => (f.1 <= g.1 && x <= y) || (g.1 <= f.1 && y <= x),
        _ => true,
    };
    match large / small {
        0..=2 if growing => w.growing,
        0..=2 => w.differ,
        _ => w.differ_much,
    }
}

/// What a report mentions in passing is often a sentence that its paper puts under every report of the kind: without a
/// figure or a day in common it is no ground.
fn aside(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let same_figure = a.figures.iter().any(|figure| b.figures.contains(figure));
    let same_day = matches!((a.days, b.days), (Some(x), Some(y)) if x == y && x.precision <= 1);
    if !same_figure && !same_day {
        tally.add(weights.aside, || "mentioned in passing, with no figure or day in common".into());
    }
}

fn victims(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.victims;
    if matches!((a.fought, b.fought), (Some(x), Some(y)) if x != y) {
        tally.add(w.other_status, || "fighters in one, civilians in the other".into());
    } else if shared(&a.victims, &b.victims) > 0 {
        tally.add(w.same, || "the same word for the victims".into());
    } else if !a.victims.is_empty() && !b.victims.is_empty() {
        tally.add(w.other, || "other words for the victims".into());
    }
}

/// Sub-events of ACLED that a coder may use for almost any violence.
const GENERAL: [&str; 3] = ["Attack", "Armed clash", "Other"];

fn kind(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.kind;
    if a.plover != b.plover {
        let mild = a.plover == Plover::Coerce || b.plover == Plover::Coerce;
        tally.add(if mild { w.other_type / 4 } else { w.other_type }, || {
            format!("{:?} and {:?}", a.plover, b.plover)
        });
        return;
    }
    let (Some(x), Some(y)) = (&a.acled, &b.acled) else { return };
    let general = GENERAL.contains(&x.as_str()) || GENERAL.contains(&y.as_str());
    match (x == y, general) {
        (true, false) => tally.add(w.same, || format!("both {x}")),
        (false, false) => tally.add(w.other, || format!("{x} and {y}")),
        (true, true) => tally.add(w.same / 3, || format!("both {x}")),
        (false, true) => tally.add(w.general, || format!("{x} and {y}")),
    }
}

fn rare_names(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.words;
    let count = shared(&a.names, &b.names);
    if count > 0 {
        tally.add((w.name * count as i32).min(w.names_most), || format!("{count} rare names in both"));
    } else if a.names.len() >= 3 && b.names.len() >= 3 {
        tally.add(w.no_name, || "rare names in each, none in both".into());
    }
}

fn content(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let w = &weights.words;
    let smaller = a.content.len().min(b.content.len());
    if smaller < 5 {
        return;
    }
    let common = shared(&a.content, &b.content);
    // Between Jaccard and containment: a brief repeats part of a long report.
    let percent = (common * 200 / (a.content.len() + b.content.len())) as i32;
    let points = ((percent - w.content_even) * w.content_full / 100).max(w.content_least);
    tally.add(points.min(w.content_full / 2), || format!("{percent} % of the words in both"));
}

fn copies(a: &Profile, b: &Profile, weights: &Weights, tally: &mut impl Tally) {
    let (Some(x), Some(y)) = (&a.text, &b.text) else { return };
    let likeness = x.likeness(y);
    match likeness {
        50.. => tally.add(weights.words.copy, || format!("the texts are alike by {likeness} %")),
        20..=49 => tally.add(weights.words.rewrite, || format!("the texts are alike by {likeness} %")),
        _ => {}
    }
}
