//! Trees to claims.
