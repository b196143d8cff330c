//! Property test of the session against a small model, with events in any order.
//!
//! `steps` generates the events, `world` plays the client that carries out the effects, and
//! `expected` is the model.

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

    /// No order of events loses a word, leaves a run open or makes an unwanted request.
    #[test]
    fn whatever_happens(setting in steps::setting(), steps in steps::steps()) {
        let mut world = World::new(setting);
        for step in steps {
            world.take(step);
        }
        world.end();
    }
}
