//! Two codings of the same events side by side: which events are in both, and how far they agree, field by field.

mod actors;
mod pairing;
pub mod statistics;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use pairing::{Limits, Pair, distance};

use crate::coded::CodedEvent;
use actors::normal;

/// How far two codings agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agreement {
    /// Events of the first coding.
    pub first: usize,
    /// Events of the second coding.
    pub second: usize,
    /// Events in both.
    pub matched: usize,
    /// Fields, each over the pairs in which both codings give it.
    pub fields: Vec<FieldAgreement>,
    /// How near the points are, over the pairs in which both codings give one.
    pub places: PlaceAgreement,
    /// The events in both.
    pub pairs: Vec<Pair>,
    /// Ids that only the first has.
    pub only_first: Vec<String>,
    /// Ids that only the second has.
    pub only_second: Vec<String>,
}

/// How a field is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The same or not.
    Nominal,
    /// Differences count, squared.
    Interval,
}

/// How far two codings agree on a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldAgreement {
    /// The field.
    pub field: String,
    /// How it is measured.
    pub level: Level,
    /// Pairs in which both give it.
    pub pairs: usize,
    /// Pairs in which only one gives it.
    pub one_missing: usize,
    /// Pairs in which both give the same.
    pub exact: usize,
    /// Krippendorff's alpha; absent where all values are the same.
    pub alpha: Option<f64>,
    /// Cohen's kappa, of nominal fields.
    pub kappa: Option<f64>,
    /// Mean of second less first, of interval fields: which coding runs higher.
    pub bias: Option<f64>,
    /// Mean of the difference without its sign, of interval fields.
    pub mean_difference: Option<f64>,
}

/// How near the points are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceAgreement {
    /// Pairs in which both have a point.
    pub pairs: usize,
    /// Within one kilometre.
    pub exact: usize,
    /// Within 161 km (100 miles).
    pub within_161_km: usize,
    /// Half of the pairs are nearer than this.
    pub median_km: Option<f64>,
}

type Text = fn(&CodedEvent) -> Option<String>;
type Number = fn(&CodedEvent) -> Option<f64>;

const TEXTS: [(&str, Text); 11] = [
    ("type_of_violence", |event| event.type_of_violence.map(|code| code.to_string())),
    ("event_type", |event| event.event_type.clone()),
    ("sub_event_type", |event| event.sub_event_type.clone()),
    ("side_a", |event| event.side_a.as_deref().map(normal)),
    ("side_b", |event| event.side_b.as_deref().map(normal)),
    ("class_a", |event| event.class_a.clone()),
    ("class_b", |event| event.class_b.clone()),
    ("country", |event| event.country.clone()),
    ("admin1", |event| event.admin1.as_deref().map(str::to_lowercase)),
    ("date_prec", |event| event.date_prec.map(|code| code.to_string())),
    ("where_prec", |event| event.where_prec.map(|code| code.to_string())),
];

const NUMBERS: [(&str, Number); 9] = [
    ("date_start", |event| event.date_start.map(days)),
    ("date_end", |event| event.date_end.map(days)),
    ("low", |event| event.low.map(|count| count as f64)),
    ("best", |event| event.best.map(|count| count as f64)),
    ("high", |event| event.high.map(|count| count as f64)),
    ("deaths_a", |event| event.deaths_a.map(|count| count as f64)),
    ("deaths_b", |event| event.deaths_b.map(|count| count as f64)),
    ("deaths_civilians", |event| event.deaths_civilians.map(|count| count as f64)),
    ("deaths_unknown", |event| event.deaths_unknown.map(|count| count as f64)),
];

/// Days since 1970.
fn days(day: Date) -> f64 {
    Date::constant(1970, 1, 1).until(day).map_or(0.0, |span| f64::from(span.get_days()))
}

/// Lines two codings up and measures how far they agree.
pub fn agreement(first: &[CodedEvent], second: &[CodedEvent], limits: &Limits) -> Agreement {
    let pairs = pairing::pairs(first, second, limits);
    let events: Vec<(&CodedEvent, &CodedEvent)> =
        pairs.iter().map(|pair| (&first[pair.first], &second[pair.second])).collect();
    let texts = TEXTS.iter().map(|(field, get)| nominal(field, *get, &events));
    let numbers = NUMBERS.iter().map(|(field, get)| interval(field, *get, &events));
    let only = |events: &[CodedEvent], paired: &dyn Fn(usize) -> bool| {
        events.iter().enumerate().filter(|(at, _)| !paired(*at)).map(|(_, event)| event.id.clone()).collect()
    };
    let in_first: std::collections::HashSet<usize> = pairs.iter().map(|pair| pair.first).collect();
    let in_second: std::collections::HashSet<usize> = pairs.iter().map(|pair| pair.second).collect();
    Agreement {
        first: first.len(),
        second: second.len(),
        matched: pairs.len(),
        fields: texts.chain(numbers).collect(),
        places: places(&pairs),
        only_first: only(first, &|at| in_first.contains(&at)),
        only_second: only(second, &|at| in_second.contains(&at)),
        pairs,
    }
}

/// The values of a field where both codings give it, and how often only one does.
fn both<T>(events: &[(&CodedEvent, &CodedEvent)], get: fn(&CodedEvent) -> Option<T>) -> (Vec<(T, T)>, usize) {
    let mut one_missing = 0;
    let values = events.iter().filter_map(|(first, second)| {
        let (a, b) = (get(first), get(second));
        one_missing += usize::from(a.is_some() != b.is_some());
        a.zip(b)
    });
    (values.collect(), one_missing)
}

fn nominal(field: &str, get: Text, events: &[(&CodedEvent, &CodedEvent)]) -> FieldAgreement {
    let (values, one_missing) = both(events, get);
    let units: Vec<Vec<&String>> = values.iter().map(|(a, b)| vec![a, b]).collect();
    FieldAgreement {
        field: field.to_owned(),
        level: Level::Nominal,
        pairs: values.len(),
        one_missing,
        exact: values.iter().filter(|(a, b)| a == b).count(),
        alpha: statistics::alpha_nominal(&units),
        kappa: statistics::kappa(&values),
        bias: None,
        mean_difference: None,
    }
}

fn interval(field: &str, get: Number, events: &[(&CodedEvent, &CodedEvent)]) -> FieldAgreement {
    let (values, one_missing) = both(events, get);
    let units: Vec<Vec<f64>> = values.iter().map(|&(a, b)| vec![a, b]).collect();
    let mean = |of: fn(f64) -> f64| {
        let sum: f64 = values.iter().map(|(a, b)| of(b - a)).sum();
        (!values.is_empty()).then(|| sum / values.len() as f64)
    };
    FieldAgreement {
        field: field.to_owned(),
        level: Level::Interval,
        pairs: values.len(),
        one_missing,
        // Counts and days are whole numbers.
        exact: values.iter().filter(|(a, b)| (a - b).abs() < 0.5).count(),
        alpha: statistics::alpha_interval(&units),
        kappa: None,
        bias: mean(|difference| difference),
        mean_difference: mean(f64::abs),
    }
}

fn places(pairs: &[Pair]) -> PlaceAgreement {
    let mut distances: Vec<f64> = pairs.iter().filter_map(|pair| pair.kilometres).collect();
    distances.sort_by(f64::total_cmp);
    let within = |kilometres: f64| distances.iter().filter(|&&distance| distance <= kilometres).count();
    PlaceAgreement {
        pairs: distances.len(),
        exact: within(1.0),
        within_161_km: within(161.0),
        median_km: distances.get(distances.len() / 2).copied(),
    }
}
