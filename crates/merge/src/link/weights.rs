//! What each piece of evidence is worth: `data/linking/weights.toml`.

use serde::Deserialize;

const EMBEDDED: &str = include_str!("../../../../data/linking/weights.toml");

/// A file of weights that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "the weights of linking: {0}\n  hint: every name of data/linking/weights.toml must be there, with a whole number"
)]
pub struct WeightsError(#[from] toml::de::Error);

/// Points for and against two accounts being of one happening, in hundredths: whole numbers, so that the sum is the same
/// on every machine. Each field is explained in `data/linking/weights.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Weights {
    pub link: i32,
    pub queue: i32,
    pub together: i32,
    pub background: i32,
    pub aside: i32,
    pub place: PlaceWeights,
    pub date: DateWeights,
    pub actors: ActorWeights,
    pub figures: FigureWeights,
    pub victims: VictimWeights,
    pub kind: KindWeights,
    pub words: WordWeights,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct PlaceWeights {
    pub same: i32,
    pub near: i32,
    pub apart: i32,
    pub far: i32,
    pub very_far: i32,
    pub same_region: i32,
    pub other_region: i32,
    pub same_country: i32,
    pub other_country: i32,
    pub mentioned: i32,
    pub named_too: i32,
    pub guessed: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DateWeights {
    pub same_day: i32,
    pub overlap: i32,
    pub overlap_long: i32,
    pub one_day: i32,
    pub two_days: i32,
    pub some_days: i32,
    pub week: i32,
    pub published_near: i32,
    pub published_weeks: i32,
    pub published_far: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ActorWeights {
    pub same_group: i32,
    pub same_pair: i32,
    pub other_group: i32,
    pub same_kind: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FigureWeights {
    pub same_few: i32,
    pub same_some: i32,
    pub same_many: i32,
    pub same_twice: i32,
    pub overlap: i32,
    pub growing: i32,
    pub differ: i32,
    pub differ_much: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct KindWeights {
    pub same: i32,
    pub other: i32,
    pub general: i32,
    pub other_type: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct VictimWeights {
    pub same: i32,
    pub other: i32,
    pub other_status: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct WordWeights {
    pub name: i32,
    pub names_most: i32,
    pub no_name: i32,
    pub content_full: i32,
    pub content_least: i32,
    pub content_even: i32,
    pub copy: i32,
    pub rewrite: i32,
}

impl Weights {
    /// The weights that the program carries.
    pub fn embedded() -> Result<Weights, WeightsError> {
        Weights::parse(EMBEDDED)
    }

    /// Weights of one's own, in the form of `data/linking/weights.toml`.
    pub fn parse(text: &str) -> Result<Weights, WeightsError> {
        Ok(toml::from_str(text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        let weights = Weights::embedded().unwrap();
        assert!(weights.queue < weights.link);
        assert!(Weights::parse("link = 1").is_err());
    }
}
