//! How results are printed.

pub(crate) mod conllu;
pub(crate) mod json_lines;
pub(crate) mod paint;
pub(crate) mod parse_json;
pub(crate) mod table;
