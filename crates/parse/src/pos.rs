//! The coarse parts of speech of Universal Dependencies.

use std::fmt;

macro_rules! parts_of_speech {
    ($($name:ident $text:literal $meaning:literal),* $(,)?) => {
        /// A coarse part of speech of Universal Dependencies, or spaCy's `SPACE`.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Pos {
            $(#[doc = $meaning] $name,)*
            /// Not set by the pipeline.
            #[default]
            None,
        }

        impl Pos {
            /// Every part of speech but [`Pos::None`].
            pub const ALL: &[Pos] = &[$(Pos::$name),*];

            /// The name as CoNLL-U writes it; empty for [`Pos::None`].
            pub fn as_str(self) -> &'static str {
                match self { $(Pos::$name => $text,)* Pos::None => "" }
            }

            /// The part of speech of this name, [`Pos::None`] for any other text.
            pub fn from_name(name: &str) -> Pos {
                match name { $($text => Pos::$name,)* _ => Pos::None }
            }
        }
    };
}

parts_of_speech! {
    Adj "ADJ" "Adjective.",
    Adp "ADP" "Preposition or postposition.",
    Adv "ADV" "Adverb.",
    Aux "AUX" "Auxiliary.",
    Cconj "CCONJ" "Coordinating conjunction.",
    Det "DET" "Determiner.",
    Intj "INTJ" "Interjection.",
    Noun "NOUN" "Common noun.",
    Num "NUM" "Numeral.",
    Part "PART" "Particle.",
    Pron "PRON" "Pronoun.",
    Propn "PROPN" "Proper noun.",
    Punct "PUNCT" "Punctuation.",
    Sconj "SCONJ" "Subordinating conjunction.",
    Sym "SYM" "Symbol.",
    Verb "VERB" "Full verb.",
    Other "X" "Anything else.",
    Space "SPACE" "White space, a token of its own in spaCy.",
}

impl fmt::Display for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
