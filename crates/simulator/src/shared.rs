//! The state that all connections of a simulator share.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::catalog;
use crate::choice::CallCounts;
use crate::options::Options;
use crate::record::Log;
use crate::scenario::Scenario;

/// The state that all connections share.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) log: Log,
    scenarios: Mutex<BTreeMap<String, Scenario>>,
    pub(crate) calls: CallCounts,
}

impl Shared {
    pub(crate) fn new(options: Options) -> Self {
        Self {
            options,
            log: Log::default(),
            scenarios: Mutex::default(),
            calls: CallCounts::default(),
        }
    }

    /// Adds a scenario, or replaces the one of that name, and resets its counts.
    pub(crate) fn add_scenario(&self, name: String, scenario: Scenario) {
        self.calls.reset(&name);
        self.scenarios().insert(name, scenario);
    }

    /// Returns the scenario of that name: one added at run time, or else a bundled one.
    pub(crate) fn scenario(&self, name: &str) -> Option<Scenario> {
        let added = self.scenarios().get(name).cloned();
        added.or_else(|| catalog::bundled(name))
    }

    fn scenarios(&self) -> MutexGuard<'_, BTreeMap<String, Scenario>> {
        self.scenarios
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
