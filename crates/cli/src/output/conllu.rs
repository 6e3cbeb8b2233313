//! A parse in CoNLL-U.
//!
//! White space tokens, which only spaCy has, are no rows: the others are numbered without them, and a word that hangs on
//! one hangs on the nearest word above it.

use std::borrow::Cow;
use std::fmt::Write;

use claimant_parse::{Document, Pos, Sentence, Token};

/// All sentences of a document, each followed by an empty line. `name` makes the sentence ids unique in the output.
pub(crate) fn render(document: &Document, name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join("_");
    let numbers = number_words(document);
    let mut out = format!("# newdoc id = {name}\n");
    let sentences = document.sentences().filter(|sentence| sentence.tokens().any(is_word));
    for (index, sentence) in sentences.enumerate() {
        let _ = writeln!(out, "# sent_id = {name}-{}", index + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.text()));
        render_rows(sentence, &numbers, &mut out);
        out.push('\n');
    }
    out
}

/// The row of each token within its sentence, from 1; 0 for white space.
fn number_words(document: &Document) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(document.len());
    for sentence in document.sentences() {
        let mut last = 0;
        numbers.extend(sentence.tokens().map(|token| {
            last += usize::from(is_word(token));
            if is_word(token) { last } else { 0 }
        }));
    }
    numbers
}

fn render_rows(sentence: Sentence<'_>, numbers: &[usize], out: &mut String) {
    for token in sentence.tokens().filter(|token| is_word(*token)) {
        let head = head_row(token, numbers);
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
            numbers[token.index()],
            field(token.text()),
            field(token.lemma()),
            field(token.pos().as_str()),
            field(token.tag()),
            field(token.morphology()),
            head,
            if head == 0 { Cow::from("root") } else { field(token.label()) },
            miscellaneous(token),
        );
    }
}

/// The row of the nearest word above, 0 for a root.
fn head_row(token: Token<'_>, numbers: &[usize]) -> usize {
    token.ancestors().find(|ancestor| is_word(*ancestor)).map_or(0, |head| numbers[head.index()])
}

fn is_word(token: Token<'_>) -> bool {
    token.pos() != Pos::Space && !token.text().trim().is_empty()
}

/// The last column: whether white space follows, and the entity.
fn miscellaneous(token: Token<'_>) -> String {
    let after = token.document().text()[token.span().end..].chars().next();
    let joined = after.is_some_and(|next| !next.is_whitespace());
    let entity = token.entity().map(|entity| {
        let prefix = if entity.token_range().start == token.index() { "B" } else { "I" };
        format!("NER={prefix}-{}", entity.label())
    });
    let parts: Vec<String> = joined.then(|| "SpaceAfter=No".to_owned()).into_iter().chain(entity).collect();
    if parts.is_empty() { "_".to_owned() } else { parts.join("|") }
}

/// A field: never empty, and without what separates fields and lines.
fn field(text: &str) -> Cow<'_, str> {
    match text {
        "" => "_".into(),
        text if text.contains(char::is_whitespace) => one_line(text).into(),
        text => text.into(),
    }
}

/// Runs of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
