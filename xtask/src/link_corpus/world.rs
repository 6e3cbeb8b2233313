//! What the invented reports speak of, and in which words: `xtask/data/link_corpus/*.toml`.

use std::collections::BTreeMap;

use anyhow::Context;
use clap::ValueEnum;
use serde::Deserialize;

use crate::paths;

/// Which words are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Set {
    /// The set that rules may be tuned on
    Dev,
    /// Other places, people and wording; never tuned on
    HeldOut,
}

#[derive(Deserialize)]
pub(super) struct World {
    pub(super) outlets: Vec<String>,
    pub(super) wires: Vec<String>,
    pub(super) officials: Vec<String>,
    pub(super) witnesses: Vec<String>,
    pub(super) towns: Vec<Town>,
    pub(super) kinds: Vec<Kind>,
    pub(super) templates: BTreeMap<String, Templates>,
}

#[derive(Deserialize)]
pub(super) struct Town {
    pub(super) name: String,
    pub(super) nation: String,
    pub(super) country: String,
    pub(super) groups: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) victims: Vec<String>,
    pub(super) nouns: Vec<String>,
    pub(super) spots: Vec<String>,
    pub(super) active: Vec<String>,
    pub(super) passive: Vec<String>,
    pub(super) detail: Vec<String>,
}

/// A list of templates, or a setting.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Templates {
    List(Vec<String>),
    Setting(String),
}

impl World {
    pub(super) fn load(set: Set) -> anyhow::Result<World> {
        let file = match set {
            Set::Dev => "dev.toml",
            Set::HeldOut => "held_out.toml",
        };
        let path = paths::root().join("xtask/data/link_corpus").join(file);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    pub(super) fn list(&self, name: &str) -> &[String] {
        match self.templates.get(name) {
            Some(Templates::List(list)) => list,
            _ => &[],
        }
    }

    /// Whether numbers are written as figures from two on.
    pub(super) fn figures(&self) -> bool {
        matches!(self.templates.get("numbers"), Some(Templates::Setting(setting)) if setting == "figures")
    }
}
