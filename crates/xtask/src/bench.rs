//! `cargo xtask bench`: what the project promises in numbers, measured.
//!
//! Each measure is a module that prints its figures and says which promises they keep.

use crate::options::{Bench, Measure};
use crate::summary::Summary;

mod embedding;
mod markdown;
mod speed;

/// Takes the measures that were asked for.
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
