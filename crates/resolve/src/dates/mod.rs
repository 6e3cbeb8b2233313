//! When: expressions of time against the day of publication.
