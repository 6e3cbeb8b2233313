//! The neural network, and nothing else of the pipeline.
// The kernels are the one place of the project where unsafe code is allowed.
#![allow(unsafe_code)]
// An intrinsic pays only once it is inlined into the function that has the processor feature.
#![allow(clippy::inline_always)]

pub(crate) mod encoder;
pub(crate) mod kernels;
mod lanes;
pub(crate) mod scorer;
