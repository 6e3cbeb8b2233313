//! The English model that is part of the program.

use crate::{OpenError, Pipeline};

/// Gives the bytes of the file the alignment that its sections are read with.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/en/english.model"));

impl Pipeline {
    /// The English pipeline embedded in the program. Opening it copies nothing and takes some milliseconds.
    ///
    /// # Errors
    /// When the program was built with a model file of another format.
    pub fn english() -> Result<Pipeline, OpenError> {
        Pipeline::from_static(&ENGLISH.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_whole() {
        Pipeline::english().unwrap().verify().unwrap();
    }
}
