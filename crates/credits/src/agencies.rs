//! The names of news agencies, from `data/credits/agencies.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One row a line: the name, a tab, the written forms separated by commas. Lines with `#` explain.
const TABLE: &str = include_str!("../../../data/credits/agencies.tsv");

/// The name of each written form. Every line of a report that may be a credit asks, most in vain.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let forms = rows().flat_map(|(name, written)| written.split(',').map(move |form| (form, name)));
    forms.collect()
});

/// The agency that these words name and nothing else, by the name the field uses: "Agence France-Presse" is AFP.
pub fn agency(words: &str) -> Option<&'static str> {
    NAMES.get(words.trim()).copied()
}

/// The agencies of a list such as "AFP, Reuters" or "AFP/Reuters" or "AP and dpa", joined by ", "; none if one of them is
/// no agency.
pub(crate) fn agencies(list: &str) -> Option<String> {
    let names: Option<Vec<&str>> = list
        .split([',', '/', ';', '&', '+'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" et "))
        .map(agency)
        .collect();
    let mut names = names?;
    names.dedup();
    Some(names.join(", "))
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_mapped_to_names() {
        assert_eq!(agency("The Associated Press"), Some("AP"));
        assert_eq!(agency(" AFP "), Some("AFP"));
        assert_eq!(agency("ap"), None);
        assert_eq!(agency(""), None);
    }

    #[test]
    fn lists_are_agencies_or_nothing() {
        assert_eq!(agencies("AFP/Reuters").as_deref(), Some("AFP, Reuters"));
        assert_eq!(agencies("AP and dpa").as_deref(), Some("AP, dpa"));
        assert_eq!(agencies("AFP, the army"), None);
    }

    #[test]
    fn no_form_stands_in_two_rows() {
        let mut forms: Vec<&str> = rows().flat_map(|(_, written)| written.split(',')).collect();
        let all = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), all);
    }
}
