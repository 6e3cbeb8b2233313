//! The facade most programs name.
