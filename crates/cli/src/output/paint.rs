//! Colour where a terminal shows it, marks in the text where none does; nothing is said by colour alone.

use std::fmt::Display;
use std::io::stdout;

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How text is set off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    colour: bool,
}

/// Bold, for headings and figures.
const STRONG: Style = Style::new().bold();
/// For what may be passed over.
const FAINT: Style = Style::new().dimmed();
/// For what is doubted.
const DOUBT: Style = AnsiColor::Yellow.on_default();

impl Paint {
    /// What standard output can show.
    pub(crate) fn for_stdout(when: When) -> Paint {
        let colour = match when {
            When::Auto => anstream::AutoStream::choice(&stdout()) != ColorChoice::Never,
            When::Always => true,
            When::Never => false,
        };
        Paint { colour }
    }

    /// Without any colour.
    #[cfg(test)]
    pub(crate) fn plain() -> Paint {
        Paint { colour: false }
    }

    pub(crate) fn strong(self, text: impl Display) -> String {
        self.apply(STRONG, text)
    }

    pub(crate) fn faint(self, text: impl Display) -> String {
        self.apply(FAINT, text)
    }

    pub(crate) fn doubt(self, text: impl Display) -> String {
        self.apply(DOUBT, text)
    }

    /// A key word within a sentence.
    pub(crate) fn key_word(self, text: &str) -> String {
        if self.colour { self.strong(text) } else { format!("«{text}»") }
    }

    fn apply(self, style: Style, text: impl Display) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}
