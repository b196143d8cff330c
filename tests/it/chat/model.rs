//! The conversation beside a small model of it, in whatever order things happen.
//!
//! `steps` draws what happens, `world` plays the client that does what the conversation asks for,
//! and `expected` says what must have come of it.

mod expected;
mod steps;
mod world;

use proptest::prelude::*;

use world::World;

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::with_cases(500)
    }
}

proptest! {
    #![proptest_config(config())]

    /// No order of events loses a word, leaves a run open or asks for what nobody wants.
    #[test]
    fn whatever_happens(setting in steps::setting(), steps in steps::steps()) {
        let mut world = World::new(setting);
        for step in steps {
            world.take(step);
        }
        world.end();
    }
}
