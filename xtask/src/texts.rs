//! Text collections: what is compared, timed, or put into fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

/// Stands on a line of its own between the texts of a `.txt` file.
const SEPARATOR: &str = "=====";

/// How many sentences of a CoNLL-U file without document marks make a text.
const SENTENCES_PER_TEXT: usize = 10;

/// A text and what to call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Text {
    #[serde(default)]
    pub(crate) id: String,
    pub(crate) text: String,
}

/// Reads files by their extension: `.jsonl` (objects with `text` and perhaps `id`), `.conllu` (the `# text` comments,
/// joined by document), and anything else as plain text, cut at lines of `=====`.
pub(crate) fn read(files: &[PathBuf]) -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for file in files {
        let content = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let stem = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let found = match file.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl") => from_jsonl(file, &content)?,
            Some("conllu") => number(&stem, from_conllu(&content)),
            _ => number(&stem, from_plain(&content)),
        };
        texts.extend(found);
    }
    if texts.is_empty() {
        bail!("no text in the files");
    }
    Ok(texts)
}

/// Writes texts as JSONL.
pub(crate) fn write_jsonl(path: &Path, texts: &[Text]) -> anyhow::Result<()> {
    let lines = texts.iter().map(|text| Ok(serde_json::to_string(text)? + "\n"));
    let lines: String = lines.collect::<serde_json::Result<_>>()?;
    fs::write(path, lines).with_context(|| format!("cannot write {}", path.display()))
}

/// Words as white space separates them.
pub(crate) fn count_words(texts: &[Text]) -> usize {
    texts.iter().map(|text| text.text.split_whitespace().count()).sum()
}

fn number(stem: &str, texts: Vec<String>) -> Vec<Text> {
    let name = |(index, text)| Text { id: format!("{stem}-{}", index + 1), text };
    texts.into_iter().enumerate().map(name).collect()
}

fn from_jsonl(file: &Path, content: &str) -> anyhow::Result<Vec<Text>> {
    let read = |(index, line): (usize, &str)| {
        let mut text: Text =
            serde_json::from_str(line).with_context(|| format!("{}, line {}", file.display(), index + 1))?;
        if text.id.is_empty() {
            text.id = (index + 1).to_string();
        }
        Ok(text)
    };
    content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(read).collect()
}

fn from_conllu(content: &str) -> Vec<String> {
    let documents_are_marked = content.lines().any(|line| line.starts_with("# newdoc"));
    let mut documents: Vec<Vec<&str>> = Vec::new();
    for line in content.lines() {
        if line.starts_with("# newdoc") {
            documents.push(Vec::new());
        } else if let Some(text) = line.strip_prefix("# text = ") {
            let full = |last: &Vec<&str>| !documents_are_marked && last.len() >= SENTENCES_PER_TEXT;
            if documents.last().is_none_or(full) {
                documents.push(Vec::new());
            }
            if let Some(last) = documents.last_mut() {
                last.push(text);
            }
        }
    }
    documents.retain(|sentences| !sentences.is_empty());
    documents.into_iter().map(|sentences| sentences.join(" ")).collect()
}

fn from_plain(content: &str) -> Vec<String> {
    let lines: Vec<&str> = content.strip_suffix('\n').unwrap_or(content).split('\n').collect();
    lines
        .split(|line| *line == SEPARATOR)
        .map(|lines| lines.join("\n"))
        .filter(|text| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_cut_at_separators_and_nowhere_else() {
        assert_eq!(from_plain("one\n\n two \n=====\n\tthree\n"), ["one\n\n two ", "\tthree"]);
        assert_eq!(from_plain("one ===== two"), ["one ===== two"]);
    }

    #[test]
    fn sentences_of_a_treebank_are_joined_by_document() {
        let marked =
            "# newdoc id = a\n# text = One.\n1\tOne\n\n# text = Two.\n# newdoc id = b\n# text = Three.\n";
        assert_eq!(from_conllu(marked), ["One. Two.", "Three."]);
        let unmarked = "# text = S.\n".repeat(12);
        assert_eq!(from_conllu(&unmarked).len(), 2);
    }
}
