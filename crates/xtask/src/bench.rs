//! `cargo xtask bench`: measures the figures that the project promises.
//!
//! Each benchmark is a module that prints its figures and says which promises they keep.

use crate::options::{Bench, Measure};
use crate::summary::Summary;

mod embedding;
mod markdown;
mod speed;

/// Runs the selected benchmarks.
pub(crate) fn run(options: &Bench, summary: &mut Summary) {
    if options.wants(Measure::Speed) {
        speed::run(summary);
    }
    if options.wants(Measure::Embedding) {
        embedding::run(options.quick, summary);
    }
    if options.wants(Measure::Markdown) {
        markdown::run(options.quick, summary);
    }
}
