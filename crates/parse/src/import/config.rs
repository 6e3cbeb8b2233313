//! `config.cfg`: the settings a pipeline was made with. Sections as in an INI file, values in JSON.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::ImportError;

/// The file's name within the pipeline's folder.
pub(super) const FILE: &str = "config.cfg";

/// Settings by section and key, values unparsed.
#[derive(Debug, Default)]
pub(super) struct Config {
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Config {
    /// Splits the file into sections and keys. An indented line continues the value before it.
    pub(super) fn parse(text: &str) -> Result<Config, ImportError> {
        let (mut config, mut section, mut key) = (Config::default(), String::new(), String::new());
        for (index, line) in text.lines().enumerate() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            if line.starts_with([' ', '\t']) && !key.is_empty() {
                config.entry(&section, &key).push_str(trimmed);
            } else if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                (section, key) = (name.to_owned(), String::new());
            } else if let Some((name, value)) = trimmed.split_once('=') {
                name.trim().clone_into(&mut key);
                value.trim().clone_into(config.entry(&section, &key));
            } else {
                return Err(ImportError::malformed(FILE, format!("line {}", index + 1), "not `key = value`"));
            }
        }
        Ok(config)
    }

    fn entry(&mut self, section: &str, key: &str) -> &mut String {
        self.sections.entry(section.to_owned()).or_default().entry(key.to_owned()).or_default()
    }

    /// A setting; `None` when it is absent or null.
    pub(super) fn get<T: DeserializeOwned>(
        &self,
        section: &str,
        key: &str,
    ) -> Result<Option<T>, ImportError> {
        let Some(value) = self.sections.get(section).and_then(|keys| keys.get(key)) else { return Ok(None) };
        serde_json::from_str(value)
            .map_err(|error| ImportError::malformed(FILE, format!("[{section}] {key}"), error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_keys_and_long_values() {
        let text = "[nlp]\nlang = \"en\"\npipeline = [\"tok2vec\",\n  \"tagger\"]\n# note\n[a.b]\nx = ${nlp:lang}\ny = null\n";
        let config = Config::parse(text).unwrap();
        assert_eq!(config.get::<String>("nlp", "lang").unwrap().as_deref(), Some("en"));
        assert_eq!(config.get::<Vec<String>>("nlp", "pipeline").unwrap().unwrap(), ["tok2vec", "tagger"]);
        assert_eq!(config.get::<String>("a.b", "y").unwrap(), None);
        assert_eq!(config.get::<String>("a.b", "z").unwrap(), None);
        assert!(config.get::<String>("a.b", "x").is_err());
    }

    #[test]
    fn a_line_that_is_neither_is_an_error() {
        assert!(Config::parse("[nlp]\nwhat is this\n").unwrap_err().to_string().contains("line 2"));
    }
}
