//! Quotations: what stands between quotation marks, paragraph by paragraph.

use std::ops::Range;

use claimant_parse::Document;

/// All quotations of a report, in tokens, marks included.
#[derive(Debug, Default)]
pub(crate) struct Quotations {
    all: Vec<Range<usize>>,
    paragraphs: Vec<u32>,
}

impl Quotations {
    pub(crate) fn find(document: &Document) -> Quotations {
        let mut quotations = Quotations::default();
        let mut open: Option<usize> = None;
        let mut paragraph = 0;
        let mut before = 0;
        for token in document.tokens() {
            let start = token.span().start;
            if document.text()[before..start.max(before)].contains('\n') || token.text().contains('\n') {
                paragraph += 1;
                if let Some(from) = open.take() {
                    quotations.close(from, token.index());
                }
            }
            before = token.span().end;
            quotations.paragraphs.push(paragraph);
            let index = token.index();
            match token.text() {
                "“" | "``" | "«" => open = open.or(Some(index)),
                "”" | "''" | "»" => {
                    if let Some(from) = open.take() {
                        quotations.close(from, index + 1);
                    }
                }
                "\"" => match open.take() {
                    Some(from) => quotations.close(from, index + 1),
                    None => open = Some(index),
                },
                _ => {}
            }
        }
        if let Some(from) = open {
            quotations.close(from, document.len());
        }
        quotations
    }

    fn close(&mut self, from: usize, to: usize) {
        if to > from + 1 {
            self.all.push(from..to);
        }
    }

    /// The quotation a token lies in.
    pub(crate) fn around(&self, token: usize) -> Option<&Range<usize>> {
        let index = self.all.partition_point(|quotation| quotation.end <= token);
        self.all.get(index).filter(|quotation| quotation.contains(&token))
    }

    /// The first quotation that starts at or after a token, and its distance.
    pub(crate) fn after(&self, token: usize) -> Option<&Range<usize>> {
        let index = self.all.partition_point(|quotation| quotation.start < token);
        self.all.get(index).filter(|quotation| self.same_paragraph(token, quotation.start))
    }

    /// The last quotation that ends at or before a token.
    pub(crate) fn before(&self, token: usize) -> Option<&Range<usize>> {
        let index = self.all.partition_point(|quotation| quotation.end <= token);
        self.all.get(index.checked_sub(1)?).filter(|quotation| self.same_paragraph(token, quotation.end - 1))
    }

    pub(crate) fn same_paragraph(&self, a: usize, b: usize) -> bool {
        let at = |index: usize| self.paragraphs.get(index.min(self.paragraphs.len().saturating_sub(1)));
        at(a) == at(b)
    }

    /// Whether no words lie in a quotation.
    pub(crate) fn is_outside(&self, token: usize) -> bool {
        self.around(token).is_none()
    }
}
