//! `cargo xtask bench`: what the project promises in numbers, measured.
//!
//! Each measure is a module that prints its figures and says which promises they keep.

use crate::summary::Summary;

mod size;
mod speed;

/// Takes every measure.
pub(crate) fn run(summary: &mut Summary) {
    summary.stage("bench: size of the demo", size::measure);
    speed::run(summary);
}
