//! The names of news agencies, from `data/credits/agencies.tsv`.

/// One row a line: the name, a tab, the written forms separated by commas. Lines with `#` explain.
const TABLE: &str = include_str!("../../../data/credits/agencies.tsv");

/// The agency that these words name and nothing else, by the name the field uses: "Agence France-Presse" is AFP.
pub fn agency(words: &str) -> Option<&'static str> {
    let words = words.trim();
    rows().find(|(_, written)| written.split(',').any(|form| form == words)).map(|(name, _)| name)
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
