//! Presets: the rules by which claims set low, best and high, as data files in `data/presets/`.

use std::collections::BTreeMap;

use claimant_model::VictimStatus;
use serde::Deserialize;

const EMBEDDED: [(&str, &str); 4] = [
    ("ucdp.toml", include_str!("../../../../data/presets/ucdp.toml")),
    ("acled.toml", include_str!("../../../../data/presets/acled.toml")),
    ("ibc.toml", include_str!("../../../../data/presets/ibc.toml")),
    ("airwars.toml", include_str!("../../../../data/presets/airwars.toml")),
];

/// A preset that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {error}\n  hint: data/presets/README.md explains every field")]
pub struct PresetError {
    file: String,
    error: toml::de::Error,
}

/// Which of the figures is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The count that reports give in their own voice, of several the one that most origins have, else the lowest of
    /// those not involved, else the highest admission.
    Report,
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
    /// The same as best.
    Best,
}

/// One set of rules. Each field is explained in `data/presets/README.md`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// As printed.
    pub name: String,
    /// What it follows, for people.
    pub title: String,
    /// Where its rules are written.
    pub source: String,
    /// Whether what a party says of its enemy's losses may set low and best.
    pub enemy_counts: bool,
    /// Whether figures put as merely possible may set low and best.
    pub doubtful_counts: bool,
    /// Which figure is best.
    pub best: Pick,
    /// Which figure is high.
    pub high: Pick,
    /// Figures this many days older than the newest may move only high; 0: age does not matter.
    pub stale_after_days: i32,
    /// With fewer independent origins than this the derivation says so, in the word of `short`.
    pub origins: u32,
    /// What the rule calls a figure with too few origins: "provisional", "weak".
    #[serde(default = "provisional")]
    pub short: String,
    /// Victims that are counted at all.
    pub statuses: Vec<VictimStatus>,
    /// How many dead a word is worth that bounds no number by itself, where nobody gives a number; "plural" stands for a
    /// bare plural.
    #[serde(default)]
    pub vague: BTreeMap<String, u64>,
}

fn provisional() -> String {
    "provisional".to_owned()
}

impl Preset {
    /// The presets that the program carries: ucdp, acled, ibc, airwars.
    pub fn embedded() -> Result<Vec<Preset>, PresetError> {
        EMBEDDED.iter().map(|(file, text)| Preset::parse(file, text)).collect()
    }

    /// A preset of one's own; `file` is named in errors.
    pub fn parse(file: &str, text: &str) -> Result<Preset, PresetError> {
        toml::from_str(text).map_err(|error| PresetError { file: file.to_owned(), error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_presets_are_well_formed() {
        let names: Vec<String> = Preset::embedded().unwrap().into_iter().map(|preset| preset.name).collect();
        assert_eq!(names, ["ucdp", "acled", "ibc", "airwars"]);
    }

    #[test]
    fn faults_name_the_file_and_the_field() {
        let error = Preset::parse("mine.toml", "name = 5").unwrap_err().to_string();
        assert!(error.starts_with("mine.toml: ") && error.contains("name"), "{error}");
    }
}
